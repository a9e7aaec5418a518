import { createHash } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent, type RequestOptions } from 'node:https';

export type AgentFor = (server: string, options: RequestOptions, proxyUrl: string | undefined) => HttpAgent;

/** A socket without work is closed by us, before a server or a balancer does it under the next request. */
const KEPT: AgentOptions = { keepAlive: true, timeout: 30_000 };

/** The same connections as long as the certificates are the same. */
export function keptAgents(): AgentFor {
  let kept: { readonly print: string; readonly agent: HttpAgent } | undefined;
  return (server, options, proxyUrl) => {
    const { ca, cert, key, servername, rejectUnauthorized } = options;
    const print = createHash('sha256')
      .update(JSON.stringify([server, proxyUrl, ca, cert, key, servername, rejectUnauthorized]))
      .digest('hex');
    if (kept?.print !== print) {
      const tls = Object.fromEntries(
        Object.entries({ ca, cert, key, servername, rejectUnauthorized }).filter(([, value]) => value !== undefined),
      );
      kept = { print, agent: agentWith(server, tls, proxyUrl === undefined ? undefined : options.agent) };
    }
    return kept.agent;
  };
}

/** The library knows how to go through a proxy; it keeps no connections. */
function agentWith(server: string, tls: AgentOptions, proxy: RequestOptions['agent']): HttpAgent {
  if (proxy instanceof HttpAgent) return proxy;
  return server.startsWith('https:') ? new HttpsAgent({ ...KEPT, ...tls }) : new HttpAgent(KEPT);
}
