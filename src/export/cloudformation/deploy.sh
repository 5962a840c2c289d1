#!/bin/sh
# Deploys the stacks in their order, or only those that are named: ./deploy.sh [STACK...]
#
# An account called NAME is reached with the profile in PROFILE_NAME, or as whoever runs this where that is not set.
# S3_BUCKET takes templates of more than 51,200 bytes. PARAMETERS ("Name=value ...") is passed to every stack that is
# deployed, so name the stacks when you set it.
set -eu
cd "$(dirname "$0")"
chosen=" $* "

# aws_in ACCOUNT REGION ARGUMENT...
aws_in() {
  account=$1
  region=$2
  shift 2
  eval "profile=\${PROFILE_$account:-}"
  if [ -n "$profile" ]; then
    aws --profile "$profile" --region "$region" "$@"
  else
    aws --region "$region" "$@"
  fi
}

# stack NAME FILE REGION ACCOUNT NUMBER [PARAMETER=STACK:OUTPUT:REGION:ACCOUNT...]
stack() {
  name=$1
  file=$2
  in_region=$3
  in_account=$4
  number=$5
  shift 5
  case $chosen in
    "  " | *" $name "*) ;;
    *) return 0 ;;
  esac
  if [ "$number" != - ]; then
    now=$(aws_in "$in_account" "$in_region" sts get-caller-identity --query Account --output text)
    if [ "$now" != "$number" ]; then
      echo "$name belongs to account $number, this is $now: set PROFILE_$in_account." >&2
      exit 1
    fi
  fi
  given=${PARAMETERS:-}
  for parameter in "$@"; do
    from=${parameter#*=}
    of_stack=${from%%:*}
    from=${from#*:}
    output=${from%%:*}
    from=${from#*:}
    value=$(aws_in "${from#*:}" "${from%%:*}" cloudformation describe-stacks --stack-name "$of_stack" \
      --query "Stacks[0].Outputs[?OutputKey=='$output'].OutputValue" --output text)
    if [ -z "$value" ]; then
      echo "Stack $of_stack has no output $output." >&2
      exit 1
    fi
    given="$given ${parameter%%=*}=$value"
  done
  echo "$name"
  set -- cloudformation deploy --template-file "$file" --stack-name "$name" --no-fail-on-empty-changeset
  [ -z "${S3_BUCKET:-}" ] || set -- "$@" --s3-bucket "$S3_BUCKET"
  # Values are ids and blocks: no blanks.
  # shellcheck disable=SC2086
  [ -z "$given" ] || set -- "$@" --parameter-overrides $given
  aws_in "$in_account" "$in_region" "$@"
}

