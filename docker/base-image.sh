#!/bin/sh
# Makes the base image of the agent image with debootstrap, for machines without an image registry.
# Usage, as root: docker/base-image.sh TAG [SUITE]. The engine is the one docker(1) speaks to (DOCKER_HOST).
set -eu

tag=${1:?usage: docker/base-image.sh TAG [SUITE]}
suite=${2:-bookworm}
docker=${DOCKER:-docker}

for tool in debootstrap tar "$docker"; do
  command -v "$tool" >/dev/null || {
    echo "base-image: $tool is missing: apt-get install debootstrap tar docker.io" >&2
    exit 1
  }
done
[ "$(id -u)" = 0 ] || {
  echo "base-image: debootstrap must run as root" >&2
  exit 1
}

root=$(mktemp -d "${TMPDIR:-/tmp}/docker-base-image.XXXXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 130' INT TERM

debootstrap --variant=minbase "$suite" "$root" >"$root.log" 2>&1 || {
  tail -n 20 "$root.log" >&2
  rm -f "$root.log"
  exit 1
}
rm -f "$root.log"
rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/* "$root"/debootstrap
find "$root/usr/share/doc" -mindepth 1 ! -type d ! -name copyright -delete
rm -rf "$root"/usr/share/man/* "$root"/usr/share/info/*
# What is removed here would come back with the next package.
cat >"$root/etc/dpkg/dpkg.cfg.d/slim" <<'SLIM'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
SLIM

tar -C "$root" --one-file-system --numeric-owner -c . |
  "$docker" import --change 'CMD ["bash"]' --change 'ENV LANG=C.UTF-8' - "$tag" >/dev/null
echo "$tag"
