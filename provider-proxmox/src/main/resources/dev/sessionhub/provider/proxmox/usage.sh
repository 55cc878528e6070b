# Says what the guest uses, from the kernel's newer or older accounting, or from its processes where it shows neither.
cd /sys/fs/cgroup || exit 1
first() { for file; do [ -r "$file" ] && cat "$file" && return; done; echo; }
own() { sed -n "s/^[0-9]*:[a-z,]*$1[a-z,]*://p" /proc/1/cgroup | head -n 1; }
acct=cpuacct$(own cpuacct) limits=memory$(own memory)
if grep -q usage_usec cpu.stat 2>/dev/null; then
  cpu=$(sed -n 's/^usage_usec //p' cpu.stat)000
else
  cpu=$(first "$acct/cpuacct.usage" cpuacct/cpuacct.usage)
fi
[ "${cpu:-0}" != 0 ] || cpu=$(cat /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //' |
  awk '{ ticks += $12 + $13 + $14 + $15 } END { printf "%d0000000", ticks }')
echo "cpu=$cpu"
echo "memory=$(first memory.current "$limits/memory.usage_in_bytes" memory/memory.usage_in_bytes)"
echo "peak=$(first memory.peak "$limits/memory.max_usage_in_bytes" memory/memory.max_usage_in_bytes)"
echo "kills=$(first memory.events "$limits/memory.oom_control" memory/memory.oom_control | sed -n 's/^oom_kill //p')"
