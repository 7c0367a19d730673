# SPDX-License-Identifier: Apache-2.0
# Tells a person what is going on: one line a step with the time it took, and on failure the
# component, the reason and the end of its log. Must not decide anything.

progress_begun_at=${EPOCHREALTIME/./}
progress_step=""
progress_step_at=0

# Seconds with one decimal since the given microsecond stamp.
progress_since() {
    local tenths=$(((${EPOCHREALTIME/./} - $1) / 100000))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

progress_line() {
    local clear=""
    [[ -t 2 ]] && clear=$'\r\e[K'
    printf '%s%7s s  %-12s %s\n' "$clear" "$(progress_since "$progress_begun_at")" "$1" "$2" >&2
}

# Replaces itself on a terminal; elsewhere a log would only fill up with it.
progress_note() {
    [[ -t 2 ]] || return 0
    local text
    text=$(printf '%7s s  %-12s %s' "$(progress_since "$progress_begun_at")" "$progress_step" "$1")
    printf '\r\e[K%s' "${text:0:${COLUMNS:-100}}" >&2
}

step() {
    progress_step=$1
    progress_step_at=${EPOCHREALTIME/./}
    progress_note "${2:-...}"
}

step_done() {
    progress_line "$progress_step" "$1 ($(progress_since "$progress_step_at") s)"
    progress_step=""
}

log_tail() {
    [[ -s ${1:-} ]] || return 0
    printf '\n--- the end of %s\n' "$1" >&2
    tail -n 40 -- "$1" >&2
    printf -- '---\n' >&2
}

# fail COMPONENT REASON [LOG]
fail() {
    progress_line "$1" "FAILED: $2"
    log_tail "${3:-}"
    exit 1
}

# For the ERR trap: a command that nobody expected to fail still names where it was.
fail_unexpectedly() {
    local status=$? line=$1 command=$2
    progress_line "${progress_step:-clearway}" "FAILED: '$command' (line $line) exited with $status"
    exit 1
}
