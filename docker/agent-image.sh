#!/bin/sh
# Builds the agent image. Usage: docker/agent-image.sh [--base TAG] [--claude VERSION] [TAG]
# The engine is the one docker(1) speaks to (DOCKER_HOST).
set -eu

docker=${DOCKER:-docker}
tag=session-hub/claude-instance
here=$(dirname "$0")/claude-instance

context=$(mktemp -d "${TMPDIR:-/tmp}/docker-agent-image.XXXXXX")
trap 'rm -rf "$context"' EXIT
trap 'exit 130' INT TERM
cp -R "$here/." "$context"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$context/certificates/" \; 2>/dev/null || :

arguments=
while [ $# -gt 0 ]; do
  case $1 in
    --base) arguments="$arguments --build-arg BASE=${2:?}" && shift ;;
    --claude) arguments="$arguments --build-arg CLAUDE_CODE_VERSION=${2:?}" && shift ;;
    -*) echo "usage: docker/agent-image.sh [--base TAG] [--claude VERSION] [TAG]" >&2 && exit 2 ;;
    *) tag=$1 ;;
  esac
  shift
done
# The host's network: the packages come from registries, and a host may have no bridge.
# shellcheck disable=SC2086
DOCKER_BUILDKIT=${DOCKER_BUILDKIT:-0} "$docker" build --network host $arguments --tag "$tag" "$context"
