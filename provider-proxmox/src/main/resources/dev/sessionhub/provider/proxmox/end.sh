# Ends the kernel session LEADER that began at START, gently at first: end.sh LEADER START
leader=$1
begin=$2
signal() {
  left=
  for stat in /proc/[0-9]*/stat; do
    IFS= read -r line <"$stat" || continue
    pid=${line%% *}
    set -- "$signal" ${line##*) }
    [ "$5" = "$leader" ] && [ "$2" != Z ] || continue
    [ "$pid" != "$leader" ] || [ "${21}" = "$begin" ] || exit 0
    left=1
    kill -"$signal" "$pid"
  done
}
exec 2>/dev/null
signal=TERM
signal
signal=CONT
for _ in 1 2 3 4 5 6 7 8 9 10; do
  [ -n "$left" ] || exit 0
  sleep 0.05
  signal
done
signal=KILL
for _ in 1 2 3 4 5; do
  [ -n "$left" ] || exit 0
  signal
  sleep 0.02
done
