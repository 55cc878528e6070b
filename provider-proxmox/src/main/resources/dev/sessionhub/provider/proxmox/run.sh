# Runs one program. It tells the hub who it is on standard error first, so that the hub can end it later. What to run
# comes on standard input, so that no process shows it: a length, and that many bytes of shell. What the program leaves
# behind in its kernel session ends with it.
IFS= read -r self </proc/$$/stat
printf '%s\n' "$self" >&2
unset SSH_CLIENT SSH_CONNECTION SSH_TTY
export SESSION_HUB_RUN="$HOME/.session-hub/run"
mkdir -p -m 700 "$HOME/.session-hub" "$SESSION_HUB_RUN"
[ ! -r "$HOME/.session-hub/environment" ] || . "$HOME/.session-hub/environment"
IFS= read -r length
code=$(head -c "$length"; printf .)
eval "${code%.}"
exec 3>&2 2>/dev/null
(exec "$@" 2>&3 3>&-)
code=$?
for stat in /proc/[0-9]*/stat; do
  IFS= read -r line <"$stat" || continue
  pid=${line%% *}
  set -- ${line##*) }
  [ "$4" = $$ ] && [ "$pid" != $$ ] && kill -KILL "$pid"
done
exit $code
