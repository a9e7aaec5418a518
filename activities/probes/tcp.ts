import type { PointProbe } from './probe.ts';

export const tcp: PointProbe<'tcp'> = {
  kind: 'tcp',
  async measure({ settings: { host, port }, timeoutMs, signal, ports }) {
    const { accepted, reason, latencyMs } = await ports.sockets.connect(host, port, timeoutMs, signal);
    if (!accepted) {
      return { result: 'bad', latencyMs: null, value: null, detail: `${host}:${port} does not accept: ${reason}` };
    }
    const detail = `${host}:${port} accepted in ${Math.round(latencyMs)} ms`;
    return { result: 'good', latencyMs, value: null, detail };
  },
};
