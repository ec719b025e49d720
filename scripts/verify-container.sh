#!/usr/bin/env bash
# Builds the image on a real engine, without an image registry, and holds it to what docs/containers.md says of it. Prints each check
# and ends with their count. Ends with 77 where no engine can be had: that takes Linux, root and Debian's apt.
#   PERFTWIN_BASE=FOLDER   where the base image is kept from one time to the next (default: nowhere)
# Everything it makes is in a folder of its own, and its engine answers on a socket of its own; both are gone at the end.
set -uo pipefail
cd "$(dirname "$0")/.."

no_engine () { printf 'skipped: %s\n' "$1"; exit 77; }
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || no_engine 'the base image is made for Linux on x86-64'
[ "$(id -u)" -eq 0 ] || no_engine 'only root may start an engine'
if ! command -v dockerd >/dev/null || [ ! -x /usr/bin/docker ] || ! command -v docker-compose >/dev/null; then
  command -v apt-get >/dev/null || no_engine 'there is no engine, and no apt to install one'
  printf '== installing docker.io and docker-compose\n'
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io docker-compose >/dev/null 2>&1 ||
    no_engine 'docker.io and docker-compose could not be installed'
fi

work=$(mktemp -d /tmp/perftwin-XXXXXX)
export DOCKER_HOST=unix://$work/docker.sock DOCKER_BUILDKIT=1 COMPOSE_PROJECT_NAME=perftwin-verify
docker=/usr/bin/docker
base=node:22-slim
image=perftwin
engine=

