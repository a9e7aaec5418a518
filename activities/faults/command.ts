import type { KubernetesIdentity, TargetIdentity } from '../../experiments/definition/identity.ts';
import { failure, FailureType } from '../failures.ts';
import type { CommandResult } from '../ports.ts';
import type { FaultCall, FaultDriver } from './driver.ts';

const LONGEST_BASELINE = 16 * 1024;

type Call = Omit<FaultCall<'command'>, 'baseline'> & { readonly baseline?: FaultCall<'command'>['baseline'] };

export const command: FaultDriver<'command'> = {
  kind: 'command',
  recovery: 'undone',

  expiry({ expiry }) {
    if (expiry === 'guard') return { by: 'guard', text: 'a supervised timer on the machine of the worker runs `undo`' };
    return { by: 'none', text: 'nothing: `expiry: none` was chosen' };
  },

  async prepareUndo(call) {
    if (call.settings.baseline === undefined) return {};
    const { stdout } = await done(call, call.settings.baseline);
    const printed = stdout.replace(/\n+$/, '');
    if (Buffer.byteLength(printed) <= LONGEST_BASELINE) return { printed };
    throw failure(
      FailureType.unsupported,
      `The baseline cannot be kept: ${quoted(call.settings.baseline)} printed more than ${LONGEST_BASELINE} bytes. Print less.`,
    );
  },

  guard: (call) => ({ argv: call.settings.undo, env: environmentOf(call) }),

  async inject(call) {
    if (await isGone(call)) return;
    await done(call, call.settings.inject);
  },

  async observe(call) {
    const { observe, verify } = call.settings;
    const exitCode = await exitCodeOf(call, observe ?? verify);
    const observed = observe === undefined ? exitCode !== 0 : exitCode === 0;
    return { observed, evidence: `${quoted(observe ?? verify)} exited with ${exitCode}` };
  },

  /** For a process that ended, only when something is left: a later process may have its pid. */
  async undo(call) {
    if ((await isGone(call)) && (await exitCodeOf(call, call.settings.verify)) === 0) return;
    await done(call, call.settings.undo);
  },

  async verifyUndone(call) {
    const { verify } = call.settings;
    const result = await run(call, verify);
    if (result.outcome === 'failed') throw notRun(verify, result.reason);
    return result.exitCode === 0 ? [] : [`${quoted(verify)} exited with ${result.exitCode}${lastLine(result)}`];
  },
};

async function done(call: Call, argv: readonly string[]): Promise<{ readonly stdout: string }> {
  const result = await run(call, argv);
  if (result.outcome === 'failed') throw notRun(argv, result.reason);
  if (result.exitCode === 0) return result;
  throw failure(
    FailureType.effectFailed,
    `${quoted(argv)} on ${call.target.label} exited with ${result.exitCode}${lastLine(result)}. Run it by hand to see why.`,
  );
}

async function exitCodeOf(call: Call, argv: readonly string[]): Promise<number> {
  const result = await run(call, argv);
  if (result.outcome === 'exited') return result.exitCode;
  throw notRun(argv, result.reason);
}

function run(call: Call, argv: readonly string[]): Promise<CommandResult> {
  const { settings, ports, signal } = call;
  return ports.commands.run({ argv, env: environmentOf(call), timeoutMs: settings.timeout, signal });
}

function environmentOf({ faultId, target, baseline, settings }: Call): Readonly<Record<string, string>> {
  return {
    ...settings.env,
    GAMEDAY_FAULT_ID: faultId,
    GAMEDAY_TARGET: handleOf(target),
    GAMEDAY_TARGET_KEY: target.key,
    ...(target.kind === 'kubernetes' ? inCluster(target) : {}),
    GAMEDAY_BASELINE: typeof baseline?.['printed'] === 'string' ? baseline['printed'] : '',
  };
}

/** What a program can use: a pid, a URL, the agreed name, or what kubectl takes. */
function handleOf(target: TargetIdentity): string {
  switch (target.kind) {
    case 'process':
      return String(target.pid);
    case 'application':
      return target.url;
    case 'resource':
      return target.name;
    case 'kubernetes':
      return `${target.objectKind.toLowerCase()}/${target.name}`;
    default:
      return target satisfies never;
  }
}

/** Empty for what lives beside namespaces, so that `kubectl --namespace "$GAMEDAY_TARGET_NAMESPACE"` works for all. */
const inCluster = ({ namespace = '', uid, container = '' }: KubernetesIdentity) => ({
  GAMEDAY_TARGET_NAMESPACE: namespace,
  GAMEDAY_TARGET_UID: uid,
  GAMEDAY_TARGET_CONTAINER: container,
});

async function isGone({ target, ports, signal }: Call): Promise<boolean> {
  if (target.kind === 'kubernetes') {
    const found = await ports.cluster.get({ ...target, kind: target.objectKind }, signal);
    return found?.metadata.uid !== target.uid;
  }
  if (target.kind !== 'process') return false;
  const state = await ports.processes.stateOf(target);
  return state === 'gone' || state === 'zombie';
}

const notRun = (argv: readonly string[], reason: string) =>
  failure(FailureType.effectFailed, `${quoted(argv)} ${reason}. Run it by hand to see why.`);

function lastLine({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  const line = (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? '';
  return line === '' ? '' : `: ${line.slice(0, 300)}`;
}

const quoted = (argv: readonly string[]): string => `"${argv.join(' ')}"`;
