import type { Terminal } from '../terminal.ts';

/** A person wants to see it, and a CI wants its verdict; a script wants the id. */
export function shouldWait({ wait, detach }: { wait?: true; detach?: true }, { isTty, env }: Terminal): boolean {
  if (wait) return true;
  return !detach && (isTty || Boolean(env['CI']));
}