cleanup () {
  if [ -n "$engine" ]; then
    $docker ps -aq | xargs -r $docker rm -fv >/dev/null 2>&1
    # Networks are devices of this machine, and would stay.
    $docker network prune -f >/dev/null 2>&1
    kill "$engine" 2>/dev/null
    wait "$engine" 2>/dev/null
  fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

began=$(date +%s%3N)
now () { echo $(($(date +%s%3N) - began)); }

passed=0
failed=0
# check NAME COMMAND …: whether the command succeeds. What it says on standard output is shown, in one line.
check () {
  local name=$1 said
  shift
  if said=$("$@" 2>&1); then
    passed=$((passed + 1))
    printf 'ok      %s%s\n' "$name" "${said:+ ($(head -n 1 <<<"$said" | cut -c 1-100))}"
  else
    failed=$((failed + 1))
    printf 'not ok  %s\n%s\n' "$name" "$(sed 's/^/          /' <<<"$said" | tail -n 30)"
  fi
}
is () { if [ "$1" = "$2" ]; then return 0; fi; printf 'is %s, not %s\n' "$1" "$2"; return 1; }
less () { if [ "$1" -ge 0 ] && [ "$1" -lt "$2" ]; then printf '%s %s\n' "$1" "${3-}"; return 0; fi; printf '%s %s is not from 0 to less than %s\n' "$1" "${3-}" "$2"; return 1; }

## The engine, and the image.

setsid dockerd -H "$DOCKER_HOST" --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" --iptables=false --ip6tables=false \
  --bridge=none --default-ulimit nofile=20000:20000 >"$work/dockerd.log" 2>&1 &
engine=$!
archive=$(scripts/container/base-image.sh "${PERFTWIN_BASE:-$work/base}") || { printf 'the base image could not be made\n'; exit 1; }
for _ in $(seq 150); do $docker version >/dev/null 2>&1 && break; sleep 0.2; done
$docker version >/dev/null 2>&1 || { tail -n 5 "$work/dockerd.log"; no_engine 'the engine does not start here'; }
$docker import -c 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' -c 'CMD ["node"]' "$archive" $base >/dev/null
printf '== engine and base image after %s s\n' $(($(now) / 1000))

revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
build () { $docker build --network host --pull=false "$@" >"$work/build.log" 2>&1 || { tail -n 30 "$work/build.log"; exit 1; }; }
build --build-arg REVISION="$revision" --build-arg SOURCE=https://example.com/perftwin -t $image .
build -t perftwin-example-app examples/compose/base-urls/app
printf '== images after %s s\n' $(($(now) / 1000))

$docker network create verify >/dev/null
inspect () { $docker inspect -f "$2" "$1"; }
# run NAME OPTION … [-- ARGUMENT …]: a container in the background.
run () {
  local name=$1 options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1"); shift; done
  [ $# -eq 0 ] || shift
  $docker run -d --name "$name" --network verify "${options[@]}" $image "$@" >/dev/null
}
url () { echo "http://$(inspect "$1" '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}'):${2:-4010}"; }
answers () { curl -s -f -m 1 -o /dev/null "$1/_perftwin/health"; }
until_answers () { for _ in $(seq 600); do answers "$1" && return; sleep 0.02; done; echo "no answer at $1"; return 1; }
until_healthy () { for _ in $(seq 300); do [ "$(inspect "$1" '{{.State.Health.Status}}')" = healthy ] && return; sleep 0.05; done; $docker logs "$1"; return 1; }
until_said () { for _ in $(seq 300); do $docker logs "$1" 2>&1 | grep -q "$2" && return; sleep 0.02; done; $docker logs "$1" 2>&1; return 1; }
gone () { $docker rm -fv "$@" >/dev/null 2>&1; }
# When the engine saw something of a container happen for the first time, ms.
event () {
  local at
  for _ in $(seq 50); do
    at=$($docker events --since 10m --until 0s --filter "container=$1" --filter "event=$2" --format '{{.TimeNano}}' | head -n 1 | cut -c 1-13)
    # What it has seen it may not have told yet.
    if [ -n "$at" ]; then echo "$at"; return; fi
    sleep 0.05
  done
}
# Sends SIGTERM; fails unless the container has ended within a second, and with 0.
terminates () {
  $docker kill -s TERM "$1" >/dev/null || { $docker logs "$1"; return 1; }
  is "$($docker wait "$1")" 0 && less $(($(event "$1" die) - $(event "$1" kill))) 1000 ms
}
# thrice COMMAND …: the best of three counts, as the machine and the engine may be busy with something else.
thrice () {
  local said
  for _ in 1 2; do said=$("$@" 2>&1) && { echo "$said"; return; }; done
  "$@"
}
hardened=(--read-only --cap-drop ALL --security-opt no-new-privileges)

printf '\n== the image\n'
own_size () { echo $(($(inspect $image '{{.Size}}') - $(inspect $base '{{.Size}}'))); }
check 'its own layers have at most 15 MB' less "$(own_size)" 15000001 bytes
label () { inspect $image "{{index .Config.Labels \"org.opencontainers.image.$1\"}}"; }
check 'label: version' is "$(label version)" "$(node -p 'require("./package.json").version')"
check 'label: revision' is "$(label revision)" "$revision"
check 'label: source' is "$(label source)" https://example.com/perftwin
check 'no volume is declared' is "$(inspect $image '{{len .Config.Volumes}}')" 0
sbom='const sbom = require("/app/sbom.cdx.json"), { existsSync } = require("fs")
const missing = sbom.components.filter(({ name }) => !existsSync("/app/node_modules/" + name))
if (sbom.bomFormat !== "CycloneDX" || missing.length > 0 || !sbom.components.some(({ name }) => name === "fastify")) throw missing
console.log(sbom.components.length + " packages")'
check '/app/sbom.cdx.json lists the packages that are there' $docker run --rm --network verify --entrypoint node $image -e "$sbom"

printf '\n== a read-only root, no capabilities, no new privileges\n'
run hard "${hardened[@]}" -- --world docs
check 'docker run perftwin --world docs: it answers' until_answers "$(url hard)"
check 'docker exec … perftwin info: without a token' bash -c "$docker exec hard perftwin info | grep 'world  *default, grown from docs\|world .*docs'"
check 'its user is 1000' is "$($docker exec hard id -u)" 1000
status () { $docker exec hard sh -c "sed -n 's/^$1:[[:space:]]*//p' /proc/self/status"; }
check 'no capabilities' is "$(status CapEff)$(status CapBnd)" 00000000000000000000000000000000
check 'no new privileges' is "$(status NoNewPrivs)" 1
check 'nothing can be written' bash -c "! $docker exec hard touch /app/x /data/x 2>/dev/null"
check 'no anonymous volume' is "$(inspect hard '{{len .Mounts}}')$($docker volume ls -q)" 0
curl -s -N -m 20 "$(url hard)/_perftwin/events" >/dev/null &
check 'SIGTERM while somebody follows its events' terminates hard
gone hard

health_after_answer () {
  local answered ms name=health$RANDOM
  run "$name"
  until_answers "$(url "$name")" || return 1
  answered=$(date +%s%3N)
  until_healthy "$name" || return 1
  ms=$(($(event "$name" health_status) - answered))
  gone "$name"
  less "$ms" 1000 ms
}
check 'healthy within a second of answering' thrice health_after_answer

printf '\n== everything is served\n'
run whole "${hardened[@]}" -- --auth strict --control-token tok
until_answers "$(url whole)"
check 'documents, pages, csv, uploads, tokens, files of a job' node scripts/container/serves.mjs "$(url whole)" tok
check 'docker exec … perftwin info: the token that a flag gave' bash -c "$docker exec whole perftwin info | grep '^version'"
gone whole

printf '\n== SIGTERM at any moment\n'
mkdir -p "$work/signals" && chown 1000:1000 "$work/signals"
data_is_whole () { [ ! -e "$1.lock" ] && { [ ! -e "$1" ] || node -e 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))' "$1"; }; }
terminated_after () {
  local name=signal$RANDOM
  run "$name" -v "$work/signals:/data" -e "PERFTWIN_DATA=/data/$1.json"
  sleep "$(printf '0.%03d' "$1")"
  terminates "$name" || return 1
  gone "$name"
  data_is_whole "$work/signals/$1.json" || { echo 'a lock is left, or half a file'; return 1; }
}
for ms in 0 20 50 100 150 200 300 500 900; do
  check "$ms ms after docker run has returned: no lock, nothing half written" thrice terminated_after "$ms"
done
lock='{"pid":7,"host":"elsewhere","startedAt":1767225600000,"token":"x"}'
for entry in perftwin-entry perftwin; do
  # Without the image's entry the twin itself is process 1.
  printf '%s' "$lock" >"$work/signals/locked.json.lock"
  run "watcher" --entrypoint "$entry" -v "$work/signals:/data" -e PERFTWIN_DATA=/data/locked.json -- start
  check "a watched lock is told at once, by $entry" until_said watcher 'is locked by process 7 on host elsewhere'
  check '  and SIGTERM ends the watching' terminates watcher
  check '  and leaves the lock as it was' is "$(cat "$work/signals/locked.json.lock")" "$lock"
  gone watcher
done

printf '\n== data\n'
post () { curl -s -f -m 10 -X POST -H 'authorization: Bearer tok' -H 'content-type: application/json' -d "{\"name\":\"$2\"}" "$1/_perftwin/jobs"; }
# Posts until the twin is killed; the names that were acknowledged are in a file.
write_until_killed () {
  local number=0
  : >"$work/acknowledged"
  while post "$1" "job-$number" >/dev/null; do echo "job-$number" >>"$work/acknowledged"; number=$((number + 1)); done
}
all_there () {
  until_answers "$1" || return 1
  curl -s -u demo:x "$1/rest/v1/demo/jobs?limit=500&full=true" | node -e '
    const there = new Set(JSON.parse(require("fs").readFileSync(0, "utf8")).map(({ name }) => name))
    const asked = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n")
    const missing = asked.filter((name) => !there.has(name))
    console.log(missing.length === 0 ? asked.length + " writes" : "missing: " + missing.join(" "))
    process.exitCode = missing.length === 0 && asked.length > 3 ? 0 : 1' "$work/acknowledged"
}
volume=(-v verify:/data -e PERFTWIN_DATA=/data/perftwin.json -e PERFTWIN_CONTROL_TOKEN=tok -e PERFTWIN_WORLD=empty)
run kept "${volume[@]}" "${hardened[@]}"
until_answers "$(url kept)"
write_until_killed "$(url kept)" &
writer=$!
sleep 2
$docker kill -s KILL kept >/dev/null
wait "$writer"
$docker start kept >/dev/null
check 'a named volume through kill -9: every acknowledged write' all_there "$(url kept)"
$docker kill -s KILL kept >/dev/null
gone kept
# Another container has another host's name: what the first one left must be watched.
run heir "${volume[@]}"
check 'a lock that a killed container left is told' until_said heir 'which may be gone: waiting up to'

mkdir -p "$work/bound" && chown 1000:1000 "$work/bound"
run bound "${hardened[@]}" -v "$work/bound:/data" -e PERFTWIN_DATA=/data/perftwin.json -e PERFTWIN_CONTROL_TOKEN=tok
until_answers "$(url bound)"
post "$(url bound)" bound >/dev/null
check 'a folder of this machine that belongs to user 1000' is "$(stat -c %u "$work/bound/perftwin.json")" 1000
gone bound

printf '\n== ports and hosts\n'
run ported -e PORT=5050
check 'PORT' until_answers "$(url ported 5050)"
check '  and it is healthy' until_healthy ported
run both -e PORT=5050 -e PERFTWIN_PORT=5051
check 'PERFTWIN_PORT goes before PORT' until_answers "$(url both 5051)"
run flagged -e PORT=5050 -- --port 5052
check '--port goes before both' until_answers "$(url flagged 5052)"
check '  and it is healthy' until_healthy flagged
check '  and docker exec … perftwin info finds it' bash -c "$docker exec flagged perftwin info | grep '^version'"
$docker run -d --name published --network verify -p 127.0.0.1::4010 $image >/dev/null
check 'a published port of this machine' until_answers "http://$($docker port published 4010/tcp)"
gone ported both flagged published
said=$($docker run --rm --network verify $image --host nonsense 2>&1)
check 'a bad host: misuse' is $? 2
check '  in a sentence' is "$said" 'perftwin: cannot listen on "nonsense": there is no such host'

printf '\n== half a processor and 128 MB\n'
run small "${hardened[@]}" --cpus 0.5 --memory 128m --memory-swap 128m
check 'it answers' until_answers "$(url small)"
check '  and is healthy' until_healthy small
check '  under load' timeout 180 node scripts/container/load.mjs "$(url small)" 60
check '  and is not killed' is "$(inspect small '{{.State.OOMKilled}} {{.State.Status}} {{.RestartCount}}')" 'false running 0'
check '  and still healthy' until_healthy small
check '  and ends at once' terminates small
gone small
check 'the heir of the killed container has every write' all_there "$(url heir)"
gone heir

printf '\n== compose\n'
compose () { docker-compose "$@" 2>&1; }
refused () { said=$(env -u PERFTWIN_CONTROL_TOKEN docker-compose config 2>&1) && return 1; grep -q 'say which token' <<<"$said" || { echo "$said"; return 1; }; }
check 'compose.yaml without a token says what is missing' refused
export PERFTWIN_CONTROL_TOKEN=for-tests PERFTWIN_PORT=0
check 'compose.yaml: up' compose up -d
twin=$(docker-compose ps -q perftwin)
check '  and healthy' until_healthy "$twin"
check '  hardened' is "$(inspect "$twin" '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}')" \
  'true [ALL] [no-new-privileges:true] 536870912 1000000000'
check '  on loopback alone' bash -c "$docker port $twin | grep '^4010/tcp -> 127.0.0.1:'"
check '  and down' compose down -v
unset PERFTWIN_PORT

# The code of the test is that of the whole.
example () {
  local folder=examples/compose/$1 code
  shift
  docker-compose --project-directory "$folder" -f "$folder/compose.yaml" "$@" up --no-color --exit-code-from test >"$work/example.log" 2>&1
  code=$?
  cat "$work/example.log"
  docker-compose --project-directory "$folder" -f "$folder/compose.yaml" "$@" down -v >/dev/null 2>&1
  return "$code"
}
passes () { said=$(example "$@") || { tail -n 40 <<<"$said"; return 1; }; }
exits_with () { local code=$1; shift; example "$@" >/dev/null; is $? "$code"; }
printf 'services: { test: { command: [node, -e, "process.exit(3)"] } }\n' >"$work/fails.yaml"
# The folder of a fresh clone belongs to whoever cloned it.
mkdir -p examples/compose/base-urls/data && chown 1000:1000 examples/compose/base-urls/data
check 'examples/compose/base-urls' passes base-urls
check '  what was written belongs to user 1000' is "$(stat -c %u examples/compose/base-urls/data/perftwin.json)" 1000
check '  exits with the code of its test' exits_with 3 base-urls -f "$work/fails.yaml"
rm -f examples/compose/base-urls/data/perftwin.json*
check 'examples/compose/unmodified' passes unmodified
check '  exits with the code of its test' exits_with 3 unmodified -f "$work/fails.yaml"

printf '\n%s s\n%s passed, %s failed\n' $(($(now) / 1000)) "$passed" "$failed"
[ "$failed" -eq 0 ]
