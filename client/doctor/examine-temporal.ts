import { type DoctorFinding, fine, odd, wrong } from '../../experiments/definition/doctor.ts';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import { isClientFailure, messageOf } from '../failure.ts';
import { openSession, type Session } from '../session/session.ts';
import type { ConnectionSettings } from '../session/settings.ts';
import { pulledSwitch } from './pulled-switch.ts';
import { pollers } from './pollers.ts';
import { searchAttributes } from './search-attributes.ts';

export type TemporalCheck = (session: Session) => Promise<readonly DoctorFinding[]>;

const CHECKS: readonly (readonly [name: string, check: TemporalCheck])[] = [
  ['search attributes', searchAttributes],
  ['workers', pollers],
  ['safety switch', pulledSwitch],
];

/** Without a server, only that. */
export async function examineTemporal(settings: ConnectionSettings): Promise<readonly DoctorFinding[]> {
  const check = 'Temporal server';
  let session: Session;
  try {
    session = await openSession(settings);
  } catch (error) {
    if (!isClientFailure(error)) throw error;
    const [seen = '', ...next] = error.message.split('\n');
    const found = wrong(check, seen, next.join('\n') || 'Correct --address, --namespace or --profile.');
    return [error.exitCode === EXIT.unreachable ? { ...found, isUnreachable: true } : found];
  }
  try {
    const found = [fine(check, `${session.address}, namespace ${session.namespace}`)];
    for (const [name, one] of CHECKS) {
      found.push(
        ...(await one(session).catch((error: unknown) => [odd(name, `could not be looked at: ${messageOf(error)}`)])),
      );
    }
    return found;
  } finally {
    await session.connection.close();
  }
}
