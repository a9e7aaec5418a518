import type { ExperimentOutcome, FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Verdict } from '../../../../experiments/definition/verdict.ts';
import { counted } from '../format/number.ts';
import { sentence } from '../format/sentence.ts';
import { wasInjected } from './fault-state.ts';
import type { Tone } from './tone.ts';

/** One of the three answers of a verdict, in words. */
export interface Answer {
  readonly question: string;
  readonly word: string;
  readonly tone: Tone;
  readonly detail: string;
}

export interface Answers {
  readonly hypothesis: Answer;
  readonly ended: Answer;
  readonly restored: Answer;
}

type Faults = readonly FaultOutcome[];
type Experiments = readonly Pick<ExperimentOutcome, 'faults' | 'clone'>[];

export function answersOf(verdict: Verdict, experiments: Experiments, skipped = 0): Answers {
  const faults = experiments.flatMap((experiment) => experiment.faults);
  const left = notDone(faults, skipped);
  const ended =
    left !== undefined && verdict.ended === 'completed'
      ? ({ tone: 'warn', detail: left } as const)
      : ENDED[verdict.ended](verdict.endedBy);
  return {
    hypothesis: { question: 'Hypothesis', word: verdict.hypothesis, ...hypothesis(verdict) },
    ended: { question: 'Ended', word: verdict.ended, ...ended },
    restored: { question: 'Restored', ...restored(verdict, faults, clonesOf(experiments)) },
  };
}

function notDone(faults: Faults, steps: number): string | undefined {
  if (steps > 0) return `${counted(steps, 'step')} not begun.`;
  const skipped = faults.filter((fault) => fault.skipped !== undefined).length;
  return skipped === 0 ? undefined : `${counted(skipped, 'fault')} skipped.`;
}

const HYPOTHESIS: { readonly [H in Verdict['hypothesis']]: { readonly tone: Tone; readonly detail: string } } = {
  held: { tone: 'good', detail: 'Every objective was met.' },
  broken: { tone: 'bad', detail: 'No reason was recorded.' },
  unknown: { tone: 'unknown', detail: 'Nothing was measured that could decide it.' },
};

function hypothesis({ hypothesis: word, reasons }: Verdict): Pick<Answer, 'tone' | 'detail'> {
  const [first] = reasons;
  return first === undefined ? HYPOTHESIS[word] : { tone: HYPOTHESIS[word].tone, detail: sentence(first) };
}

type EndedWords = (by: string | undefined) => Pick<Answer, 'tone' | 'detail'>;

const ENDED: { readonly [E in Verdict['ended']]: EndedWords } = {
  completed: () => ({ tone: 'good', detail: 'Every step was done.' }),
  aborted: (by) => ({ tone: 'warn', detail: sentence(by ?? 'nobody is named as the cause') }),
  refused: (by) => ({ tone: 'warn', detail: sentence(`before any fault${by === undefined ? '' : `: ${by}`}`) }),
  errored: (by) => ({ tone: 'bad', detail: sentence(`our own tooling failed${by === undefined ? '' : `: ${by}`}`) }),
};

function restored(verdict: Verdict, faults: Faults, clones: Faults): Pick<Answer, 'word' | 'tone' | 'detail'> {
  if (verdict.restored === 'no') return { word: 'NOT RESTORED', tone: 'bad', detail: leftover(verdict.residue.length) };
  const injected = faults.filter(wasInjected);
  const done = [...(injected.length > 0 ? [undone(injected)] : []), ...(clones.length > 0 ? [removed(clones)] : [])];
  if (done.length > 0) return { word: 'yes', tone: 'good', detail: done.join(' ') };
  return {
    word: 'yes',
    tone: 'good',
    detail: verdict.ended === 'errored' ? 'No fault of it is left.' : 'Nothing was injected.',
  };
}

function leftover(things: number): string {
  if (things === 0) return 'What is left was not recorded.';
  return things === 1 ? '1 thing is not as it was.' : `${things} things are not as they were.`;
}

/** Also what was made in part only had to be removed. */
const clonesOf = (experiments: Experiments): Faults =>
  experiments.flatMap(({ clone }) => (clone?.undoStartedAt === undefined ? [] : [clone]));

function removed(clones: Faults): string {
  return `${counted(clones.length, 'disposable environment')} removed and verified${byHandOf(clones)}.`;
}

function undone(injected: Faults): string {
  return `${counted(injected.length, 'fault')} gone and verified${byHandOf(injected)}.`;
}

function byHandOf(ended: Faults): string {
  const settled = ended.filter((fault) => fault.settled !== undefined).length;
  return settled === 0 ? '' : `, ${settled} of them settled by hand`;
}
