# SPDX-License-Identifier: Apache-2.0
# The six services, the gateway and the rail simulator: their settings, migration, start, readiness, stop.

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Whether GET /readyz on an admin port answers 200. Ends by itself if the process accepts and is silent.
http_ready() {
    timeout 2 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" &&
        printf "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" >&3 &&
        IFS= read -r line <&3 && [[ $line == "HTTP/1."?" 200"* ]]' ready "$1" 2>/dev/null
}

peer_settings() {
    local name
    for name in "${service_names[@]}"; do
        printf 'CLEARWAY_PEER_%s=127.0.0.1:%d\n' "${name^^}" "${port[$name.grpc]}"
    done
}

# tls_settings FOLDER/NAME under pki/
tls_settings() {
    printf 'CLEARWAY_TLS_CA=%s\n' "$pki_dir/ca.pem"
    printf 'CLEARWAY_TLS_CERT=%s\n' "$pki_dir/$1.pem"
    printf 'CLEARWAY_TLS_KEY=%s\n' "$pki_dir/$1.key"
}

# Payments in EUR to parties elsewhere leave by the simulated rail.
rail_settings() {
    printf 'CLEARWAY_ROUTING_TABLE=%s\n' "$local_dir/lib/routing.json"
    printf 'CLEARWAY_RAIL_ENDPOINT=127.0.0.1:%d\n' "${port[rail_simulator.grpc]}"
    printf 'CLEARWAY_RAIL_PEER=rail_simulator\n'
}

# Which accounts at banks are ours: one at each simulated rail, whose statements deploy/local/rails writes.
bank_accounts=$local_dir/lib/bank_accounts.csv
reconciliation_settings() {
    printf 'CLEARWAY_RECONCILIATION_BANK_ACCOUNTS=%s\n' "$bank_accounts"
}

# Partners fund their accounts themselves: there is no real money here.
sandbox_settings() {
    printf 'CLEARWAY_SANDBOX=on\n'
}

process_settings() {
    local name=$1
    printf 'CLEARWAY_LOG_LEVEL=%s\n' "${CLEARWAY_LOG_LEVEL:-info}"
    printf 'CLEARWAY_ADMIN_LISTEN=127.0.0.1:%d\n' "${port[$name.admin]}"
    tls_settings "services/$name"
    peer_settings
    if [[ $name == gateway ]]; then
        printf 'CLEARWAY_GATEWAY_HOST=%s\n' "${CLEARWAY_GATEWAY_HOST:-127.0.0.1}"
        printf 'CLEARWAY_GATEWAY_PORT=%d\n' "${port[gateway.https]}"
        printf 'CLEARWAY_PARTNERS_FILE=%s\n' "$state_dir/etc/partners.json"
    else
        printf 'CLEARWAY_LISTEN=127.0.0.1:%d\n' "${port[$name.grpc]}"
        printf 'CLEARWAY_DATABASE_URL=%s\n' "$(postgres_conninfo "clearway_$name" "clearway_$name")"
        printf 'CLEARWAY_KAFKA_BROKERS=127.0.0.1:%d\n' "${port[kafka.broker]}"
        printf 'CLEARWAY_OPERATOR_LOG_KEY=%s\n' "$operator_calls_key"
    fi
    [[ $name != fraud ]] || fraud_settings
    [[ $name != settlement ]] || rail_settings
    [[ $name != settlement ]] || sandbox_settings
    [[ $name != reconciliation ]] || reconciliation_settings
    ! uses_vault "$name" || vault_settings
    [[ $name != audit ]] || audit_settings
}

services_write_settings() {
    local name
    for name in "${service_names[@]}" gateway; do
        process_settings "$name" | write_if_changed "$(env_file "$name")"
    done
    { tls_settings operators/ops && peer_settings; } | write_if_changed "$(env_file operator)"
    # A second operator, for what takes two.
    { tls_settings operators/risk && peer_settings; } | write_if_changed "$(env_file operator-risk)"
}

service_is_current() {
    local files
    files=("$(env_file "$1")" "$pki_dir/services/$1.pem")
    [[ $1 == gateway ]] && files+=("$state_dir/etc/partners.json")
    [[ $1 == fraud && -f $fraud_model_dir/manifest.sig ]] && files+=("$fraud_model_dir/manifest.sig")
    [[ $1 == audit ]] && files+=("$audit_key")
    [[ $1 == settlement ]] && files+=("$local_dir/lib/routing.json")
    [[ $1 == reconciliation ]] && files+=("$bank_accounts")
    process_is_current "$1" "$(binary_of "$1")" "${files[@]}"
}

service_begin() {
    process_alive "$1" && return 0
    [[ -x $(binary_of "$1") ]] || fail "$1" "$(binary_of "$1") is not there"
    ! uses_vault "$1" || vault_mend_token
    process_start "$1" "$(binary_of "$1")" serve
}

service_ready() { http_ready "${port[$1.admin]}"; }

service_stop() { process_stop "$1" TERM 30; }

# Brings the databases of the given services up to date, all at the same time.
services_migrate() {
    local name log pids=() failed=""
    for name in "$@"; do
        (
            trap - ERR EXIT
            exec 9>&- </dev/null >"$(log_file "$name.migrate")" 2>&1
            export_settings "$(env_file "$name")"
            exec "$(binary_of "$name")" migrate
        ) &
        pids+=($!)
    done
    for name in "$@"; do
        wait "${pids[0]}" || failed+=" $name"
        pids=("${pids[@]:1}")
    done
    for name in $failed; do
        log=$(log_file "$name.migrate")
        fail "$name" "the database could not be migrated" "$log"
    done
}
