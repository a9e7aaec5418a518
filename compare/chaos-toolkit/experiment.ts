import type { ChaosWay, Situation } from '../situation.ts';

interface Activity {
  readonly type: 'action' | 'probe';
  readonly name: string;
  readonly tolerance?: number;
  readonly provider: Readonly<Record<string, unknown>>;
  readonly pauses?: { readonly before?: number; readonly after?: number };
}

export interface ChaosExperiment {
  readonly title: string;
  readonly description: string;
  readonly 'steady-state-hypothesis': { readonly title: string; readonly probes: readonly Activity[] };
  readonly method: readonly Activity[];
  readonly rollbacks: readonly Activity[];
}

/** A program and its first arguments. */
export type SwitchProgram = readonly [path: string, ...args: string[]];

const ACTION_TIMEOUT_S = 2;
const UNDO_TIMEOUT_S = 15;
const RETRIES = 3;

/** The same fault on the same target, as Chaos Toolkit writes it. */
export function chaosExperiment(
  { title, holdMs, fault }: Situation,
  way: ChaosWay,
  { url, program }: { readonly url: string; readonly program: SwitchProgram },
): ChaosExperiment {
  const hold = Math.round(holdMs / 1_000);
  const on = fault === 'http' ? turn(url, true) : byProgram(program, url);
  const undo = turn(url, false);
  return {
    title,
    description: 'Side by side with gameday',
    'steady-state-hypothesis': {
      title: 'The target is healthy',
      probes: [
        {
          type: 'probe',
          name: 'healthy',
          tolerance: 200,
          provider: { type: 'http', url: `${url}/healthz`, timeout: ACTION_TIMEOUT_S },
        },
      ],
    },
    method: way.holdInSteps
      ? [on, ...Array.from({ length: hold }, (_, nth) => waitASecond(nth + 1))]
      : [{ ...on, pauses: { after: hold } }],
    rollbacks: way.rollbackTwice ? [undo, { ...undo, name: 'switch off again', pauses: { before: 2 } }] : [undo],
  };
}

const turn = (url: string, on: boolean): Activity => ({
  type: 'action',
  name: on ? 'switch on' : 'switch off',
  provider: {
    type: 'http',
    url: `${url}/switch`,
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    arguments: { on },
    timeout: on ? ACTION_TIMEOUT_S : UNDO_TIMEOUT_S,
    ...(on ? {} : { max_retries: RETRIES }),
  },
});

const byProgram = ([path, ...first]: SwitchProgram, url: string): Activity => ({
  type: 'action',
  name: 'switch on',
  provider: { type: 'process', path, arguments: [...first, url, 'on', '3'], timeout: UNDO_TIMEOUT_S },
});

const waitASecond = (nth: number): Activity => ({
  type: 'action',
  name: `hold, second ${nth}`,
  provider: { type: 'process', path: 'sleep', arguments: ['1'] },
});

/** For the reader: which of the options that matter were used. */
export function experimentInWords({ method, rollbacks }: ChaosExperiment): string {
  const [on, ...rest] = method;
  const hold = rest.length === 0 ? `pauses.after: ${on?.pauses?.after}` : `then ${rest.length} actions of 1 s`;
  const { type, timeout } = on?.provider ?? {};
  const undo = rollbacks[0]?.provider ?? {};
  const again = rollbacks.length > 1 ? ', written twice with pauses.before: 2' : '';
  return (
    `action by the ${String(type)} provider, timeout: ${String(timeout)}, ${hold}; rollback by the ${String(undo['type'])} ` +
    `provider, timeout: ${String(undo['timeout'])}, max_retries: ${String(undo['max_retries'])}${again}`
  );
}
