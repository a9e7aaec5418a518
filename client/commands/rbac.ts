import { InvalidArgumentError, Option } from 'commander';
import { stringify } from 'yaml';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import { invalid } from '../failure.ts';
import { rightsManifests, type RightsOrder } from '../rights/manifests.ts';
import type { AddCommand } from './cli.ts';
import { kindsOption, namespacesOption, type RightsKinds, wantedKinds } from './rights-options.ts';

interface RbacOptions {
  readonly for?: RightsKinds;
  readonly in?: readonly string[];
  readonly serviceAccount: RightsOrder['serviceAccount'];
  readonly records: string;
}

export const rbac: AddCommand = (program, run) =>
  program
    .command('rbac')
    .summary('print the rights that a worker needs in a Kubernetes cluster, and no others')
    .description(
      'Prints Roles and RoleBindings for a worker: what the given kinds need in each namespace with targets, and where the undo ' +
        'records are kept. Something cluster-wide is printed only for what lives beside namespaces, such as nodes. Asks nobody, changes nothing.',
    )
    .addOption(namespacesOption('a namespace with targets; may be given again'))
    .addOption(kindsOption('what the worker shall be able to do; without it every fault that acts on a cluster'))
    .addOption(
      new Option('--service-account <namespace/name>', 'as whom the worker runs')
        .argParser(readServiceAccount)
        .default({ namespace: 'gameday', name: 'worker' }, 'gameday/worker'),
    )
    .option('--records <namespace>', 'with the undo records: GAMEDAY_KUBERNETES_NAMESPACE of the worker', 'gameday')
    .addHelpText(
      'after',
      `
Examples:
  $ gameday rbac --in shop --for pod-kill,scale,kubernetes | kubectl apply -f -
  $ gameday rbac --in shop --in db --for drain --service-account chaos/worker --output json`,
    )
    .action(
      run(async ({ output }, options: RbacOptions) => {
        const { in: namespaces = [], serviceAccount, records } = options;
        const wanted = wantedKinds(options.for);
        const manifests = rightsManifests({ ...wanted, namespaces, records, serviceAccount });
        const kinds = manifests.map(({ kind }) => kind);
        if (namespaces.length === 0 && !kinds.includes('ClusterRole')) {
          throw invalid('These kinds need rights where their targets are. Name those namespaces: --in shop');
        }
        output.text(
          manifests
            .map((one) => stringify(one))
            .join('---\n')
            .trimEnd(),
        );
        output.document({ apiVersion: 'v1', kind: 'List', items: manifests });
        if (namespaces.length === 0)
          output.note('No namespace with targets was named (--in): nothing in a namespace can be a target.');
        return EXIT.held;
      }),
    );

function readServiceAccount(text: string): RightsOrder['serviceAccount'] {
  const [, namespace, name] = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(text) ?? [];
  if (namespace !== undefined && name !== undefined) return { namespace, name };
  throw new InvalidArgumentError('Expected namespace/name, such as gameday/worker.');
}
