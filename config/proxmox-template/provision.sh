#!/bin/sh
# Turns a Debian 12 root file system into a template of Session Hub, from inside it (as root, with the network up).
# Usage: provision.sh PUBLIC-KEY-FILE [--claude VERSION] [--without claude|node|docker|lazygit]...
# It can be run again: what is there stays, what is missing is added, and what it did it says. It writes no secret.
set -eu

key=${1:?usage: provision.sh PUBLIC-KEY-FILE [--claude VERSION] [--without PART]...}
shift
claude=2.1.330
without=" "
while [ $# -gt 0 ]; do
  case $1 in
    --claude) claude=${2:?} ;;
    --without)
      case ${2:?} in
        claude | node | docker | lazygit) without="$without$2 " ;;
        *) echo "provision: there is no part $2" >&2; exit 2 ;;
      esac
      ;;
    *) echo "provision: unknown argument $1" >&2; exit 2 ;;
  esac
  shift 2
done
grep -Eq '^(ssh-ed25519|ecdsa-sha2-nistp256|ssh-rsa) [A-Za-z0-9+/=]+' "$key" || {
  echo "provision: $key is no public key of SSH" >&2
  exit 1
}
export DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes LC_ALL=C.UTF-8

changes=0
say() { echo "provision: $*"; }
did() { changes=$((changes + 1)); say "$@"; }
wanted() { case $without in *" $1 "*) say "$1 left out, as asked"; return 1 ;; esac; }

# Package lists are fetched once, when something is to be looked up, and do not stay.
listed=
lists() {
  [ -n "$listed" ] || apt-get update -q >/dev/null
  listed=yes
}
known() {
  lists
  apt-cache show "$1" >/dev/null 2>&1
}
installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
add() {
  missing=
  for package; do installed "$package" || missing="$missing $package"; done
  [ -n "$missing" ] || return 0
  lists
  # shellcheck disable=SC2086
  apt-get install -y -q -o Dpkg::Use-Pty=0 --no-install-recommends $missing >/dev/null
  did "installed$missing"
}

# Writes a file of a mode from standard input, if it is another one.
put() {
  new=$(cat; printf .)
  [ "$(cat "$1" 2>/dev/null; printf .)" != "$new" ] || [ "$(stat -c %a "$1" 2>/dev/null)" != "$2" ] || return 0
  mkdir -p "$(dirname "$1")"
  printf %s "${new%.}" >"$1.draft"
  chmod "$2" "$1.draft"
  mv "$1.draft" "$1"
  did "wrote $1"
}
folder() {
  [ "$(stat -c '%U %a' "$1" 2>/dev/null)" != "session $2" ] || return 0
  install -d -o session -g session -m "0$2" "$1"
  did "made $1"
}
unit() {
  [ "$(systemctl is-enabled "$2" 2>/dev/null)" != "$3" ] || return 0
  systemctl "$1" "$2" >/dev/null 2>&1 || return 0
  did "$3 $2"
}

# Policy: nothing starts while packages are installed in a root file system that is not running.
if [ ! -d /run/systemd/system ]; then
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
add systemd systemd-sysv dbus openssh-server tmux git rsync ripgrep less procps ca-certificates iproute2 \
  ifupdown isc-dhcp-client
update-ca-certificates >/dev/null 2>&1

if wanted node; then
  # Debian 12 has Node.js 18; a newer suite or an administrator's own source may have 22.
  add nodejs npm
  case $(node --version) in v2[2-9].*) ;; *) say "Node.js is $(node --version): no package source here has 22" ;; esac
fi
if wanted docker; then add docker.io iptables; fi
if wanted lazygit; then
  for tool in lazygit lazydocker; do
    if installed "$tool"; then :; elif known "$tool"; then add "$tool"; else
      say "$tool left out: no package source here has it"
    fi
  done
fi

