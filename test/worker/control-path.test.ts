import { controlPathOf } from '../../worker/control-path.ts';

const outside = { env: {}, host: 'laptop', readText: () => undefined };
const POD = { KUBERNETES_SERVICE_HOST: '10.0.0.1', POD_NAME: 'worker-1', POD_NAMESPACE: 'chaos-team' };

describe('what of ours is in a cluster', () => {
  it('is only the records when the worker runs outside of it', () => {
    expect(controlPathOf({ ...outside, temporalAddress: '127.0.0.1:7233' })).toEqual({
      namespaces: { gameday: 'the record of every undo' },
    });
    const env = { GAMEDAY_KUBERNETES_NAMESPACE: 'records' };
    expect(controlPathOf({ ...outside, env, temporalAddress: 'temporal.example.com:7233' })).toEqual({
      namespaces: { records: 'the record of every undo' },
    });
  });

  it.each([
    ['temporal-frontend.flows.svc:7233', 'flows'],
    ['temporal-frontend.flows.svc.cluster.local:7233', 'flows'],
    ['temporal-frontend.flows:7233', 'flows'],
  ])('is Temporal too, when its address is the name of a Service: %s', (temporalAddress, namespace) => {
    const { namespaces } = controlPathOf({ ...outside, env: POD, temporalAddress });
    expect(namespaces).toMatchObject({ [namespace]: 'Temporal', 'chaos-team': 'our worker' });
  });

  it('is the pod of this worker, known by its environment, or by its host name and the file that every pod has', () => {
    const temporalAddress = 'temporal-frontend:7233';
    expect(controlPathOf({ ...outside, env: POD, temporalAddress }).pod).toEqual({
      namespace: 'chaos-team',
      name: 'worker-1',
    });
    const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1' };
    expect(controlPathOf({ env, temporalAddress, host: 'worker-2', readText: () => 'team\n' })).toEqual({
      pod: { namespace: 'team', name: 'worker-2' },
      namespaces: { team: 'our worker', gameday: 'the record of every undo' },
    });
  });

  it('is what an operator names', () => {
    const env = { GAMEDAY_PROTECTED_NAMESPACES: 'monitoring, ingress,' };
    const { namespaces } = controlPathOf({ ...outside, env, temporalAddress: 'localhost:7233' });
    expect(Object.keys(namespaces)).toEqual(['monitoring', 'ingress', 'gameday']);
  });
});
