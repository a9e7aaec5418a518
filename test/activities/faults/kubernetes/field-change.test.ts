import type { ClusterObject, ObjectKey } from '../../../../activities/cluster.ts';
import type { Field } from '../../../../activities/faults/kubernetes/field.ts';
import { fieldsLeft, restoreFields, setFields } from '../../../../activities/faults/kubernetes/field-change.ts';
import { type FieldRecord, recordFields } from '../../../../activities/faults/kubernetes/field-record.ts';
import { FAULT_ID, FAULT_LABEL, markOf } from '../../../../activities/kubernetes/marks.ts';
import { aClusterCall } from '../../../support/cluster-call.ts';
import { type FakeCluster, fakeCluster } from '../../../support/fake-cluster.ts';
import { lasting } from '../../../support/lasting.ts';

const WEB: ObjectKey = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const REPLICAS: Field = { path: ['spec', 'replicas'], to: 0 };
const isPatch = ({ verb }: { verb: string }) => verb === 'patch';

describe('a change of fields', () => {
  let cluster: FakeCluster;
  let before: ClusterObject;
  let record: FieldRecord;
  let call: ReturnType<typeof aClusterCall<'cordon'>>;

  beforeEach(() => {
    cluster = fakeCluster();
    before = cluster.put({
      ...WEB,
      metadata: { namespace: 'shop', name: 'web' },
      spec: { replicas: 3, paused: false },
    });
    call = aClusterCall<'cordon'>(cluster, {}, before);
    record = recordFields(call, before, [REPLICAS]);
  });

  const now = () => cluster.seen(WEB)!;
  const scaledBy = (replicas: number, manager = 'hpa') =>
    cluster.change(WEB, (object) => ({ ...object, spec: { ...(object['spec'] as object), replicas } }), manager);

  it('is made in one request together with its mark, and taken back to the last owner of the last field', async () => {
    await setFields(call, record);
    expect(cluster.writes()).toEqual(['patch Deployment shop/web']);
    expect(now()['spec']).toEqual({ replicas: 0, paused: false });
    expect(now().metadata.labels).toEqual({ [FAULT_LABEL]: markOf(call.faultId) });
    await restoreFields(call, record);
    expect(lasting(now())).toEqual(lasting(before));
    expect(fieldsLeft(call, record, now())).toEqual([]);
  });

  it('is plain JSON, and works after it went through a history', async () => {
    const travelled = JSON.parse(JSON.stringify(record)) as FieldRecord;
    expect(travelled).toEqual(record);
    await setFields(call, travelled);
    await restoreFields(call, travelled);
    expect(lasting(now())).toEqual(lasting(before));
  });

  it('is found by its mark when the answer was lost, and not made again when somebody has put it back', async () => {
    cluster.loseAnswerAt(isPatch);
    await expect(setFields(call, record)).rejects.toMatchObject({ type: 'EffectFailed' });
    scaledBy(3);
    const writes = cluster.writes().length;
    await setFields(call, record);
    expect(cluster.writes()).toHaveLength(writes);
  });

  it('marks with annotations only what no controller copies them from', () => {
    expect(record.fields.filter(({ isMark }) => isMark).map(({ path }) => path.at(-1))).toEqual([FAULT_LABEL]);
    const config = cluster.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'shop', name: 'c' } });
    const marks = recordFields(call, config, [{ path: ['data', 'k'], to: 'v' }]).fields.filter(({ isMark }) => isMark);
    expect(marks.map(({ to }) => to)).toEqual([markOf(call.faultId), call.faultId, '2026-11-20T00:00:00.000Z']);
  });

  it('begins again when somebody else writes at the same moment, and gives up for now after ten times', async () => {
    cluster.before(isPatch, () => cluster.change(WEB, (object) => ({ ...object, status: { replicas: 3 } })));
    await setFields(call, record);
    expect(cluster.writes()).toHaveLength(2);
    for (let patch = 1; patch <= 10; patch += 1) cluster.conflictAt(patch * 2);
    await expect(restoreFields(call, record)).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('10 times somebody else changed it'),
    });
    await restoreFields(call, record);
    expect(now()['spec']).toEqual({ replicas: 3, paused: false });
  });

  it('is not stopped in the middle of a write: it might still take effect after the undo has looked', async () => {
    const stopped = { ...call, signal: AbortSignal.abort() };
    await expect(setFields(stopped, record)).rejects.toThrow('aborted');
    await setFields(call, record);
    const [, how] = cluster.calls.find(isPatch)!.args as [unknown, object];
    expect(how).not.toHaveProperty('signal');
  });

  it('is not made when somebody changed the field since it was looked at; then there is nothing to undo', async () => {
    scaledBy(4);
    await expect(setFields(call, record)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringMatching(
        /deployment shop\/web was not changed: somebody changed it meanwhile\. spec\.replicas was 3, the fault makes it 0, and now it is 4, which belongs to hpa \(Update at /,
      ),
    });
    await restoreFields(call, record);
    expect(fieldsLeft(call, record, now())).toEqual([]);
    expect(cluster.writes()).toEqual([]);
    expect(now()['spec']).toMatchObject({ replicas: 4 });
  });

  it('is not taken back when somebody changed the field during the fault: it says what was, what we set, what is, and whose it is', async () => {
    await setFields(call, record);
    scaledBy(5);
    const words =
      /was 3, the fault makes it 0, and now it is 5, which belongs to hpa .*Put it right by hand, take its label/;
    for (const look of [restoreFields(call, record), (async () => fieldsLeft(call, record, now()))()]) {
      await expect(look).rejects.toMatchObject({ type: 'ChangedByOthers', message: expect.stringMatching(words) });
    }
    expect(now()['spec']).toMatchObject({ replicas: 5 });
  });

  it('takes only its mark away when somebody has put the field back already', async () => {
    await setFields(call, record);
    scaledBy(3, 'gitops');
    await restoreFields(call, record);
    expect(now().metadata.labels).toBeUndefined();
    expect(now()['spec']).toEqual({ replicas: 3, paused: false });
  });

  it('does not take back what somebody has applied meanwhile, although the value is ours', async () => {
    await setFields(call, record);
    await cluster.patch(WEB, {
      type: 'apply',
      manager: 'gitops',
      body: { ...WEB, metadata: {}, spec: { replicas: 0 } },
    });
    await expect(restoreFields(call, record)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('gitops (Apply'),
    });
  });

  it('is taken back although its mark was removed, as long as the field belongs to us', async () => {
    await setFields(call, record);
    cluster.change(WEB, (object) => ({ ...object, metadata: { ...object.metadata, labels: {} } }));
    await restoreFields(call, record);
    expect(now()['spec']).toEqual({ replicas: 3, paused: false });
  });

  it('leaves our value to somebody who set it before us', async () => {
    scaledBy(0);
    await expect(setFields(call, record)).rejects.toMatchObject({ type: 'ChangedByOthers' });
    await expect(restoreFields(call, record)).rejects.toMatchObject({ type: 'ChangedByOthers' });
    expect(now()['spec']).toMatchObject({ replicas: 0 });
  });

  it('gives the owners back in the next attempt when the undo crashed between values and owners', async () => {
    await setFields(call, record);
    let patches = 0;
    cluster.failAt((one) => isPatch(one) && (patches += 1) === 2);
    await expect(restoreFields(call, record)).rejects.toMatchObject({ type: 'EffectFailed' });
    expect(fieldsLeft(call, record, now())).toEqual([
      'metadata.managedFields of deployment shop/web still names gameday',
    ]);
    await restoreFields(call, record);
    expect(lasting(now())).toEqual(lasting(before));
  });

  it('names every field that is left', async () => {
    await setFields(call, record);
    expect(fieldsLeft(call, record, now())).toEqual([
      'spec.replicas of deployment shop/web is 0, before the fault it was 3',
      `metadata.labels["${FAULT_LABEL}"] of deployment shop/web is "${markOf(call.faultId)}", before the fault it was not there`,
    ]);
  });

  it.each(['is gone', 'has a successor of the same name'])('is done when its target %s', async (how) => {
    await setFields(call, record);
    cluster.vanish(WEB);
    if (how !== 'is gone') cluster.put({ ...before, metadata: { ...before.metadata, uid: 'another', labels: {} } });
    const successor = cluster.seen(WEB);
    await setFields(call, record);
    await restoreFields(call, record);
    expect(cluster.seen(WEB)).toEqual(successor);
  });

  it('is refused on an object that carries the mark of another fault, or has the value already', () => {
    const marked = cluster.change(WEB, (object) => ({
      ...object,
      metadata: { ...object.metadata, labels: { [FAULT_LABEL]: 'abc' }, annotations: { [FAULT_ID]: 'day/7' } },
    }));
    expect(() => recordFields(call, marked, [REPLICAS])).toThrow(/says that a fault \(day\/7\) is on it/);
    expect(() => recordFields(call, before, [{ ...REPLICAS, to: 3 }])).toThrow(/spec\.replicas is 3 already/);
    expect(
      recordFields(call, before, [REPLICAS, { path: ['spec', 'paused'], to: false }]).fields.map(({ path }) => path[1]),
    ).toEqual(['replicas', 'labels']);
  });
});
