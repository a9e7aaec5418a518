# shellcheck shell=bash disable=SC2034
# Settings and functions shared by the scripts of this folder; to be sourced.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${GAMEDAY_CACHE:-$HOME/.cache/gameday}
state=${GAMEDAY_CLUSTER_DIR:-$cache/cluster}
name=${GAMEDAY_CLUSTER_NAME:-gd}   # prefix of network namespaces, links and cgroups
net=${GAMEDAY_CLUSTER_NET:-10.210} # every address of the cluster is in $net.0.0/16
nodes=${GAMEDAY_CLUSTER_NODES:-2}
api=$net.0.1 # control plane; the machine running the tests is $net.0.254
images=$cache/images
wanted_images=${GAMEDAY_CLUSTER_IMAGES:-.*} # which of them a node imports when it starts, such as busybox|node
export KUBECONFIG=$state/kubeconfig

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# built NAME FILE...: the folder of what is built out of these files, so that a change of them builds again.
built() { echo "$cache/$1-$(shift && cat "$@" | sha256sum | cut -c1-12)"; }

bin=$(built k8s "$here/go.mod")
PATH=$bin:/usr/sbin:/sbin:$PATH

# go_build FILE PACKAGE [LINKER-FLAGS]: builds a program of the go.mod of the current folder, once.
go_build() {
  [ ! -x "$1" ] || return 0
  echo "build: ${1##*/}" >&2
  retry go build -mod=readonly -trimpath -ldflags "-s -w ${3:-}" -o "$1.new" "$2"
  mv "$1.new" "$1"
}

# retry COMMAND...: what downloads deserves a second try, and a third.
retry() {
  local try
  for try in 1 2 3; do
    if "$@"; then return 0; fi
    sleep "$((try * 2))"
  done
  return 1
}

# machine_pid MACHINE: the PID 1 of a machine, as this host numbers it; fails when it is off.
machine_pid() {
  local parent
  parent=$(cat "$state/run/$1.pid" 2>/dev/null) || return 1
  { tr '\0' ' ' <"/proc/$parent/cmdline" | grep -q "machine-init $1" &&
    tr -d ' ' <"/proc/$parent/task/$parent/children" | grep .; } 2>/dev/null
}

# wait_for SECONDS WHAT LOG COMMAND...: polls; on failure names the log to read.
wait_for() {
  local seconds=$1 what=$2 log=$3 end
  shift 3
  end=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || die "$what: not within ${seconds}s; see $log"
    sleep 0.2
  done
}

# archive_of TAG: where load-image puts an image.
archive_of() { echo "$images/$(tr '/:' '__' <<<"$1").tar"; }

# import_archive ARCHIVE: brings images to the nodes that are on and do not have them.
import_archive() {
  local i pid mark
  for ((i = 1; i <= nodes; i++)); do
    pid=$(machine_pid "$name-n$i") || continue
    mark=$state/$name-n$i/imported/${1##*/}
    [ ! "$mark" -nt "$1" ] || continue
    nsenter -t "$pid" --mount ctr -n k8s.io images import "$1" >/dev/null ||
      die "import of $1 into $name-n$i failed; see $state/log/$name-n$i-containerd.log"
    touch "$mark"
  done
}

# unit ROLE NAME COMMAND...: a program that the control-plane or every node runs, from now on and after each start.
# In COMMAND, @MACHINE@ and @IP@ are those of the machine.
unit() {
  local file=$state/units/$1/$2 line
  shift 2
  line=${*//@MACHINE@/\$1}
  mkdir -p "${file%/*}"
  printf '#!/bin/bash\nexec %s\n' "${line//@IP@/\$2}" >"$file.new"
  mv "$file.new" "$file"
  chmod +x "$file" # last: what is executable is run
}

# cert NAME SUBJECT [SUBJECT-ALTERNATIVE-NAMES]: a certificate of the cluster's own CA, once.
cert() {
  local pki=$state/pki
  [ -f "$pki/$1.crt" ] && return
  openssl req -newkey rsa:2048 -nodes -keyout "$pki/$1.key" -subj "$2" -out "$pki/$1.csr" 2>/dev/null
  openssl x509 -req -in "$pki/$1.csr" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -CAcreateserial -days 365 \
    -extfile <(printf 'extendedKeyUsage=serverAuth,clientAuth\n%s\n' "${3:+subjectAltName=$3}") \
    -out "$pki/$1.crt" 2>/dev/null
}
