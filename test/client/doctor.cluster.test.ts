import { parseAllDocuments } from 'yaml';
import { runCommandLine } from '../../client/run-command-line.ts';
import type { DoctorFinding } from '../../experiments/definition/doctor.ts';
import { prometheusUrl, useNamespace } from '../support/kubernetes.ts';
import { rightsGiven, rightsTaken } from '../support/rights-given.ts';
import { aServiceAccount } from '../support/service-account.ts';
import { KUBECONFIG } from '../support/live-cluster.ts';
import { aTerminal } from './a-terminal.ts';

const NO_TEMPORAL = ['--address', '127.0.0.1:1'];

describe('gameday doctor --kubernetes', () => {
  const place = useNamespace('doctor');

  async function doctor(args: readonly string[], kubeconfig: string | undefined) {
    const env = { HOME: '/nonexistent', KUBECONFIG: kubeconfig, GAMEDAY_KUBERNETES_NAMESPACE: place.name };
    const terminal = aTerminal({ env });
    const all = ['doctor', '--kubernetes', '--in', place.name, ...args, ...NO_TEMPORAL, '--output', 'json'];
    const exitCode = await runCommandLine(all, terminal);
    const { findings }: { findings: readonly DoctorFinding[] } = JSON.parse(terminal.stdout());
    return { exitCode, of: (check: string) => findings.filter((one) => one.check.startsWith(check)) };
  }

  it('sees all that is there, as who may do everything', async () => {
    const { exitCode, of } = await doctor(['--prometheus', prometheusUrl()], KUBECONFIG);
    expect(of('connection to the cluster')).toMatchObject([
      { state: 'ok', seen: expect.stringMatching(/^Kubernetes v1\.\d+\.\d+ at https:/) },
    ]);
    expect(of('who we are')).toMatchObject([{ state: 'warning', seen: expect.stringContaining('system:masters') }]);
    expect(of('rights for').filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(of('namespace of the undo records')).toMatchObject([{ state: 'ok' }]);
    expect(of('clock')).toMatchObject([{ state: 'ok' }, { state: 'ok' }]);
    expect(of('Chaos Mesh')).toMatchObject([{ state: 'ok' }]);
    expect(of('Prometheus')).toMatchObject([{ state: 'ok' }]);
    // There is no Temporal server.
    expect(exitCode).toBe(6);
  });

  it('names what a service account lacks, and nothing once it has what gameday rbac prints', async () => {
    const manifests: object[] = [];
    const account = await aServiceAccount(place.cluster, place.name, 'worker');
    try {
      const kinds = ['--for', 'pod-kill,kubernetes-exec'];
      const before = await doctor(kinds, account.kubeconfig);
      expect(before.of('who we are')).toMatchObject([
        { seen: `system:serviceaccount:${place.name}:worker`, state: 'ok' },
      ]);
      expect(before.of('rights for pod-kill')).toMatchObject([
        { state: 'problem', seen: expect.stringContaining(`delete pods in ${place.name}`) },
      ]);
      const terminal = aTerminal();
      const to = ['--in', place.name, '--records', place.name, '--service-account', `${place.name}/worker`];
      await runCommandLine(['rbac', ...kinds, ...to], terminal);
      manifests.push(...parseAllDocuments(terminal.stdout()).map((one): object => one.toJS()));
      await rightsGiven(place.cluster, manifests);
      const after = await doctor(kinds, account.kubeconfig);
      expect(after.of('rights for')).toMatchObject([{ state: 'ok' }, { state: 'ok' }]);
      expect(after.of('namespace of the undo records')).toMatchObject([{ state: 'ok' }]);
    } finally {
      await rightsTaken(place.cluster, manifests);
      await account.remove();
    }
  }, 120_000);
});
