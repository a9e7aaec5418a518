import type { People } from '../../../../experiments/definition/game-day.ts';
import type { FaultOutcome } from '../../../../experiments/definition/outcome.ts';
import type { GameDayPlan } from '../../../../experiments/definition/plan.ts';

/**
 * Text between backticks is to be copied as it is, so no name may bring its own. The sign that stands for one means
 * nothing to a shell.
 */
export function say(text: string): string {
  return text.replaceAll('`', 'ʼ').trim();
}

/** The name of a fault or an SLI: free text that must not run into ours. */
export function named(name: string): string {
  return `"${say(name)}"`;
}

/** A sentence of somebody else inside one of ours: without its own full stop. */
export function quoted(text: string): string {
  return say(text).replace(/[.\s]+$/, '');
}

/** An id or a command, to be copied. */
export function copyable(text: string): string {
  return `\`${say(text)}\``;
}

/** An argument that the shell takes as one word, whatever is in it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function callWhom({ people, requestedBy }: GameDayPlan): string {
  const known = [byRole(people, 'onCall', 'on call'), byRole(people, 'owner', 'owner')].filter(
    (who) => who !== undefined,
  );
  if (known.length > 0) return `Call ${known.join(' or ')}`;
  return `Call ${say(requestedBy)}, who requested it (people.onCall and people.owner are not named)`;
}

function byRole(people: People, role: 'onCall' | 'owner', word: string): string | undefined {
  const who = people[role];
  return who === undefined ? undefined : `${say(who)} (${word})`;
}

/** The first few, and how many more there are. */
export function listed(items: readonly string[], most = 3): string {
  const shown = items.slice(0, most).map(quoted).join('; ');
  return items.length > most ? `${shown}; and ${items.length - most} more` : shown;
}

export function onTargets(faults: readonly FaultOutcome[]): string {
  const labels = faults.map((fault) => fault.target.label);
  return labels.length === 1 ? listed(labels) : `${labels.length} targets (${listed(labels)})`;
}
