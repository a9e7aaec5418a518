import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRig, type Rig } from '../support/rig.ts';
import { startVictim } from '../support/victim.ts';
import { keepHistory } from './recorded-histories.ts';
import { referenceDays } from './reference-days.ts';

let rig: Rig;
let version: string;
beforeAll(async () => {
  rig = await startRig({ sweeper: true });
  ({ version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')));
}, 600_000);
afterAll(() => rig.stop());

describe('npm run record-histories', () => {
  it.each(Object.keys(referenceDays))(
    '%s',
    async (what) => {
      const victim = await startVictim();
      try {
        const workflowIds = await referenceDays[what]!({ rig, victim });
        expect(workflowIds.length).toBeGreaterThan(0);
        for (const workflowId of workflowIds) {
          const history = await rig.client.workflow.getHandle(workflowId).fetchHistory();
          const type = history.events![0]!.workflowExecutionStartedEventAttributes!.workflowType!.name;
          await keepHistory({ name: `${version}_${what}_${type}`, history });
        }
      } finally {
        await victim.stop();
      }
    },
    60_000,
  );
});
