# SPDX-License-Identifier: Apache-2.0
# Runs a program in the background and finds it again by its recorded pid: start, alive, stop, kill.
# Never signals a pid that is not the process it started. Must not know what the programs are.

# What tells one use of a pid from the next: the boot, and the tick at which the process began.
# Prints nothing for a process that is gone or only waits to be reaped; until its last thread has ended,
# which a low priority may delay, a killed one still has its ports.
process_birth() {
    local stat boot
    { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    read -r boot </proc/sys/kernel/random/boot_id
    # The name in parentheses may hold spaces; what follows the last one is fixed.
    local fields
    read -ra fields <<<"${stat##*) }"
    [[ ${fields[0]} == [ZX] ]] && ((fields[17] <= 1)) && return 1
    printf '%s %s' "$boot" "${fields[19]}"
}

# Prints the pid of a process of this stack if it is alive.
process_pid() {
    local pid birth file
    file=$(pid_file "$1")
    [[ -f $file && -f ${file%.pid}.birth ]] || return 1
    pid=$(<"$file")
    birth=$(process_birth "$pid") || return 1
    [[ $birth == "$(<"${file%.pid}.birth")" ]] || return 1
    printf '%s' "$pid"
}

process_alive() { process_pid "$1" >/dev/null; }

any_process_alive() {
    local name
    for name in "${process_names[@]}"; do
        process_alive "$name" && return 0
    done
    return 1
}

# process_start NAME COMMAND...: the settings of its env file, its log, a session of its own. Settings
# are exported, not given on a command line, where others could read passwords.
process_start() {
    local name=$1 pid file settings
    shift
    file=$(pid_file "$name")
    settings=$(env_file "$name")
    rm -f -- "$file" "${file%.pid}.birth"
    (
        exec 9>&- 8>&- </dev/null >>"$(log_file "$name")" 2>&1
        trap - ERR EXIT
        export_settings "$settings"
        # The usual 1024 is fewer than the connections one gateway may hold.
        ulimit -S -n 65536 2>/dev/null || true
        cd /
        exec setsid "$@"
    ) &
    pid=$!
    disown "$pid"
    process_birth "$pid" >"${file%.pid}.birth" || true
    printf '%s\n' "$pid" >"$file"
}

# Lines KEY=VALUE, taken literally: no quoting, no expansion.
export_settings() {
    local line
    [[ -f $1 ]] || return 0
    while IFS= read -r line; do
        [[ $line == [A-Z]*=* ]] && export "${line?}"
    done <"$1"
}

# wait_until SECONDS COMMAND...: asks until the command succeeds.
wait_until() {
    local limit=$((${EPOCHREALTIME/./} + $1 * 1000000))
    shift
    until "$@"; do
        ((${EPOCHREALTIME/./} < limit)) || return 1
        sleep 0.05
    done
}

process_gone() { ! process_alive "$1"; }

# process_stop NAME SIGNAL SECONDS: asks politely, then insists. True also when nothing ran.
process_stop() {
    local name=$1 pid
    if pid=$(process_pid "$name"); then
        kill -s "$2" "$pid" 2>/dev/null || true
        if ! wait_until "$3" process_gone "$name"; then
            progress_line "$name" "did not stop within $3 s: killed"
            process_kill "$name"
        fi
    fi
    process_forget "$name"
}

process_kill() {
    local pid
    pid=$(process_pid "$1") || return 0
    kill -s KILL "$pid" 2>/dev/null || true
    wait_until 30 process_gone "$1" || fail "$1" "pid $pid is still there after SIGKILL"
}

process_forget() {
    local file
    file=$(pid_file "$1")
    rm -f -- "$file" "${file%.pid}.birth"
}

# Whether the running process is that program as it is on disk now, with its settings as they are now.
process_is_current() {
    local name=$1 binary=$2 pid file
    shift 2
    pid=$(process_pid "$name") || return 1
    [[ /proc/$pid/exe -ef $binary ]] || return 1
    for file in "$binary" "$@"; do
        [[ $file -nt $(pid_file "$name") ]] && return 1
    done
    return 0
}
