import type { CellResult } from '../run-cell.ts';

/** One line per cell, with how long the rest may take. */
export function progressOf(planned: number, say: (line: string) => void): (result: CellResult) => void {
  const began = Date.now();
  let ended = 0;
  let red = 0;
  return ({ name, status, why, tookMs }) => {
    ended += 1;
    if (status === 'red') red += 1;
    const leftMs = ((Date.now() - began) / ended) * (planned - ended);
    const minutes = Math.ceil(leftMs / 60_000);
    const text = status === 'clean' ? '' : `: ${why[0]}`;
    say(`${ended}/${planned}, ${red} red, ~${minutes} min left · ${status} ${name} (${tookMs} ms)${text}`);
  };
}
