#!/bin/sh
# The first process of the container. The kernel withholds from it every signal that it does not handle yet, and Node.js takes a
# while to handle any: this shell takes none. So `docker stop` ends a twin at any moment, and with 0, also one that has hardly begun.
asked=
child=
stop () {
  asked=yes
  [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
}
trap stop TERM INT HUP

case "${1-}" in
  '' | start | -*) starts=yes ;;
  *) starts= ;;
esac

# A token that nobody gave is made here, where `perftwin` in the same container finds it. Whatever stands in the way of that, the
# twin makes one of its own.
made=/dev/shm/perftwin-token
if [ -n "$starts" ] && [ -z "${PERFTWIN_CONTROL_TOKEN-}" ]; then
  (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' '-_' >"$made") 2>/dev/null
  PERFTWIN_CONTROL_TOKEN=$(cat "$made" 2>/dev/null)
  export PERFTWIN_CONTROL_TOKEN
fi

# A command in the background has no standard input unless it is given this one.
exec 3<&0
perftwin "$@" <&3 3<&- &
child=$!
exec 3<&-
[ -z "$asked" ] || stop

# A signal ends the wait, not what is waited for.
while wait "$child"; code=$?; kill -0 "$child" 2>/dev/null; do :; done

if [ "$asked$starts" = yesyes ] && { [ "$code" -eq 143 ] || [ "$code" -eq 130 ]; }; then code=0; fi
exit "$code"
