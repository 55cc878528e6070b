# Process 1's only child: keeps the environment up, and asks every program to end when the environment is to stop.
end() {
  kill -TERM -1 2>/dev/null
  while :; do
    others=
    for stat in /proc/[0-9]*; do
      pid=${stat#/proc/}
      [ "$pid" = 1 ] || [ "$pid" = $$ ] || others=1
    done
    [ -n "$others" ] || exit 0
    sleep 0.05
  done
}
trap end TERM INT
while :; do
  sleep 2147483647 &
  wait $!
done
