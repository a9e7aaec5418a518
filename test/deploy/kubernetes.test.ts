import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { runCommandLine } from '../../client/run-command-line.ts';
import { aTerminal } from '../client/a-terminal.ts';

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext: object;
}

interface PodSpec {
  readonly serviceAccountName: string;
  readonly securityContext: object;
  readonly terminationGracePeriodSeconds?: number;
  readonly containers: readonly Container[];
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly name: string };
  readonly spec: {
    readonly template: { readonly spec: PodSpec };
    readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
  };
}

const FOLDER = join(import.meta.dirname, '../../deploy/kubernetes');
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const manifestsIn = (file: string): readonly Manifest[] =>
  parseAllDocuments(read(file)).map((document): Manifest => document.toJS());
const { resources }: { resources: readonly string[] } = parse(read('kustomization.yaml'));
const all = resources.flatMap(manifestsIn);
const one = (kind: string): Manifest => all.find((manifest) => manifest.kind === kind)!;
const pods = [one('Deployment').spec.template.spec, one('CronJob').spec.jobTemplate.spec.template.spec];

describe('deploy/kubernetes', () => {
  it('is whole: every file is in the kustomization', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
    expect([...resources].toSorted()).toEqual(files.toSorted());
  });

  it('has the rights that gameday rbac prints', async () => {
    const terminal = aTerminal();
    await runCommandLine(['rbac', '--in', 'shop', '--for', 'pod-kill,scale,kubernetes'], terminal);
    expect(read('rbac.yaml').replace(/^#.*\n#.*\n/, '')).toBe(terminal.stdout());
  });

  it.each(pods)('runs as the service account, without any right on its node', (pod) => {
    expect(pod.serviceAccountName).toBe(one('ServiceAccount').metadata.name);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    for (const { image, securityContext } of pod.containers) {
      expect(image).toMatch(/:\d+\.\d+\.\d+$/);
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('keeps the undo records where the sweep looks for them', () => {
    const places = pods.map(
      ({ containers: [container] }) =>
        container?.env.find(({ name }) => name === 'GAMEDAY_KUBERNETES_NAMESPACE')?.value,
    );
    expect(places).toEqual([one('Namespace').metadata.name, one('Namespace').metadata.name]);
  });

  it('sweeps with a command that exists', async () => {
    const [, , ...args] = pods[1]?.containers[0]?.command ?? [];
    expect(args).toEqual(['sweep', '--kubernetes', '--orphans-only']);
    expect(await runCommandLine([...args, '--help'], aTerminal())).toBe(0);
  });

  it('lets a worker hand over what it is doing before it is killed', () => {
    expect(pods[0]?.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(45);
  });
});
