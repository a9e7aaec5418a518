import { type GameDayView, stuckFaults } from '../watch/view.ts';
import { commands } from './commands.ts';
import { bad, bold, type Line, type Style, whole } from './line.ts';

/** An undo does not work: who must know, what is left, and how it ends. Read by someone who was woken up for it. */
export function stuckText(view: GameDayView, style: Style): string {
  const faults = stuckFaults(view);
  const { onCall } = view.status ?? {};
  const lines: Line[] = [
    [bad('NOT RESTORED: an undo does not work.')],
    onCall === undefined
      ? ['Nobody is named as on call in the document (people.onCall): call whoever owns the target.']
      : ['Call ', bold(onCall), ', who is on call for this game day.'],
    ...faults.flatMap(({ name, target, problem, faultId }): Line[] => [
      [],
      ['  ', bold(name), ' on ', bold(target)],
      [`  last problem: ${problem ?? 'not known'}`],
      ['  The game day goes on trying, for ever. If you undo it by hand, say so:'],
      [`    ${commands.settle(view, faultId)}`],
    ]),
    [],
    [`See how it goes: ${commands.watch(view)}`],
  ];
  return lines.map((line) => whole(line, style)).join('\n');
}
