/** The name under which the guard appears in a list of processes. */
export const GUARD_NAME = 'gameday-guard';

/**
 * Arguments: fault id, deadline on the clock of /proc/uptime in hundredths of a second, the same deadline in milliseconds since
 * 1970, the file to write afterwards, the file with the lease, the undo. That clock is not set by anybody and goes on while
 * the machine is suspended; `sleep` does not, hence the small steps. A lease that ends sooner than the deadline, and that
 * nobody renews, ends the fault. Nobody else may be there any more, so an undo that fails is tried again, at most a minute
 * apart, for as long as the directory of the records is there. It begins when it is told to: end of file instead means that
 * the worker died before it had written down which process the guard is.
 */
export const GUARD_SCRIPT = `trap '' HUP INT TERM PIPE
deadline=$2 deadline_ms=$3 expired=$4 lease=$5
shift 5
read -r go || exit 0
exec </dev/null
passed() {
  read -r up idle </proc/uptime
  now=\${up%.*}\${up#*.}
  ends=$deadline until=0
  [ -r "$lease" ] && read -r until until_ms <"$lease"
  [ "$until" -gt 0 ] && [ "$until" -lt "$ends" ] && ends=$until
  over=$(( now - ends ))
}
while passed && [ $over -lt 0 ]; do
  left=$(( -over ))
  [ $left -gt 500 ] && left=500
  cents=$(( left % 100 + 100 ))
  sleep $(( left / 100 )).\${cents#1}
done
pause=1
until (trap - HUP INT TERM PIPE; exec env "$@"); do
  [ -d "\${expired%/*}" ] || exit 1
  sleep $pause
  [ $pause -lt 60 ] && pause=$(( pause * 2 ))
done
passed
echo $(( deadline_ms + (now - deadline) * 10 )) >"$expired.new" && mv "$expired.new" "$expired"`;
