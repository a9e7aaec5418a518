import { failure, FailureType } from '../../activities/failures.ts';
import { faultDrivers } from '../../activities/faults/index.ts';
import { createGuardrailActivities } from '../../activities/guardrails/index.ts';
import { createPreview } from '../../activities/preview.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { kubernetesTarget } from '../../experiments/definition/targets/kubernetes.ts';
import { anExperiment } from '../support/an-experiment.ts';
import { fakeCluster } from '../support/fake-cluster.ts';
import { aWorld } from '../support/fault-world.ts';
import { aPodOf } from '../support/pods-of-fake.ts';

/** For this test the driver says so; one of its own it has not. */
const driver: { touches?: () => Promise<readonly string[]> } = faultDrivers['pod-kill'] as object;
const kill = (target: object, change: Partial<PlannedFault> = {}): PlannedFault =>
  ({
    name: 'end a pod',
    kind: 'pod-kill',
    settings: { gracePeriod: 0, minRunning: 0 },
    target: { kind: 'kubernetes', settings: kubernetesTarget.parse({ namespace: 'shop', ...target }), mode: 'all' },
    hold: 1_000,
    ...change,
  }) as PlannedFault;

async function preview(...faults: readonly PlannedFault[]) {
  const cluster = fakeCluster({ objects: [aPodOf(undefined, 'web-1'), aPodOf(undefined, 'web-2')] });
  const ports = aWorld('/nowhere', { cluster });
  const guardrails = createGuardrailActivities(ports, { read: async () => undefined });
  const experiment = anExperiment('http://127.0.0.1:1', { faults, steadyState: [] });
  const { experiment: shown } = await createPreview(ports, guardrails)({ experiment, guardrails: [], longestMs: 1 });
  return { faults: shown.groups.flatMap((group) => group.faults), guardrails: shown.guardrails, cluster };
}

describe('the preview of faults in a cluster', () => {
  afterEach(() => void delete driver.touches);

  it('names the targets, and everything else that would be touched, once; and changes nothing', async () => {
    driver.touches = async () => ['service shop/web'];
    const { faults, cluster } = await preview(kill({ labels: '!none' }));
    expect(faults).toMatchObject([
      { matched: 2, targets: ['pod shop/web-1', 'pod shop/web-2'], touches: ['service shop/web'] },
    ]);
    expect(cluster.writes()).toEqual([]);
  });

  it('stays a preview when what would be touched cannot be found out', async () => {
    driver.touches = () => Promise.reject(failure(FailureType.forbidden, 'no'));
    const { faults } = await preview(kill({ name: 'web-1' }));
    expect(faults).toMatchObject([{ targets: ['pod shop/web-1'], touchesProblem: 'no' }]);
  });

  it('says what would be skipped, and what is a mistake, and shows the guardrails the targets of each fault', async () => {
    const { faults, guardrails } = await preview(
      kill({ name: 'web-9', ifEmpty: 'skip' }, { name: 'none' }),
      kill({ name: 'web-9' }, { name: 'mistake' }),
      kill({ name: 'coredns', namespace: 'kube-system', ifEmpty: 'skip' }, { name: 'outside' }),
      kill({ kind: 'Node', name: 'n1', namespace: undefined }, { name: 'node' }),
    );
    expect(faults).toMatchObject([
      { name: 'none', targets: [], skipped: expect.stringContaining('0 Pod objects') },
      { name: 'mistake', targets: [], problem: expect.stringContaining('0 Pod objects') },
      { name: 'outside', skipped: expect.anything() },
      { name: 'node', problem: expect.stringContaining('(pod-kill) acts on Pod, and the target is a Node') },
    ]);
    expect(faults[0]).not.toHaveProperty('problem');
    expect(guardrails).toContainEqual(expect.objectContaining({ name: 'not-ourselves', result: 'met' }));
  });
});
