# Says on standard output what an image lacks; nothing if it can hold a session.
for tool in tmux git; do
  command -v "$tool" >/dev/null 2>&1 || echo "$tool is missing"
done
version=$(tmux -V 2>/dev/null) || exit 0
version=${version#tmux }
major=${version%%.*}
minor=${version#*.}
minor=${minor%%[!0-9]*}
case $major in
  '' | *[!0-9]*) exit 0 ;;
esac
if [ "$major" -lt 3 ] || { [ "$major" = 3 ] && [ "${minor:-0}" -lt 2 ]; }; then
  echo "tmux is $version, and 3.2 is needed"
fi
