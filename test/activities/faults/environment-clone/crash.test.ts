import type { FaultCall } from '../../../../activities/faults/driver.ts';
import { environmentClone as driver } from '../../../../activities/faults/environment-clone.ts';
import { crashingCluster } from '../../../support/fault-world.ts';
import { type CloneWorld, cloneWorld, traces } from './clone-world.ts';

type Call = FaultCall<'environment-clone'>;
const SCRUB = { scrub: [{ command: ['scrubbed'] }] };
/** Every call of the cluster once. */
const LONG_MS = 120_000;

/** A worker that dies before its call of that number. */
function dying(at: number, call: Call): { readonly call: Call; readonly crashed: () => boolean } {
  const death = crashingCluster(at, call.ports.cluster);
  const ports = { ...call.ports, cluster: death.cluster };
  return { call: { ...call, ports }, crashed: () => death.crashed() };
}

async function atEveryCall(
  act: (call: Call) => Promise<void>,
  check: (place: CloneWorld, call: Call, at: number) => Promise<void>,
  begin: (call: Call) => Promise<void> = async () => undefined,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const place = await cloneWorld();
    const whole = place.call(SCRUB);
    await begin(whole);
    const { call, crashed } = dying(at, whole);
    const error: unknown = await act(call).catch((reason: unknown) => reason);
    if (!crashed()) return at - 1;
    expect(String(error)).toContain(`before call ${at}`);
    await check(place, whole, at);
  }
}

describe('a worker that dies at any call to the cluster', () => {
  it(
    'while it makes a clone: the next one finishes it, and scrubs nothing twice',
    async () => {
      const crashes = await atEveryCall(
        (call) => driver.inject(call),
        async ({ world }, call, at) => {
          await driver.inject(call);
          const contents = world.contents('shop-clone');
          expect({ at, contents }).toEqual({
            at,
            contents: { 'data-ledger-0': 'state of 0 scrubbed', 'data-ledger-1': 'state of 1 scrubbed' },
          });
          expect(await driver.observe(call)).toMatchObject({ observed: true });
        },
      );
      expect(crashes).toBeGreaterThan(15);
    },
    LONG_MS,
  );

  it(
    'while it makes a clone: the undo leaves nothing of it',
    async () => {
      const crashes = await atEveryCall(
        (call) => driver.inject(call),
        async ({ world }, call, at) => {
          await driver.undo(call);
          expect({ at, left: await driver.verifyUndone(call) }).toEqual({ at, left: [] });
          expect({ at, traces: traces(world) }).toEqual({ at, traces: [] });
        },
      );
      expect(crashes).toBeGreaterThan(15);
    },
    LONG_MS,
  );

  it(
    'while it removes a clone: the next one finishes',
    async () => {
      const crashes = await atEveryCall(
        (call) => driver.undo(call),
        async ({ world }, call, at) => {
          await driver.undo(call);
          expect({ at, left: await driver.verifyUndone(call), traces: traces(world) }).toEqual({
            at,
            left: [],
            traces: [],
          });
        },
        (call) => driver.inject(call),
      );
      expect(crashes).toBeGreaterThan(3);
    },
    LONG_MS,
  );
});
