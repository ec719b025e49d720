# What `docker exec` runs, and the health check, know the variables of the container but not the flags of its first process, nor a
# token that was made at its start. Read by them, this tells them.
told () {
  tr '\0' '\n' </proc/1/cmdline 2>/dev/null | sed -n -e "/^--$1\$/{n;p;}" -e "s/^--$1=//p" | tail -n 1
}
port=$(told port)
token=$(told control-token)
[ -n "$token" ] || token=${PERFTWIN_CONTROL_TOKEN-}
[ -n "$token" ] || token=$(cat /dev/shm/perftwin-token 2>/dev/null)
[ -z "$port" ] || export PERFTWIN_PORT="$port"
[ -z "$token" ] || export PERFTWIN_CONTROL_TOKEN="$token"
