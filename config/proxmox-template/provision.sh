#!/bin/sh
# Turns a Debian 12 root file system into a template of Session Hub, from inside it (as root, with the network up).
# Usage: provision.sh PUBLIC-KEY-FILE [--claude VERSION] [--without claude|node|docker|lazygit]...
# It can be run again: what is there stays, what is missing is added. It writes no secret.
set -eu

key=${1:?usage: provision.sh PUBLIC-KEY-FILE [--claude VERSION] [--without PART]...}
shift
claude=2.1.330
without=" "
while [ $# -gt 0 ]; do
  case $1 in
    --claude) claude=${2:?} ;;
    --without) without="$without${2:?} " ;;
    *) echo "provision: unknown argument $1" >&2; exit 2 ;;
  esac
  shift 2
done
grep -Eq '^(ssh-ed25519|ecdsa-sha2-nistp256|ssh-rsa) [A-Za-z0-9+/=]+' "$key" || {
  echo "provision: $key is no public key of SSH" >&2
  exit 1
}
export DEBIAN_FRONTEND=noninteractive

say() { echo "provision: $*"; }
wanted() { case $without in *" $1 "*) say "$1 left out, as asked"; return 1 ;; esac; }
known() { apt-cache show "$1" >/dev/null 2>&1; }
add() {
  missing=
  for package; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086
  apt-get install -y -q --no-install-recommends $missing >/dev/null
  say "installed$missing"
}

# Policy: nothing starts while packages are installed in a root file system that is not running.
[ -d /run/systemd/system ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d; }
[ -n "$(find /var/lib/apt/lists -name '*_Packages*' -mtime -1 2>/dev/null | head -n 1)" ] || apt-get update -q >/dev/null
add systemd systemd-sysv dbus openssh-server tmux git rsync ripgrep less procps ca-certificates iproute2 \
  ifupdown isc-dhcp-client

if wanted node; then
  # Debian 12 has Node.js 18; a newer suite or an administrator's own source may have 22.
  add nodejs npm
  case $(node --version) in v2[2-9].*) ;; *) say "Node.js is $(node --version): no package source here has 22" ;; esac
fi
if wanted docker; then add docker.io; fi
for tool in lazygit lazydocker; do
  if wanted lazygit; then
    if known "$tool"; then add "$tool"; else say "$tool left out: no package source here has it"; fi
  fi
done
if wanted claude; then
  if command -v claude >/dev/null && claude --version | grep -qF "$claude"; then
    say "Claude Code $claude is there"
  else
    add npm
    case $(dpkg --print-architecture) in amd64) arch=x64 ;; arm64) arch=arm64 ;; *) echo "provision: no Claude Code for this processor" >&2; exit 1 ;; esac
    work=$(mktemp -d)
    (cd "$work" && tar -xzf "$(NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt npm pack --silent "@anthropic-ai/claude-code-linux-$arch@$claude")" package/claude &&
      install -m 0755 package/claude /usr/local/bin/claude)
    rm -rf "$work"
    say "installed Claude Code $(claude --version)"
  fi
fi

# The session's user: no password, no way to become root.
id session >/dev/null 2>&1 || { useradd --uid 1000 --create-home --shell /bin/sh session; say "made the user session"; }
passwd -l session >/dev/null
passwd -l root >/dev/null
install -d -o session -g session -m 0755 /workspace
install -d -o session -g session -m 0700 /home/session/.ssh /home/session/.session-hub /home/session/.session-hub/run
install -o session -g session -m 0600 "$key" /home/session/.ssh/authorized_keys
if getent group docker >/dev/null; then usermod -aG docker session; fi
touch /home/session/.hushlogin

install -d /etc/ssh/sshd_config.d
cat >/etc/ssh/sshd_config.d/session-hub.conf <<'END'
# Session Hub: keys only, one user, many programs over one connection.
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin no
AllowUsers session
X11Forwarding no
AllowTcpForwarding no
AllowAgentForwarding no
UseDNS no
PrintMotd no
MaxSessions 1000
MaxStartups 100
END

# New host keys and machine-id for every guest, at its first boot.
cat >/etc/systemd/system/session-hub-first-boot.service <<'END'
[Unit]
Description=Session Hub: what must be this guest's own
ConditionPathExists=!/etc/ssh/ssh_host_ecdsa_key
Before=ssh.service
DefaultDependencies=no
After=local-fs.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/ssh-keygen -q -t ecdsa -N "" -f /etc/ssh/ssh_host_ecdsa_key
ExecStart=/usr/bin/ssh-keygen -q -t ed25519 -N "" -f /etc/ssh/ssh_host_ed25519_key

[Install]
WantedBy=ssh.service
END
rm -f /etc/ssh/ssh_host_*
: >/etc/machine-id
rm -f /var/lib/dbus/machine-id

# Keeps tmux and the agent from boot, with the last start's own words; without any it does nothing.
install -d /usr/local/lib/session-hub
cat >/usr/local/lib/session-hub/agent <<'END'
#!/bin/sh
export SESSION_HUB_RUN="$HOME/.session-hub/run"
[ -r "$SESSION_HUB_RUN/hub-session" ] && [ -r "$SESSION_HUB_RUN/boot" ] || exit 0
[ ! -r "$HOME/.session-hub/environment" ] || . "$HOME/.session-hub/environment"
cd /workspace || exit 1
# "boot" sets the arguments of the last start, without its first prompt: a conversation that exists is resumed.
. "$SESSION_HUB_RUN/boot"
exec sh "$SESSION_HUB_RUN/hub-session" start "$@"
END
chmod 0755 /usr/local/lib/session-hub/agent
cat >/etc/systemd/system/session-hub-agent.service <<'END'
[Unit]
Description=Session Hub: the agent of this session
After=local-fs.target network.target

[Service]
Type=oneshot
RemainAfterExit=yes
User=session
KillMode=control-group
ExecStart=/usr/local/lib/session-hub/agent
SuccessExitStatus=1

[Install]
WantedBy=multi-user.target
END
for unit in session-hub-first-boot session-hub-agent ssh; do
  systemctl enable "$unit.service" >/dev/null 2>&1
done
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer e2scrub_reap.service \
  systemd-timesyncd.service systemd-pstore.service; do
  systemctl mask "$unit" >/dev/null 2>&1 || true
done
say "units enabled, maintenance timers that a short-lived guest does not need masked"

rm -f /usr/sbin/policy-rc.d
apt-get clean
rm -rf /var/lib/apt/lists/* /root/.npm
say "done: tmux $(tmux -V | cut -d' ' -f2), $(git --version), rsync $(rsync --version | awk 'NR==1 {print $3}'), user session, sshd with keys only"
