#!/bin/sh
# Puts the Claude Code that docker/claude-instance/Dockerfile pins into the user's cache, once (364 MB), and prints its path.
# Tests that need the real one look for it there, or where HUB_CLAUDE_CODE says.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
version=$(sed -n 's/^ARG CLAUDE_CODE_VERSION=//p' "$root/docker/claude-instance/Dockerfile")
folder=${XDG_CACHE_HOME:-$HOME/.cache}/session-hub/claude-code-$version
case $(uname -m) in
  x86_64) arch=x64 ;;
  aarch64) arch=arm64 ;;
  *) echo "claude-code.sh: there is no Claude Code for $(uname -m)" >&2; exit 1 ;;
esac

if [ ! -x "$folder/claude" ]; then
  mkdir -p "$folder"
  draft=$(mktemp -d "$folder/draft.XXXXXX")
  trap 'rm -rf "$draft"' EXIT
  (cd "$draft" && tar -xzf "$(npm pack --silent "@anthropic-ai/claude-code-linux-$arch@$version")" package/claude)
  "$draft/package/claude" --version | grep -F "$version" >/dev/null
  mv -f "$draft/package/claude" "$folder/claude"
fi
echo "$folder/claude"
