import { snapshotSubject } from '../experiments/definition/snapshots/subject.ts';
import type { Hypothesis } from '../experiments/definition/verdict.ts';
import { perform } from './activity-options.ts';
import { failureText } from './failure-text.ts';
import type { RunningExperiment } from './running-experiment.ts';

/** The activity itself gives up sooner when trying again cannot help. 100 tries are about 47 min of waiting. */
const WHILE_IT_IS_AWAY = { initialInterval: '500 ms', maximumInterval: '30 s', maximumAttempts: 100 } as const;

/** Verifies the snapshot again, puts it back when asked, discards old ones. Answers what is left undone. */
export async function snapshotAfterwards(run: RunningExperiment, hypothesis: Hypothesis): Promise<readonly string[]> {
  const { snapshot: spec, afterwards } = run.experiment;
  if (!spec || !run.snapshot) return [];
  const { reference } = run.snapshot;
  const residue: string[] = [];
  const note = (detail: string, tone: 'good' | 'bad') => run.note('snapshot', tone, detail);
  try {
    if (afterwards.verifySnapshot) {
      const { problems } = await perform('snapshot', 'verifySnapshot', 'verify the snapshot again', {
        reference,
        spec,
      });
      run.snapshot = {
        ...run.snapshot,
        verifiedAfterwards: problems.length === 0 ? 'yes' : 'no',
        detail: problems.join('; '),
      };
      note(
        problems.length === 0 ? 'verified again' : `no longer verifies: ${problems.join('; ')}`,
        problems.length === 0 ? 'good' : 'bad',
      );
    }
    if (wantsRestore(run, hypothesis)) {
      const summary = `put ${snapshotSubject(spec)} back`;
      const input = { reference, spec };
      const { keptAside } = await perform('snapshot', 'restoreSnapshot', summary, input, { retry: WHILE_IT_IS_AWAY });
      const detail = keptAside === '' ? 'nothing differed from the snapshot' : `what was there is kept as ${keptAside}`;
      run.snapshot = { ...run.snapshot, restored: 'yes', detail };
      note(`put back; ${detail}`, 'good');
    }
    await perform('snapshot', 'discardOldSnapshots', 'discard old snapshots', { reference, spec });
  } catch (error) {
    const problem = failureText(error);
    run.snapshot = {
      ...run.snapshot,
      restored: wantsRestore(run, hypothesis) && run.snapshot.restored !== 'yes' ? 'failed' : run.snapshot.restored,
      detail: problem,
    };
    note(problem, 'bad');
    if (run.snapshot.restored === 'failed')
      residue.push(`snapshot ${reference.id} of ${reference.subject} was not put back: ${problem}`);
  }
  return residue;
}

function wantsRestore(run: RunningExperiment, hypothesis: Hypothesis): boolean {
  const { restoreIf } = run.experiment.afterwards;
  if (restoreIf === 'broken') return hypothesis === 'broken';
  return restoreIf === 'lostWrites' && run.slis.some((sli) => (sli.writes?.lost ?? 0) > 0);
}
