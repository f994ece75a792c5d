# What the scripts of this folder share: words for the reader, and long steps that show life. Source it; do not run it.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*"; }
warn() { printf 'warning: %s\n' "$*" >&2; }

# die WHAT-IS-WRONG WHAT-TO-DO… : each argument is a line
die() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
    exit 1
}

# Seconds as a person says them: 75 → 1 min 15 s
duration() {
    if [ "$1" -ge 60 ]; then printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); else printf '%d s' "$1"; fi
}

# What a log says of progress: its newest [n/m] line, else its last line.
last_progress() {
    local line
    line=$({ grep -aE '^\[[0-9]+/[0-9]+\]' "$1" || tail -n 1 "$1"; } | tail -n 1 | tr -d '\r' | cut -c 1-90)
    [ -z "$line" ] || printf ': %s' "$line"
}

# step LOG TITLE USUALLY COMMAND… : runs a long command with its output in LOG; every 15 s says how long it has run and
# what it does now; where it fails, shows the end of LOG. An interrupt ends the command too. Gives back its status.
step() {
    local log=$1 title=$2 usually=$3 pid start now said=0 status=0
    shift 3
    start=$(date +%s)
    say "• $title (usually $usually)"
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    # A background child of a script ignores the keyboard's interrupt: pass it on.
    trap 'kill "$pid" 2>/dev/null || true; trap - INT TERM; exit 130' INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        now=$(($(date +%s) - start))
        if [ $((now - said)) -ge 15 ]; then
            said=$now
            say "  … $(duration "$now")$(last_progress "$log")"
        fi
    done
    wait "$pid" || status=$?
    trap - INT TERM
    now=$(($(date +%s) - start))
    if [ "$status" -ne 0 ]; then
        say "✗ $title failed after $(duration "$now"); the end of $log:"
        tail -n 40 "$log" | sed 's/^/    /'
        return "$status"
    fi
    say "✓ $title: $(duration "$now")"
}

# Fails with advice where this user cannot build in the checkout (it was made or built by another user).
require_writable_checkout() {
    local path
    for path in "$ROOT" "$ROOT/.build" "$ROOT/.venv"; do
        [ ! -e "$path" ] || [ -w "$path" ] || die "$path belongs to $(stat -c %U "$path"), and $(id -un) may not write there." \
            "Run this as $(stat -c %U "$path"), or: sudo chown -R $(id -un) $ROOT"
    done
}

# running PID : the process exists and is no zombie
running() {
    kill -0 "$1" 2>/dev/null && [ "$(cut -d ' ' -f 3 "/proc/$1/stat" 2>/dev/null)" != Z ]
}

# is_command PID WORDS : the process has these words in its command line (a pid file may be older than a reboot)
is_command() {
    [ -n "${1:-}" ] && [ -r "/proc/$1/cmdline" ] && tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF -- "$2"
}

# stop_pid PID SECONDS : SIGTERM, then waits until it has ended; fails where it has not after SECONDS
stop_pid() {
    local pid=$1 deadline=$(($(date +%s) + $2))
    kill -TERM "$pid" 2>/dev/null || return 0
    while running "$pid"; do
        [ "$(date +%s)" -lt "$deadline" ] || return 1
        sleep 0.05
    done
}
