import type { ClusterObject, NewObject, ObjectKey, PodCommand } from '../../activities/cluster.ts';
import type { CommandResult } from '../../activities/ports.ts';

export const SHOP = 'shop';

export const keyOfObject = ({ apiVersion, kind, metadata: { namespace, name } }: ClusterObject): ObjectKey => ({
  apiVersion,
  kind,
  namespace,
  name,
});

/** A container that runs for the nth time. */
export const aRun = (nth = 0, state: object = { running: {} }, ready = true) => ({
  phase: 'Running',
  conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  containerStatuses: [{ name: 'main', ready, restartCount: nth, containerID: `containerd://run${nth}`, state }],
});

export function aPodOf(
  owner: ClusterObject | undefined,
  name: string,
  special: { readonly spec?: object; readonly status?: object } = {},
): NewObject {
  const controller = owner && {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: SHOP, name, ...(controller === undefined ? {} : { ownerReferences: [controller] }) },
    spec: { nodeName: 'n1', containers: [{ name: 'main' }], ...special.spec },
    status: { ...aRun(), ...special.status },
  };
}

const exited = (stdout: string): CommandResult => ({
  outcome: 'exited',
  exitCode: 0,
  stdout,
  stderr: '',
  durationMs: 1,
});

export interface InnerDouble {
  readonly pid: number;
  readonly start: string;
  readonly line: string;
}

/** A double of the inside of a container: it answers our scripts as a shell there would. The scripts have a test of their own. */
export function insideDouble(processes: readonly InnerDouble[], { handlesTerm = true, mayKill = true } = {}) {
  let there = [...processes];
  const sent: string[] = [];
  return {
    sent,
    start: (process: InnerDouble) => void there.push(process),
    exec: ({ argv }: PodCommand): CommandResult => {
      const [, , script = '', , ...args] = argv;
      if (script.includes('SigCgt')) {
        const masks = `SigBlk:\t0000000000000000\nSigCgt:\t${handlesTerm ? '0000000000004000' : '0000000000000000'}`;
        const rows = there.map(({ pid, start, line }) => `${pid}\tS\t${start}\t${line.split(' ')[0]}\t${line} `);
        return exited([masks, ...rows, ''].join('\n'));
      }
      const [signal, ...pairs] = args;
      const answers = pairs.map((pair) => {
        const found = there.find(({ pid, start }) => `${pid}:${start}` === pair);
        if (found === undefined) return `gone ${pair}`;
        if (!mayKill) return `refused ${pair}`;
        sent.push(`${signal} ${pair}`);
        there = there.filter((one) => one !== found);
        return `sent ${pair}`;
      });
      return exited(answers.join('\n'));
    },
  };
}

export const NO_SHELL: CommandResult = {
  outcome: 'failed',
  reason:
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not found in $PATH',
  durationMs: 1,
};
