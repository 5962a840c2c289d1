#!/bin/sh
# Names that changed hands, and what is in another state now: `moved` blocks cannot say either. Made by cidraw.
#
# Run it once, before the first plan of this code, while nobody else is at work on these states: ./state_moves.sh
# It changes states, no resource. The folders that something leaves must still be there with their earlier code.
# TERRAFORM=tofu runs OpenTofu.

set -eu
cd "$(dirname "$0")"
terraform=${TERRAFORM:-terraform}
pulled=$(mktemp -d)
trap 'rm -rf "$pulled"' EXIT

fail() {
  echo "$*" >&2
  exit 1
}

# Makes a folder ready: its backend, its module.
open() {
  [ -d "$1" ] || fail "there is no $1: put the code there that was applied before"
  "$terraform" -chdir="$1" init -input=false >/dev/null
}

# within FOLDER FROM TO: to another address in one state.
within() {
  "$terraform" -chdir="$1" state mv "$2" "$3"
}

# between FOLDER FROM OTHER TO: into the state of another folder. States are pulled and pushed, so that it works with
# every backend.
between() {
  "$terraform" -chdir="$1" state pull >"$pulled/from"
  "$terraform" -chdir="$3" state pull >"$pulled/to"
  [ -s "$pulled/to" ] || rm "$pulled/to"
  (cd "$pulled" && "$terraform" state mv -state=from -state-out=to "$2" "$4")
  "$terraform" -chdir="$3" state push "$pulled/to"
  "$terraform" -chdir="$1" state push "$pulled/from"
}

# all FOLDER OTHER: everything into a folder that has no state yet. The earlier folder keeps its state: remove both.
all() {
  "$terraform" -chdir="$1" state pull >"$pulled/from"
  "$terraform" -chdir="$2" state push "$pulled/from"
}

@MOVES@
