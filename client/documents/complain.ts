import { type Path, pathText } from './path.ts';
import type { Point } from './position.ts';
import type { Problem } from './problem.ts';
import type { Source } from './source.ts';

/** Notes a problem at a path of the document at hand. */
export type Complain = (path: Path, message: string, point?: Point) => void;

export interface Complaints {
  readonly complain: Complain;
  /** Whether anything is wrong with this document so far. */
  readonly any: () => boolean;
}

export function complaintsAbout(source: Source, into: Problem[]): Complaints {
  let any = false;
  return {
    any: () => any,
    complain: (path, message, point = 'value') => {
      any = true;
      into.push({ file: source.file, ...source.at(path, point), path: pathText(path), message });
    },
  };
}
