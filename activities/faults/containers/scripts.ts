/**
 * They run in containers of others, which may have nothing but a shell: only what is built into it is relied upon. `tr` makes
 * the arguments readable where it is there; without it they stand there without spaces.
 */
const STAT = `
  { IFS= read -r stat <"/proc/$pid/stat"; } 2>/dev/null`;

/**
 * First what PID 1 does with signals, then each process: pid, state, start time, name, command line. Not the shell itself, and
 * nothing that it starts.
 */
export const LIST_PROCESSES = `
{ while read -r key value; do case $key in SigBlk:|SigCgt:) echo "$key $value";; esac; done </proc/1/status; } 2>/dev/null
for dir in /proc/[0-9]*; do
  pid=\${dir#/proc/}
  [ "$pid" = "$$" ] && continue
  ${STAT} || continue
  name=\${stat#*(}; name=\${name%)*}
  set -f; set -- \${stat##*) }; set +f
  [ "$2" = "$$" ] && continue
  state=$1; start=\${20}
  if command -v tr >/dev/null 2>&1
  then line=$(tr '\\000\\n\\t' '   ' <"$dir/cmdline" 2>/dev/null)
  else line=; { IFS= read -r line <"$dir/cmdline"; } 2>/dev/null
  fi
  printf '%s\\t%s\\t%s\\t%s\\t%s\\n' "$pid" "$state" "$start" "$name" "$line"
done`;

/** Sends a signal to each \`pid:start\` that is still the process that was meant, and says what became of it. */
export const SEND_SIGNAL = `
signal=$1; shift
for one in "$@"; do
  pid=\${one%:*}
  ${STAT} || { echo "gone $one"; continue; }
  set -f; set -- \${stat##*) }
  if [ "$1" = Z ] || [ "$1" = X ] || [ "\${20}" != "\${one#*:}" ]; then echo "gone $one"
  elif kill -s "$signal" "$pid"; then echo "sent $one"
  else echo "refused $one"
  fi
done`;

/** In a pod of ours on the node: ends every process of one container, found by its id, until none is left. */
export const END_CONTAINER = `
id=$1; round=0; hit=
while [ "$round" -lt 50 ]; do
  left=
  for dir in /proc/[0-9]*; do
    found=
    { while IFS= read -r line; do case $line in *"$id"*) found=1; break;; esac; done <"$dir/cgroup"; } 2>/dev/null
    [ -n "$found" ] || continue
    left=1
    kill -s KILL "\${dir#/proc/}" && hit=1
  done
  [ -n "$left" ] || break
  round=$((round + 1))
done
if [ -n "$left" ]; then echo "processes of $id are left" >/dev/termination-log; exit 1; fi
if [ -z "$hit" ]; then echo "no process of $id was found" >/dev/termination-log; exit 3; fi
exit 0`;
