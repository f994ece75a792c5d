# Finds or starts the real servers that tests talk to, and stops what it started. Source it after scripts/lib.sh.
#
#   find_servers   sets CATALOG_TEST_KAFKA, CATALOG_TEST_SCHEMA_REGISTRY and CATALOG_TEST_TRINO where a real one is at hand,
#                  and says for each which one it is. Order: the variable, as it is set; the scripts of ../shared/servers
#                  beside the repository; neither (tests then use librdkafka's mock cluster and recorded answers).
#   stop_servers   stops what find_servers started, and removes its state. Harmless where it started nothing.

SERVERS_FOLDER=$ROOT/../shared/servers
servers_started=()
servers_state=

# free_ports N : prints the first of N neighbouring TCP ports that are free on loopback
free_ports() {
    python3 - "$1" <<'PY'
import random, socket, sys

def free(port):
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False

for _ in range(200):
    first = random.randrange(20000, 32000)
    if all(free(first + i) for i in range(int(sys.argv[1]))):
        print(first)
        sys.exit()
sys.exit("no free ports on loopback")
PY
}

# start_server NAME : one of ../shared/servers, its output in a log; 0 where it is up
start_server() {
    timeout 300 "$SERVERS_FOLDER/$1/start.sh" >"$servers_state/$1-start.log" 2>&1 </dev/null
}

# seed_trino PYTHON : puts a small warehouse into the Trino that was just started (its memory catalog is empty)
seed_trino() {
    [ ! -x "$1" ] || (cd "$SERVERS_FOLDER/trino" && timeout 300 "$1" seed.py) >"$servers_state/trino-seed.log" 2>&1
}

find_servers() {
    local python=${1:-} name failed=() wanted=()
    [ -n "${CATALOG_TEST_KAFKA:-}" ] || wanted+=(kafka)
    [ -n "${CATALOG_TEST_TRINO:-}" ] || wanted+=(trino)
    for name in "${!wanted[@]}"; do
        [ -x "$SERVERS_FOLDER/${wanted[$name]}/start.sh" ] || unset "wanted[$name]"
    done
    [ -n "${CATALOG_TEST_KAFKA:-}" ] && say "• Kafka: $CATALOG_TEST_KAFKA (CATALOG_TEST_KAFKA)"
    [ -n "${CATALOG_TEST_TRINO:-}" ] && say "• Trino: $CATALOG_TEST_TRINO (CATALOG_TEST_TRINO)"
    if [ ${#wanted[@]} -gt 0 ]; then start_wanted "$python" "${wanted[@]}"; fi
    if [ -n "${CATALOG_TEST_SCHEMA_REGISTRY:-}" ]; then
        say "• Schema registry: $CATALOG_TEST_SCHEMA_REGISTRY"
    else
        say "• Schema registry: none; our own answers for it"
    fi
    [ -n "${CATALOG_TEST_KAFKA:-}" ] || say "• Kafka: librdkafka's mock cluster, a stand-in (no broker named or at hand)"
    [ -n "${CATALOG_TEST_TRINO:-}" ] || say "• Trino: a replay of recorded answers, a stand-in (no server named or at hand)"
}

# start_wanted PYTHON NAME… : all at once; a server that does not come up is a warning, and a stand-in takes its place
start_wanted() {
    local python=$1 name pid start log pids=()
    shift
    start=$(date +%s)
    servers_state=$(mktemp -d "${TMPDIR:-/tmp}/catalog-servers.XXXXXX")
    export HARNESS_STATE=$servers_state KAFKA_SECURITY=none KAFKA_VENV=0 TRINO_VENV=0
    KAFKA_PORT=$(free_ports 8) SR_PORT=$(free_ports 1) TRINO_PORT=$(free_ports 2)
    export KAFKA_PORT SR_PORT TRINO_PORT
    [ -z "${CATALOG_TEST_SCHEMA_REGISTRY:-}" ] || export KAFKA_REGISTRY=0
    say "• Starting from ../shared/servers: $* (usually 30–90 s)"
    for name in "$@"; do
        start_server "$name" &
        pids+=($!)
        servers_started+=("$name")
    done
    for name in "$@"; do
        pid=${pids[0]}
        pids=("${pids[@]:1}")
        if wait "$pid"; then
            . "$servers_state/$name.env"
            say "✓ $name: ../shared/servers/$name, up after $(duration $(($(date +%s) - start)))"
        else
            warn "$name did not start; the end of its log:"
            tail -n 8 "$servers_state/$name-start.log" >&2
        fi
    done
    if [ -n "${CATALOG_TEST_TRINO:-}" ]; then
        seed_trino "$python" || { warn "Trino could not be seeded:"; tail -n 8 "$servers_state/trino-seed.log" >&2; }
    fi
    say "✓ Servers up: $(duration $(($(date +%s) - start)))"
}

stop_servers() {
    local name
    for name in "${servers_started[@]}"; do
        timeout 60 "$SERVERS_FOLDER/$name/stop.sh" --wipe >/dev/null 2>&1 ||
            warn "$name could not be stopped: its pid was in $servers_state/run" &
    done
    wait
    servers_started=()
    case "$servers_state" in */catalog-servers.*) rm -rf "$servers_state" ;; esac
    servers_state=
}
