import { Client, Connection } from '@temporalio/client';
import { asClientFailure } from './server-trouble.ts';
import { type ConnectionSettings, isLoopback } from './settings.ts';

/** A connection that has answered once, and what is known about the other end. */
export interface Session {
  readonly client: Client;
  readonly connection: Connection;
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
  /** What another command needs to get here, such as ` --profile staging`. */
  readonly flags: string;
}

/** A server on this machine answers at once or is not there. */
const connectTimeout = (address: string): number => (isLoopback(address) ? 2_000 : 10_000);

export async function openSession(settings: ConnectionSettings): Promise<Session> {
  const { address, namespace, uiUrl, flags } = settings;
  const connection = Connection.lazy({ ...settings.connection, address, connectTimeout: connectTimeout(address) });
  try {
    await connection.ensureConnected();
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    await connection.close();
    throw asClientFailure(error, { address, namespace });
  }
  return { client: new Client({ connection, namespace }), connection, address, namespace, uiUrl, flags };
}

export function workflowUrl(
  { uiUrl, namespace }: Pick<Session, 'uiUrl' | 'namespace'>,
  workflowId: string,
): string | undefined {
  if (uiUrl === undefined) return undefined;
  return `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}
