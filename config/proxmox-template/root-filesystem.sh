#!/bin/sh
# Makes the root file system of the template with debootstrap, for machines without Proxmox VE (and for the tests).
# Usage, as root: root-filesystem.sh FOLDER PUBLIC-KEY-FILE [arguments of provision.sh]...
# Runs again: a folder that is complete is only provisioned anew.
set -eu

root=${1:?usage: root-filesystem.sh FOLDER PUBLIC-KEY-FILE [ARGUMENT]...}
key=${2:?usage: root-filesystem.sh FOLDER PUBLIC-KEY-FILE [ARGUMENT]...}
shift 2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo "root-filesystem: must run as root" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "root-filesystem: apt-get install debootstrap" >&2; exit 1; }

if [ ! -e "$root/etc/debian_version" ]; then
  mkdir -p "$root.draft"
  debootstrap --variant=minbase \
    --include=systemd,systemd-sysv,dbus,openssh-server,tmux,git,rsync,iproute2,ifupdown,isc-dhcp-client,ca-certificates,procps,less,ripgrep \
    bookworm "$root.draft" >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
  mv "$root.draft" "$root"
fi
install -m 0755 "$here/provision.sh" "$root/root/provision.sh"
install -m 0644 "$key" "$root/root/hub-key.pub"
# Authorities that this machine believes besides the usual ones, as a proxy of its network may need; for the build only.
own=$root/usr/local/share/ca-certificates/build
mkdir -p "$own"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$own/" \; 2>/dev/null || :
mount -t proc proc "$root/proc"
end() {
  umount "$root/proc"
  rm -rf "$own" "$root/root/provision.sh" "$root/root/hub-key.pub"
  [ ! -x "$root/usr/sbin/update-ca-certificates" ] || chroot "$root" update-ca-certificates --fresh >/dev/null 2>&1
}
trap end EXIT
chroot "$root" /root/provision.sh /root/hub-key.pub "$@"
