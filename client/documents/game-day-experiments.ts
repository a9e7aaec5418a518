import { dirname, isAbsolute, join } from 'node:path';
import type { PlannedExperiment } from '../../experiments/definition/plan.ts';
import { suggest } from './did-you-mean.ts';
import { planExperiment } from './experiment-plan.ts';
import { type Loading, type OpenDocument, fromOption, openDocument } from './loading.ts';
import { type Path, isMapping, pathText, valueAt } from './path.ts';
import type { TypedDocument } from './typed-document.ts';
import { type GivenValue, type Surroundings, declaredNames } from './variables.ts';

export interface StepExperiment {
  readonly step: number;
  readonly experiment: PlannedExperiment;
  /** Whether its author wrote where it runs; otherwise it runs where the game day does. */
  readonly namesEnvironment: boolean;
}

/** A game day, read as far as it could be: its experiments are looked at even when it is wrong itself. */
export interface ReadGameDay {
  readonly opened: OpenDocument;
  readonly typed: TypedDocument<unknown>;
}

export function experimentsOfSteps(gameDay: ReadGameDay, loading: Loading): readonly StepExperiment[] {
  const steps = valueAt(gameDay.typed.value, ['steps']);
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((_, step) => {
    const found = experimentOfStep(gameDay, loading, step);
    return found === undefined ? [] : [found];
  });
}

function experimentOfStep({ opened, typed }: ReadGameDay, loading: Loading, step: number): StepExperiment | undefined {
  const path: Path = ['steps', step, 'experiment'];
  const name = valueAt(typed.value, path);
  if (typeof name !== 'string' || name === '' || typed.unknown.has(pathText(path))) return undefined;
  const { complain } = opened.complaints;
  const file = isAbsolute(name) ? name : join(dirname(opened.source.file), name);
  const document = openDocument(loading, file, (message) => complain(path, `${file} ${message}`));
  if (document === undefined) return undefined;
  if (document.kind !== 'Experiment') {
    complain(path, `${file} is a ${document.kind}; expected a document of the kind Experiment`);
    return undefined;
  }
  refuseUnknownValues({ opened, typed }, step, document);
  const experiment = planExperiment(document, aroundStep({ opened, typed }, loading, step), name);
  return experiment && { step, experiment, namesEnvironment: document.source.has(['environment']) };
}

/** The step's own values come first, then the game day's variables of the same name, then --var. */
function aroundStep({ opened, typed }: ReadGameDay, loading: Loading, step: number): Surroundings {
  const { complain } = opened.complaints;
  const given = (name: string): GivenValue | 'unknown' | undefined => {
    const path = ['steps', step, 'with', name];
    const value = valueAt(typed.value, path);
    if (typed.unknown.has(pathText(path))) return 'unknown';
    if (value !== undefined) return { value, complain: (message) => complain(path, message) };
    if (!typed.values.has(name)) return fromOption(loading, name);
    const passed = typed.values.get(name);
    const place = fromOption(loading, name) ?? {
      complain: (message: string) => complain(['variables', name], message),
    };
    return passed === undefined ? 'unknown' : { value: passed, complain: place.complain };
  };
  const here = `steps[${step}] of ${opened.source.file}`;
  return {
    env: loading.env,
    given,
    howToGive: (name) => `give it with --var ${name}=VALUE, or under "with" in ${here}`,
  };
}

function refuseUnknownValues({ opened, typed }: ReadGameDay, step: number, { source }: OpenDocument): void {
  const path = ['steps', step, 'with'];
  const values = valueAt(typed.value, path);
  const declared = declaredNames(source);
  for (const name of isMapping(values) ? Object.keys(values) : []) {
    if (declared.includes(name)) continue;
    const known = declared.length === 0 ? 'it declares none' : `it declares ${declared.join(', ')}`;
    opened.complaints.complain(
      [...path, name],
      `${source.file} has no variable "${name}"${suggest(name, declared, known)}`,
      'key',
    );
  }
}
