#!/bin/sh
# Applies one folder of this bundle, and only the one that is meant.
#
#   ./guard.sh envs/NAME          plan, show what goes, ask for the name, apply that plan, plan again
#   ./guard.sh envs/NAME --plan   only plan
#
# TERRAFORM is the binary to run (terraform); the provider finds its credentials as usual.
set -eu

terraform=${TERRAFORM:-terraform}

stop() {
  echo "guard: $*" >&2
  exit 1
}

[ $# -ge 1 ] || stop "which folder? @FOLDERS@"
folder=${1%/}
mode=${2:-apply}
case $mode in
  apply | --plan) ;;
  *) stop "\"$mode\" is not known: give a folder, and --plan to only plan" ;;
esac

# What each folder is called, and the account that whoever applies must be in. Empty where a role is assumed or no
# account is drawn: then the provider alone checks.
case $folder in
@CASES@
  *) stop "there is no \"$folder\" in this bundle. It has: @FOLDERS@" ;;
esac

root=$(cd "$(dirname "$0")" && pwd -P)
here=$(pwd -P)
case $here in
  "$root" | "$root/$folder") ;;
  "$root"/*) stop "this is ${here#"$root"/}, but $folder was asked for" ;;
  *) stop "run this in $root" ;;
esac
[ -f "$root/$folder/versions.tf" ] || stop "$root/$folder holds no code"
cd "$root/$folder"

[ "${TF_WORKSPACE:-default}" = default ] || stop "TF_WORKSPACE is \"$TF_WORKSPACE\": each folder has its own state, workspaces are not used"
"$terraform" init -input=false >/dev/null || stop "terraform init failed"
workspace=$("$terraform" workspace show)
[ "$workspace" = default ] || stop "the workspace is \"$workspace\": each folder has its own state, workspaces are not used"

if [ -n "$account" ] && command -v aws >/dev/null; then
  actual=$(aws sts get-caller-identity --query Account --output text) || stop "AWS does not say which account this is"
  [ "$actual" = "$account" ] || stop "this is account $actual, but $folder is for $account"
fi

plan=$(mktemp)
trap 'rm -f "$plan"' EXIT
trap 'exit 1' HUP INT TERM

changes=0
"$terraform" plan -input=false -detailed-exitcode -out="$plan" || changes=$?
case $changes in
  0)
    echo "guard: $name is as written, nothing to apply"
    exit 0
    ;;
  2) ;;
  *) stop "the plan failed" ;;
esac
[ "$mode" = apply ] || exit 0

gone=$("$terraform" show -no-color "$plan" | grep -E '^ *# .* (destroyed|replaced)' || true)
if [ -n "$gone" ]; then
  echo
  echo "THIS PLAN DESTROYS OR REPLACES:"
  echo "$gone"
fi
echo
printf 'Type the name of what is to be changed (%s): ' "$name"
read -r answer || answer=
[ "$answer" = "$name" ] || stop "\"$answer\" is not $name: nothing was applied"

"$terraform" apply -input=false "$plan"

after=0
"$terraform" plan -input=false -detailed-exitcode >/dev/null || after=$?
case $after in
  0) echo "guard: applied, and a second plan is empty" ;;
  2) stop "applied, but a second plan is not empty: run terraform plan and see" ;;
  *) stop "applied, but the second plan failed" ;;
esac