# The platform's package holds the program itself; it needs no Node.js to run, only npm to be fetched.
claude_version() { claude --version 2>/dev/null | awk '{ print $1 }'; }
fetch_claude() {
  case $(dpkg --print-architecture) in
    amd64) arch=x64 ;;
    arm64) arch=arm64 ;;
    *) echo "provision: no Claude Code for this processor; --without claude leaves it out" >&2; exit 1 ;;
  esac
  command -v npm >/dev/null || { borrowed=yes; add npm; }
  work=$(mktemp -d)
  (
    cd "$work"
    file=$(NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt npm_config_cache="$work/cache" npm_config_update_notifier=false \
      npm pack --silent "@anthropic-ai/claude-code-linux-$arch@$claude")
    tar -xzf "$file" package/claude
    install -m 0755 package/claude /usr/local/bin/claude
  )
  rm -rf "$work"
  if [ -n "${borrowed:-}" ]; then
    apt-get purge -y -q --autoremove npm >/dev/null
    did "removed npm, which is not needed any more"
  fi
  [ "$(claude_version)" = "$claude" ] || { echo "provision: Claude Code $claude does not run here" >&2; exit 1; }
  did "installed Claude Code $claude"
}
if wanted claude && [ "$(claude_version)" != "$claude" ]; then fetch_claude; fi

# The session's user: no password, and none but the hub's key.
id session >/dev/null 2>&1 || { useradd --uid 1000 --create-home --shell /bin/bash session; did "made the user session"; }
for user in session root; do
  passwd -S "$user" | grep -q "^$user L" || { passwd -l "$user" >/dev/null; did "locked the password of $user"; }
done
folder /workspace 755
for one in .ssh .session-hub .session-hub/run; do folder "/home/session/$one" 700; done
put /home/session/.ssh/authorized_keys 600 <"$key"
put /home/session/.hushlogin 644 </dev/null
for one in .ssh/authorized_keys .hushlogin; do
  [ "$(stat -c %U "/home/session/$one")" = session ] || chown session:session "/home/session/$one"
done
# Docker in a guest is the guest's own; whoever may use it is as good as root in this guest, and nowhere else.
if getent group docker >/dev/null && ! id -nG session | grep -qw docker; then
  usermod -aG docker session
  did "let session use Docker"
fi

put /etc/ssh/sshd_config.d/session-hub.conf 644 <<'END'
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

# New host keys for every guest, at its first boot.
put /etc/systemd/system/session-hub-first-boot.service 644 <<'END'
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

# Brings tmux and the agent back at boot, as the hub started them last; what the hub has never started or has stopped
# stays as it is. SSH opens only then, so that the hub finds the agent and starts no second one.
put /usr/local/lib/session-hub/agent 755 <<'END'
#!/bin/sh
export SESSION_HUB_RUN="$HOME/.session-hub/run"
[ -r "$SESSION_HUB_RUN/hub-session" ] && [ -r "$SESSION_HUB_RUN/boot" ] || exit 0
[ ! -r "$HOME/.session-hub/environment" ] || . "$HOME/.session-hub/environment"
cd /workspace || exit 1
exec sh "$SESSION_HUB_RUN/hub-session" boot
END
put /etc/systemd/system/session-hub-agent.service 644 <<'END'
[Unit]
Description=Session Hub: the agent of this session
After=local-fs.target network.target
Before=ssh.service

[Service]
Type=oneshot
RemainAfterExit=yes
User=session
KillMode=control-group
ExecStart=/usr/local/lib/session-hub/agent
# A guest that goes down says so while it can: the hub would else wait for answers that nobody gives.
ExecStop=-/usr/bin/pkill -u session ^sshd
TimeoutStartSec=45
TimeoutStopSec=10

[Install]
WantedBy=multi-user.target
END
for name in session-hub-first-boot session-hub-agent ssh; do unit enable "$name.service" enabled; done
# Maintenance that a short-lived guest does not need.
for name in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
  e2scrub_reap.service systemd-timesyncd.service systemd-pstore.service; do
  unit mask "$name" masked
done

# What every guest makes for itself at its first boot.
for file in /etc/ssh/ssh_host_*; do
  [ ! -e "$file" ] || { rm -f "$file"; did "removed $file"; }
done
[ ! -s /etc/machine-id ] || { : >/etc/machine-id; did "emptied /etc/machine-id"; }
[ ! -e /var/lib/dbus/machine-id ] || [ -L /var/lib/dbus/machine-id ] || {
  rm -f /var/lib/dbus/machine-id
  did "removed /var/lib/dbus/machine-id"
}

apt-get clean
rm -rf /var/lib/apt/lists/* /root/.npm /root/.bash_history
[ "$changes" -gt 0 ] || say "nothing was to be changed"
say "done: tmux $(tmux -V | cut -d' ' -f2), $(git --version), rsync $(rsync --version | awk 'NR==1 {print $3}')," \
  "Claude Code $(claude_version), user session, sshd with keys only"
