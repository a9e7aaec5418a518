import { type Complaints, complaintsAbout } from './complain.ts';
import { type DocumentKind, kindOf } from './header.ts';
import type { Problem } from './problem.ts';
import { type ReadFile, readText } from './read-text.ts';
import { type Source, readSource } from './source.ts';
import { type GivenValue, type Surroundings, declaredNames } from './variables.ts';

/** What one call of loadPlan knows: the options, and what it has found so far. */
export interface Loading {
  readonly vars: Readonly<Record<string, string>>;
  readonly env: Surroundings['env'];
  readonly requestedBy: string;
  readonly readFile: ReadFile;
  readonly problems: Problem[];
  /** Names of variables that some document declares, and those of --var that were used. */
  readonly declared: Set<string>;
  readonly taken: Set<string>;
  /** Some document could not be read at all, so it is not known which variables there are. */
  unread: boolean;
}

export interface OpenDocument {
  readonly source: Source;
  readonly kind: DocumentKind;
  readonly complaints: Complaints;
}

/** Reads a file and its header; says why when there is nothing to go on with. */
export function openDocument(
  loading: Loading,
  file: string,
  unreadable: (message: string) => void,
): OpenDocument | undefined {
  const read = readText(file, loading.readFile);
  if ('wrong' in read) {
    loading.unread = true;
    unreadable(read.wrong);
    return undefined;
  }
  const source = readSource(file, read.text);
  if (!('value' in source)) {
    loading.unread = true;
    loading.problems.push(...source);
    return undefined;
  }
  for (const name of declaredNames(source)) loading.declared.add(name);
  const complaints = complaintsAbout(source, loading.problems);
  const kind = kindOf(source, complaints.complain);
  return kind === undefined ? undefined : { source, kind, complaints };
}

/** What a document that is loaded by itself finds around it. */
export function surroundings(loading: Loading): Surroundings {
  return {
    env: loading.env,
    given: (name) => fromOption(loading, name),
    howToGive: (name) => `give it with --var ${name}=VALUE`,
  };
}

/** The value of a variable from --var. */
export function fromOption(loading: Loading, name: string): GivenValue | undefined {
  if (!Object.hasOwn(loading.vars, name)) return undefined;
  loading.taken.add(name);
  const complain = (message: string) => void loading.problems.push({ file: `--var ${name}`, path: '', message });
  return { value: loading.vars[name], complain };
}
