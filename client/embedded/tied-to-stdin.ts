/**
 * Ends a program when stdin ends, for a program that does not do so itself: the kernel closes the pipe even when its
 * owner was SIGKILLed. SIGTERM first, SIGKILL after three seconds. `exec 3` because a shell gives background commands
 * /dev/null as stdin; `read` is a builtin, so nothing is left waiting when the program ends first.
 */
const SCRIPT = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
(
  read -r _ <&3
  kill -TERM "$child"
  tenths=0
  while kill -0 "$child" && [ "$tenths" -lt 30 ]; do sleep 0.1; tenths=$((tenths + 1)); done
  kill -KILL "$child"
) 2>/dev/null &
watcher=$!
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

export const tiedToStdin = (
  program: string,
  args: readonly string[],
): { readonly command: string; readonly args: readonly string[] } => ({
  command: '/bin/sh',
  args: ['-c', SCRIPT, 'gameday-supervisor', program, ...args],
});
