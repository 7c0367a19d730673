# SPDX-License-Identifier: Apache-2.0
# Which port each process has: chosen once for the life of a stack and written to run/ports.json,
# where tests, the demo and people read it. Must not start anything.

declare -A port=()
ports_file=$state_dir/run/ports.json

# One line a component, so that bash can read it back and jq is not needed.
ports_write() {
    local name
    {
        printf '{\n'
        printf '  "gateway": {"https": %d, "admin": %d},\n' \
            "${port[gateway.https]}" "${port[gateway.admin]}"
        for name in "${service_names[@]}"; do
            printf '  "%s": {"grpc": %d, "admin": %d},\n' "$name" "${port[$name.grpc]}" "${port[$name.admin]}"
        done
        printf '  "kafka": {"broker": %d, "controller": %d},\n' "${port[kafka.broker]}" "${port[kafka.controller]}"
        printf '  "postgres": {"sql": %d}\n' "${port[postgres.sql]}"
        printf '}\n'
    } | write_if_changed "$ports_file" 644
}

ports_read() {
    local line name rest
    [[ -f $ports_file ]] || return 1
    while IFS= read -r line; do
        [[ $line =~ ^\ *\"([a-z_]+)\":\ \{(.*)\} ]] || continue
        name=${BASH_REMATCH[1]} rest=${BASH_REMATCH[2]}
        while [[ $rest =~ \"([a-z]+)\":\ ([0-9]+)(.*) ]]; do
            port[$name.${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
            rest=${BASH_REMATCH[3]}
        done
    done <"$ports_file"
    # A stack of before a service came to be has no port for it.
    for name in "${service_names[@]}"; do [[ -n ${port[$name.grpc]:-} ]] || return 1; done
    [[ -n ${port[postgres.sql]:-} ]]
}

ports_assign() {
    local base=$1 gateway=$2 offset=1 name
    port=([gateway.https]=$gateway [gateway.admin]=$((base + 200)))
    for name in "${service_names[@]}"; do
        port[$name.grpc]=$((base + 100 + offset))
        port[$name.admin]=$((base + 200 + offset))
        offset=$((offset + 1))
    done
    port[kafka.broker]=$((base + 92))
    port[kafka.controller]=$((base + 93))
    port[postgres.sql]=$((base + 432))
}

# Prints the ports on which anything here listens, one a line, in hexadecimal as the kernel has them.
# Closed connections that linger on a port do not keep a server from it.
ports_in_use() {
    local file address state
    for file in /proc/net/tcp /proc/net/tcp6; do
        [[ -r $file ]] || continue
        while read -r _ address _ state _; do
            [[ $state == 0A ]] && printf '%s\n' "${address##*:}"
        done <"$file"
    done
    return 0
}

# ports_are_free PORT...: otherwise prints the first that is taken.
ports_are_free() {
    local used number hex
    used=" $(ports_in_use | tr '\n' ' ') "
    for number in "$@"; do
        printf -v hex '%04X' "$number"
        [[ $used == *" $hex "* ]] && { printf '%s' "$number"; return 1; }
    done
    return 0
}

# Below the range from which the kernel takes ports for outgoing connections: otherwise a client
# could sit on the port of a process that is being restarted.
ports_assign_free() {
    local low=10000 high tries
    read -r high _ </proc/sys/net/ipv4/ip_local_port_range
    ((high > low + 2000)) || high=32768
    for ((tries = 0; tries < 200; tries++)); do
        local base=$((low + RANDOM % ((high - low - 500) / 10) * 10))
        ports_assign "$base" $((base + 443))
        ports_are_free "${port[@]}" >/dev/null && return 0
    done
    fail ports "no free block of ports found between $low and $high"
}

# Ports of a stack that is alive stay; a stopped stack gets what the settings say now.
ports_choose() {
    if any_process_alive; then
        ports_read || fail ports "processes run but $ports_file is gone: run deploy/local/down first"
        return 0
    fi
    if [[ ${CLEARWAY_PORT_BASE:-} == free ]]; then
        ports_assign_free
        [[ -n ${CLEARWAY_GATEWAY_PORT:-} ]] && port[gateway.https]=$CLEARWAY_GATEWAY_PORT
    else
        local base=${CLEARWAY_PORT_BASE:-7000}
        [[ $base =~ ^[0-9]{4,5}$ ]] && ((base + 500 < 65536)) ||
            fail ports "CLEARWAY_PORT_BASE is '$base'; it must be a number like 7000, or 'free'"
        ports_assign "$base" "${CLEARWAY_GATEWAY_PORT:-8443}"
    fi
    local taken
    taken=$(ports_are_free "${port[@]}") ||
        fail ports "port $taken is taken by another program; stop it or set CLEARWAY_PORT_BASE=free"
    ports_write
}

ports_require() {
    ports_read || fail ports "there is no stack in $state_dir: run deploy/local/up first"
}
