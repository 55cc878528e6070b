#!/bin/sh
# Builds the agent image. Usage: docker/agent-image.sh [--base TAG] [--claude VERSION] [TAG]
# The engine is the one docker(1) speaks to (DOCKER_HOST); DOCKER is another docker(1).
set -eu

docker=${DOCKER:-docker}
tag=session-hub/claude-instance
here=$(CDPATH='' cd -- "$(dirname -- "$0")/claude-instance" && pwd)
version=$(sed -n 's/^ARG CLAUDE_CODE_VERSION=//p' "$here/Dockerfile")
base=

usage() {
  echo "usage: docker/agent-image.sh [--base TAG] [--claude VERSION] [TAG]" >&2
  exit 2
}
while [ $# -gt 0 ]; do
  case $1 in
    --base) [ $# -gt 1 ] || usage; base=$2; shift ;;
    --claude) [ $# -gt 1 ] || usage; version=$2; shift ;;
    -*) usage ;;
    *) tag=$1 ;;
  esac
  shift
done
command -v "$docker" >/dev/null || {
  echo "agent-image: $docker is missing: apt-get install docker.io" >&2
  exit 1
}
architecture=$("$docker" version --format '{{.Server.Arch}}') || exit 1

context=$(mktemp -d "${TMPDIR:-/tmp}/docker-agent-image.XXXXXX")
trap 'rm -rf "$context"' EXIT
trap 'exit 130' INT TERM
cp -R "$here/." "$context"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$context/certificates/" \; 2>/dev/null || :
case $architecture in amd64) platform=x64 ;; *) platform=$architecture ;; esac
if command -v npm >/dev/null; then
  echo "Fetching Claude Code $version"
  (cd "$context/package" && npm pack --silent "@anthropic-ai/claude-code-linux-$platform@$version" >/dev/null) || {
    echo "agent-image: npm cannot fetch Claude Code $version" >&2
    exit 1
  }
fi
set -- --build-arg "CLAUDE_CODE_VERSION=$version"
[ -z "$base" ] || set -- "$@" --build-arg "BASE=$base"
# The host's network: the packages come from registries, and a host may have no bridge.
DOCKER_BUILDKIT=${DOCKER_BUILDKIT:-0} "$docker" build --network host "$@" --tag "$tag" "$context"
