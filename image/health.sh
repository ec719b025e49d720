#!/bin/sh
# Docker asks for the first time when one interval is over, so the interval is short: a twin counts as healthy in the second in which
# it answers. Once it was found well that would be too often, and the check waits before it asks. /dev/shm can be written to in a
# container whose root cannot.
. /usr/local/lib/perftwin/told.sh
well=/dev/shm/perftwin-well
[ ! -e "$well" ] || sleep 4

# Bash asks by itself; to start Node.js for it takes a hundred times as long, and a third of a small container's memory.
ask='exec 3<>"/dev/tcp/127.0.0.1/$0" && printf "GET /_perftwin/health HTTP/1.0\r\n\r\n" >&3 && read -r -t 2 _ status _ <&3 && [ "$status" = 200 ]'
answers () {
  for port in "${PERFTWIN_PORT-}" "${PORT-}" 4010; do
    case $port in
      '' | *[!0-9]*) ;;
      *) break ;;
    esac
  done
  if command -v bash >/dev/null; then bash -c "$ask" "$port" 2>/dev/null; else perftwin healthcheck; fi
}

if answers; then touch "$well" 2>/dev/null || true
else
  rm -f "$well"
  echo "no twin answers at port $port"
  exit 1
fi
