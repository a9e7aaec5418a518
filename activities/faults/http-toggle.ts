import { failure, FailureType } from '../failures.ts';
import type { FaultCall, FaultDriver } from './driver.ts';
import { addressOf, readSwitch, writeSwitch } from './http/switch.ts';
import { canonical, differences, isOn, isSame, type SwitchState, whenOff, whenOn } from './http/switch-state.ts';

export const httpToggle: FaultDriver<'http-toggle'> = {
  kind: 'http-toggle',
  recovery: 'undone',

  expiry({ expiresAtField }) {
    if (expiresAtField === undefined) {
      return { by: 'none', text: 'nothing: the application keeps the fault on until somebody switches it off' };
    }
    return { by: 'target', text: `the application switches it off itself at the time in "${expiresAtField}"` };
  },

  async prepareUndo(call) {
    const state = await readSwitch(call);
    if (!isOn(state, call.settings)) return state;
    throw failure(
      FailureType.changedByOthers,
      `${addressOf(call)} was not switched on: it is on already, ${canonical(state)}, and what it was before is not known. Switch it off first.`,
    );
  },

  async inject(call) {
    const now = await readSwitch(call);
    if (isOn(now, call.settings)) return;
    if (!isSame(now, call.baseline, call.settings)) throw changed(call, now, 'was not switched on');
    await writeSwitch(call, whenOn(call.settings, call.expiresAt));
  },

  async observe(call) {
    const now = await readSwitch(call);
    return { observed: isOn(now, call.settings), evidence: `${addressOf(call)} says ${canonical(now)}` };
  },

  async undo(call) {
    const now = await readSwitch(call);
    if (isSame(now, call.baseline, call.settings)) return;
    if (!isOn(now, call.settings)) throw changed(call, now, 'was not put back');
    await writeSwitch(call, whenOff(call.baseline, call.settings));
  },

  async verifyUndone(call) {
    const now = await readSwitch(call);
    if (isSame(now, call.baseline, call.settings)) return [];
    if (!isOn(now, call.settings)) throw changed(call, now, 'is not as it was');
    return differences(now, call.baseline).map((difference) => `${addressOf(call)}: ${difference}`);
  },
};

function changed(call: FaultCall<'http-toggle'>, now: SwitchState, what: string) {
  return failure(
    FailureType.changedByOthers,
    `${addressOf(call)} ${what}: somebody changed it during the fault. It is ${canonical(now)}; before the fault it was ` +
      `${canonical(call.baseline)}. Put it right by hand, then settle this fault.`,
  );
}
