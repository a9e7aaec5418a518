import { suggest } from './did-you-mean.ts';
import type { Loading } from './loading.ts';

/** A --var that changes nothing is a slip: the run would not be the one that was asked for. */
export function refuseUnusedOptions({ vars, taken, declared, problems }: Loading): void {
  const known = [...declared];
  for (const name of Object.keys(vars)) {
    if (taken.has(name)) continue;
    const message = declared.has(name)
      ? 'this value is not used; every step that has this variable sets it under "with"'
      : `there is no such variable${suggest(name, known, known.length === 0 ? 'none is declared' : `declared: ${known.join(', ')}`)}`;
    problems.push({ file: `--var ${name}`, path: '', message });
  }
}
