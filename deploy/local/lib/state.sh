# SPDX-License-Identifier: Apache-2.0
# The state folder: made, locked, wiped. It carries a marker, so that a wrong CLEARWAY_STATE can
# never make `down --wipe` remove a folder that is not ours. Must not know what the parts keep in it.

state_marker=$state_dir/CLEARWAY_STATE

state_exists() { [[ -f $state_marker ]]; }

state_create() {
    if ! state_exists; then
        if [[ -d $state_dir && -n $(ls -A -- "$state_dir") ]]; then
            fail state "$state_dir is neither empty nor the state of a Clearway stack"
        fi
        mkdir -p -- "$state_dir"
        printf 'The state of a local Clearway stack. deploy/local/down --wipe removes this folder.\n' \
            >"$state_marker"
    fi
    # 711: PostgreSQL, run by root as another user, has to pass through to its own folders.
    chmod 711 "$state_dir"
    mkdir -p -- "$state_dir"/{run,logs,etc,pki}
    chmod 711 "$state_dir/run"
    chmod 700 "$state_dir"/{logs,etc,pki}
}

state_wipe() {
    state_exists || return 0
    rm -rf -- "$state_dir"
}

# state_lock exclusive|shared: held on descriptor 9 until state_unlock or the end of the script.
state_lock() {
    local file=$state_dir/run/lock flag=-x
    [[ $1 == shared ]] && flag=-s
    while :; do
        exec 9>>"$file"
        if ! flock "$flag" -n 9; then
            progress_line lock "waiting for another up, down or process command on this stack"
            flock "$flag" -w 1800 9 || fail lock "another command holds $file"
        fi
        # A wipe may have removed the file while we waited; then the lock protects nothing.
        [[ $file -ef /proc/self/fd/9 ]] && return 0
        exec 9>&-
        state_create
    done
}

state_unlock() { exec 9>&-; }
