import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import type { Cluster, ClusterObject } from '../../activities/cluster.ts';
import { isLeaving } from '../../activities/kubernetes/pod-state.ts';
import { aPlan, anExperiment, comparison, healthSli } from '../support/an-experiment.ts';
import { type ClusterApp, startWeb } from '../support/cluster-apps.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

onCluster('a game day that kills a pod of a real service', () => {
  const cluster: Cluster = liveCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let web: ClusterApp;
  let before: readonly ClusterObject[];
  let madeBefore: number;
  let worker: WorkerChild;

  const newWorker = () =>
    startWorker({
      address: days.temporal.address,
      store: days.store,
      state: days.state,
      special: { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: `${place.name}-records` },
    });

  beforeAll(async () => {
    [days, place] = await Promise.all([startGameDays(), aNamespace(cluster, 'podday')]);
    web = await startWeb(cluster, place.name);
  }, 600_000);
  afterAll(async () => {
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: `${place.name}-records` });
    await Promise.all([place.remove(), days.stop()]);
  }, 180_000);
  beforeEach(async () => {
    [before, madeBefore, worker] = await Promise.all([web.pods(), everMade(), newWorker()]);
  }, 180_000);
  afterEach(() => worker.kill());

  const plan = (gracePeriod: number, hold: number) => {
    const fault = {
      name: 'kill a pod',
      kind: 'pod-kill',
      settings: { gracePeriod, minRunning: 2 },
      target: {
        kind: 'kubernetes',
        settings: { namespace: place.name, kind: 'Pod', owner: 'deployment/web', optedIn: false, ifEmpty: 'fail' },
        mode: 'one',
      },
      hold,
    } as const satisfies PlannedFault;
    const slis = [healthSli(web.url, { blindAfter: 120_000, objective: { longestOutage: comparison('< 60s') } })];
    const recovery = { within: 60_000, settle: 1_000 };
    return aPlan([
      anExperiment(web.url, { slis, faults: [fault], recovery, limits: { maxDuration: 600_000, maxTargets: 1 } }),
    ]);
  };

  /** Pods of the replica set since its first day: a kill too many would show here although its victim is forgotten. */
  const everMade = async () => {
    const query = { apiVersion: 'v1', kind: 'Event', namespace: place.name, fields: 'reason=SuccessfulCreate' };
    return (await cluster.list(query)).length;
  };
  const isThere = async ({ metadata }: ClusterObject) =>
    (await web.pods()).some((pod) => pod.metadata.uid === metadata.uid);
  const killed = async () => {
    const there = await Promise.all(before.map(isThere));
    return before.filter((_, at) => !there[at]);
  };

  /** One victim, one successor, nothing left, and the verdict of an undisturbed run. */
  async function endsAsIfNothingHappened(outcome: GameDayOutcome): Promise<void> {
    const [fault] = outcome.experiments[0]!.faults;
    const victims = await killed();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [] });
    expect(fault).toMatchObject({
      fault: 'pod-kill',
      recovery: 'self-heals',
      effect: { observed: 'yes' },
      undoFailures: 0,
    });
    expect(victims.map(({ metadata }) => `pod ${place.name}/${metadata.name}`)).toEqual([fault!.target.label]);
    expect(await web.pods()).toHaveLength(3);
    expect(await everMade()).toBe(madeBefore + 1);
  }

  it('and whose worker is killed while the fault is on: the next finishes it, and the pod was killed once', async () => {
    const handle = await days.start(plan(0, 20_000));
    await days.experiment(handle, 1, (status) => status.phase === 'holding');
    expect(await killed()).toHaveLength(1);
    await worker.kill();
    worker = await newWorker();
    await endsAsIfNothingHappened(await handle.result());
  }, 180_000);

  it('and whose worker is killed while the pod ends: the next does not kill its successor', async () => {
    const handle = await days.start(plan(5_000, 20_000));
    const query = { apiVersion: 'v1', kind: 'Pod', namespace: place.name, labels: 'app=web' };
    await eventually(async () => (await cluster.list(query)).some(isLeaving), 30_000, 'a pod is being deleted');
    await worker.kill();
    worker = await newWorker();
    await endsAsIfNothingHappened(await handle.result());
  }, 180_000);

  it('and may not, because too few others would be left: names every round that was skipped, and kills nothing', async () => {
    const [step] = plan(0, 1_000).steps;
    if (step?.kind !== 'experiment') throw new Error('no experiment');
    const [group] = step.experiment.groups;
    const rounds = [1, 2].map((nth) => {
      const [fault] = group!.faults;
      const name = `kill a pod (${nth} of 2)`;
      const settings = { gracePeriod: 0, minRunning: 3 };
      return { ...group!, name, round: { nth, of: 2 }, faults: [{ ...fault!, name, settings } as PlannedFault] };
    });
    const outcome = await (await days.start(aPlan([{ ...step.experiment, groups: rounds }]))).result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes' });
    const { faults } = outcome.experiments[0]!;
    expect(faults.map(({ name, skipped }) => `${name}: ${skipped}`)).toEqual(
      [1, 2].map((nth) =>
        expect.stringMatching(
          `^kill a pod \\(${nth} of 2\\): pod .* was not killed: besides it 2 of the pods of deployment .* are Ready, and minRunning is 3`,
        ),
      ),
    );
    expect(outcome.verdict.reasons.filter((reason) => reason.includes('was skipped'))).toHaveLength(2);
    expect(await killed()).toEqual([]);
  }, 120_000);
});
