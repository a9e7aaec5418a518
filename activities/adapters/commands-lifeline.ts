import { spawn } from 'node:child_process';

/** The kernel closes the pipe when the worker dies, however it dies; then the whole group goes. */
const LIFELINE = 'read -r group && { read -r done || kill -KILL "-$group"; }';

/**
 * Ends a process group when this worker dies before the returned function was called. An inject that went on after its
 * worker was killed would take effect after the undo. Undefined when no such watch could be set up.
 */
export function endWithWorker(group: number): (() => void) | undefined {
  const watcher = spawn('/bin/sh', ['-c', LIFELINE], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watcher.on('error', () => {});
  // Somebody may stop the watcher; the command itself must not suffer from it.
  watcher.stdin.on('error', () => {});
  if (watcher.pid === undefined) return undefined;
  watcher.stdin.write(`${group}\n`);
  return () => watcher.stdin.end('done\n');
}
