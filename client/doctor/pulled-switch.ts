import { fine, odd } from '../../experiments/definition/doctor.ts';
import { readSafetySwitch } from '../requests/safety-switch.ts';
import type { TemporalCheck } from './examine-temporal.ts';

export const pulledSwitch: TemporalCheck = async (session) => {
  const pull = await readSafetySwitch(session);
  if (pull === undefined) return [fine('safety switch', 'released')];
  return [
    odd(
      'safety switch',
      `pulled by ${pull.by}: ${pull.reason}`,
      'No fault begins until: gameday resume --comment TEXT',
    ),
  ];
};
