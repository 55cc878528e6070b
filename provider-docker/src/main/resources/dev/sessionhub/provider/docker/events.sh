# How often the kernel killed a process for lack of memory, and the most memory ever used; cgroup v2, then v1.
kills=0
peak=
if [ -r /sys/fs/cgroup/memory.events ]; then
  while read -r key value; do
    [ "$key" != oom_kill ] || kills=$value
  done </sys/fs/cgroup/memory.events
  [ ! -r /sys/fs/cgroup/memory.peak ] || read -r peak </sys/fs/cgroup/memory.peak
elif [ -r /sys/fs/cgroup/memory/memory.oom_control ]; then
  while read -r key value; do
    [ "$key" != oom_kill ] || kills=$value
  done </sys/fs/cgroup/memory/memory.oom_control
fi
echo "$kills $peak"
