# On the engine's host: what comes from BRIDGE reaches public addresses, the host's name servers and ALLOWED networks.
# firewall.sh BRIDGE CHAIN [ALLOWED...]
set -eu
PATH=/usr/sbin:/sbin:/usr/bin:/bin
bridge=$1 chain=$2
shift 2
private='0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/3'
command -v iptables >/dev/null || { echo "the engine's host has no iptables" >&2; exit 1; }
servers=$(sed -n 's/^[[:space:]]*nameserver[[:space:]]\{1,\}\([0-9.]*\)[[:space:]]*$/\1/p' \
  /etc/resolv.conf /run/systemd/resolve/resolv.conf 2>/dev/null | sort -u | grep -v '^127\.' || :)
mark=$(printf '%s\n' 1 "$bridge" "$private" "$servers" "$@" | cksum | tr ' ' -)

t() { iptables -w 10 "$@"; }
is() { t -C "$@" 2>/dev/null; }
if is INPUT -i "$bridge" -j REJECT && is DOCKER-USER -i "$bridge" -j "$chain" &&
  is "$chain" -m comment --comment "$mark" -j RETURN; then
  exit 0
fi
is FORWARD -j DOCKER-USER || {
  echo "the engine does not filter with iptables (no DOCKER-USER in FORWARD)" >&2
  exit 1
}
# Closed while it is being rebuilt.
t -I DOCKER-USER -i "$bridge" -j REJECT
t -N "$chain" 2>/dev/null || t -F "$chain"
for server in $servers; do
  t -A "$chain" -d "$server" -p udp --dport 53 -j RETURN
  t -A "$chain" -d "$server" -p tcp --dport 53 -j RETURN
done
for network; do t -A "$chain" -d "$network" -j RETURN; done
for network in $private; do t -A "$chain" -d "$network" -j REJECT; done
t -A "$chain" -m comment --comment "$mark" -j RETURN
is INPUT -i "$bridge" -j REJECT || t -I INPUT -i "$bridge" -j REJECT
is DOCKER-USER -i "$bridge" -j "$chain" || t -I DOCKER-USER 2 -i "$bridge" -j "$chain"
t -D DOCKER-USER -i "$bridge" -j REJECT
