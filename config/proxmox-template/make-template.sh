#!/bin/sh
# Makes the template on a Proxmox VE node, as root. Can be run again: a template that is there is left alone.
# Usage: make-template.sh PUBLIC-KEY-FILE [--id 150] [--storage local-lvm] [--bridge vmbr0] [--images local]
#                         [--size 16] [-- ARGUMENT-OF-PROVISION.SH...]
set -eu

key=${1:?usage: make-template.sh PUBLIC-KEY-FILE [--id N] [--storage S] [--bridge B] [--images S] [--size GIB]}
shift
id=150 storage=local-lvm bridge=vmbr0 images=local size=16
while [ $# -gt 0 ]; do
  case $1 in
    --id) id=${2:?} ;;
    --storage) storage=${2:?} ;;
    --bridge) bridge=${2:?} ;;
    --images) images=${2:?} ;;
    --size) size=${2:?} ;;
    --) shift; break ;;
    *) echo "make-template: unknown argument $1" >&2; exit 2 ;;
  esac
  shift 2
done
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
command -v pct >/dev/null || { echo "make-template: there is no pct here; run it on a Proxmox VE node" >&2; exit 1; }
[ -r "$key" ] || { echo "make-template: $key cannot be read" >&2; exit 1; }

if pct config "$id" 2>/dev/null | grep -q '^template: 1'; then
  echo "make-template: $id is a template already; pct destroy $id first to make it anew"
  exit 0
fi
if ! pct status "$id" >/dev/null 2>&1; then
  pveam update >/dev/null
  image=$(pveam available --section system | awk '$2 ~ /^debian-12-standard/ { print $2 }' | sort -V | tail -n 1)
  [ -n "$image" ] || { echo "make-template: pveam offers no debian-12-standard" >&2; exit 1; }
  pveam list "$images" | grep -q "$image" || pveam download "$images" "$image"
  # keyctl and nesting are for systemd and Docker in a guest; no API token may set them later, clones inherit them.
  pct create "$id" "$images:vztmpl/$image" --hostname session-hub-template --unprivileged 1 --features nesting=1,keyctl=1 \
    --rootfs "$storage:$size" --cores 2 --memory 2048 --swap 512 --net0 "name=eth0,bridge=$bridge,ip=dhcp" --onboot 0
  echo "make-template: made guest $id from $image"
fi
pct status "$id" | grep -q running || pct start "$id"
n=0
until pct exec "$id" -- ip -4 route show default 2>/dev/null | grep -q via; do
  n=$((n + 1))
  [ "$n" -lt 60 ] || { echo "make-template: guest $id gets no network on $bridge within 60 s" >&2; exit 1; }
  sleep 1
done
pct push "$id" "$here/provision.sh" /root/provision.sh --perms 0755
pct push "$id" "$key" /root/hub-key.pub
pct exec "$id" -- /root/provision.sh /root/hub-key.pub "$@"
pct exec "$id" -- rm -f /root/provision.sh /root/hub-key.pub
pct shutdown "$id" --forceStop 1
pct template "$id"
echo "make-template: $id is ready; it holds the hub's public key and no secret"
