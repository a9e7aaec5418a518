import type { LoadProbe } from '../probe.ts';
import { accountForWrites } from './account-for-writes.ts';
import { startSession } from './session.ts';

export const acknowledgedWrites: LoadProbe<'acknowledged-writes'> = {
  kind: 'acknowledged-writes',
  start: async (call) => startSession({ ...call, settings: call.ports.secrets.resolve(call.settings) }),
  account: async (call) => accountForWrites({ ...call, settings: call.ports.secrets.resolve(call.settings) }),
};
