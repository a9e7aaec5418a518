import type { FaultKind, FaultSettings } from '../../experiments/definition/faults/index.ts';
import { faultDrivers } from '../faults/index.ts';
import type { Guardrail } from './guardrail.ts';

/** For the day on which the workers and Temporal are gone, and only the target itself is left. */
export const expiry: Guardrail<'expiry'> = {
  kind: 'expiry',
  async check({ intent: { faults } }) {
    const endless = faults.filter((fault) => expiryOf(fault).by === 'none');
    if (endless.length === 0) {
      const count = `${faults.length} fault${faults.length === 1 ? ' ends' : 's end'} by itself`;
      return { name: 'expiry', result: 'met', detail: faults.length === 0 ? 'no fault is chosen yet' : count };
    }
    const lines = endless.map((fault) => `${fault.name} (${fault.kind}): what ends it is ${expiryOf(fault).text}`);
    const advice = 'Give it an expiry, or write `allowNoExpiry: true` in the experiment';
    return { name: 'expiry', result: 'not met', detail: `${lines.join('; ')}. ${advice}` };
  },
};

const expiryOf = <K extends FaultKind>({ kind, settings }: { readonly kind: K; readonly settings: FaultSettings[K] }) =>
  faultDrivers[kind].expiry(settings);
