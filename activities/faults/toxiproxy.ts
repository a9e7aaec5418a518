import { failure, FailureType } from '../failures.ts';
import type { FaultDriver } from './driver.ts';
import { addressOf, change, labelOf, type OnProxy, readProxy, requireProxy } from './toxiproxy/api.ts';
import { addToxic, observeToxic, ownToxic, removeToxic, toxicName, wordsFor } from './toxiproxy/toxic.ts';

/** Waits for no answer longer than this; a guard tries again. */
const ASK = `const { GAMEDAY_URL: url, GAMEDAY_METHOD: method, GAMEDAY_BODY: body } = process.env;
fetch(url, { method, body: body || undefined, signal: AbortSignal.timeout(10_000) }).then(
  ({ ok, status }) => process.exit(ok || status === 404 ? 0 : 1),
  () => process.exit(1),
);`;

export const toxiproxy: FaultDriver<'toxiproxy'> = {
  kind: 'toxiproxy',
  recovery: 'undone',

  expiry: () => ({ by: 'guard', text: 'a supervised timer on the machine of the worker tells Toxiproxy to end it' }),

  async prepareUndo(call) {
    const { enabled, listen } = await requireProxy(call);
    if (enabled) return { listen };
    throw failure(
      FailureType.changedByOthers,
      `${labelOf(call)} was not touched: somebody has put it down already, so nothing of the fault could be seen. Enable it first.`,
    );
  },

  /** The address is in the environment: it may hold a secret, and arguments can be read by everybody. */
  guard(call) {
    const [method, url, body] =
      call.settings.toxic === undefined
        ? ['POST', addressOf(call), JSON.stringify({ enabled: true })]
        : ['DELETE', addressOf(call, 'toxics', toxicName(call)), ''];
    const env = { GAMEDAY_URL: url, GAMEDAY_METHOD: method, GAMEDAY_BODY: body };
    return { argv: [process.execPath, '-e', ASK], env };
  },

  async inject(call) {
    const proxy = await requireProxy(call);
    if (call.settings.toxic !== undefined) await addToxic(call, proxy);
    else if (proxy.enabled) await setEnabled(call, false);
  },

  async observe(call) {
    if (call.settings.toxic !== undefined) return await observeToxic(call);
    const proxy = await readProxy(call);
    const state = proxy === undefined ? 'is gone' : proxy.enabled ? 'takes connections' : 'is down';
    return { observed: proxy?.enabled === false, evidence: `${labelOf(call)} ${state}` };
  },

  /** Without the proxy, as after a restart of Toxiproxy, there is nothing of ours either. */
  async undo(call) {
    const proxy = await readProxy(call);
    if (proxy === undefined) return;
    if (call.settings.toxic !== undefined) await removeToxic(call);
    else if (!proxy.enabled) await setEnabled(call, true);
  },

  async verifyUndone(call) {
    const proxy = await readProxy(call);
    if (proxy === undefined) return [];
    if (call.settings.toxic === undefined) return proxy.enabled ? [] : [`${labelOf(call)} is still down`];
    const found = ownToxic(call, proxy);
    return found === undefined ? [] : [`${labelOf(call)} still has the toxic ${wordsFor(found)}`];
  },
};

async function setEnabled(call: OnProxy, enabled: boolean): Promise<void> {
  await change(call, 'POST', addressOf(call), { enabled });
}
