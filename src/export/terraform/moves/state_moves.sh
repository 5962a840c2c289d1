#!/bin/sh
# Names that changed hands, and what is in another state now: `moved` blocks can say neither. Made by cidraw.
#
# Run it once, before the first plan of this code, while nobody else is at work on these states: ./state_moves.sh
# It changes states, no resource. A folder that something leaves must still be there, with its backend.
# TERRAFORM=tofu runs OpenTofu.

set -eu
cd "$(dirname "$0")"
terraform=${TERRAFORM:-terraform}
pulled=$(mktemp -d)
trap 'echo "stopped: the states as they were are in $pulled" >&2' EXIT

# Makes a folder ready: its backend, its module.
open() {
  [ -d "$1" ] || { echo "there is no $1: put the code there that was applied before" >&2; exit 1; }
  "$terraform" -chdir="$1" init -input=false >/dev/null
}

# within FOLDER FROM TO: to another address in one state. What was never made is not there.
within() {
  if "$terraform" -chdir="$1" state list "$2" >/dev/null 2>&1; then
    "$terraform" -chdir="$1" state mv "$2" "$3"
  else
    echo "nothing to move at $2"
  fi
}

# leave FOLDER OTHER: what follows goes from the state of one folder into that of the other. States are pulled and
# pushed, so that it works with every backend.
leave() {
  from=$1 other=$2
  "$terraform" -chdir="$from" state pull >"$pulled/from"
  "$terraform" -chdir="$other" state pull >"$pulled/other"
  [ -s "$pulled/other" ] || rm "$pulled/other"
}

# go FROM TO: one that leaves.
go() {
  if "$terraform" state list -state="$pulled/from" "$1" >/dev/null 2>&1; then
    (cd "$pulled" && "$terraform" state mv -state=from -state-out=other "$1" "$2")
  else
    echo "nothing to move at $1"
  fi
}

# arrive: all that left is there.
arrive() {
  "$terraform" -chdir="$other" state push "$pulled/other"
  "$terraform" -chdir="$from" state push "$pulled/from"
}

# take NAME FOLDER: the whole state of a folder that is called otherwise now.
take() {
  "$terraform" -chdir="$2" state pull >"$pulled/$1"
}

# put NAME FOLDER [-force]: that state, into the folder as it is called now. By force only where the state that is there has
# been taken too. The earlier folder keeps a state that nobody needs: remove it.
put() {
  "$terraform" -chdir="$2" state push ${3:-} "$pulled/$1"
}

@MOVES@

trap - EXIT
rm -rf "$pulled"
