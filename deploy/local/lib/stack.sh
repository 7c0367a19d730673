# SPDX-License-Identifier: Apache-2.0
# Every process of a stack under one set of verbs, whatever it is: begin, ready, wait, stop, kill.

for stack_part in paths progress state process ports packages kafka_jars services kafka postgres pki build fraud_model audit_key vault; do
    # shellcheck source=/dev/null
    source "$(dirname -- "${BASH_SOURCE[0]}")/$stack_part.sh"
done
unset stack_part

# begin starts a process and returns at once; nothing happens if it runs already.
process_begin() {
    case $1 in
        postgres) postgres_begin ;;
        kafka) kafka_begin ;;
        *) service_begin "$1" ;;
    esac
}

process_ready() {
    case $1 in
        postgres) postgres_ready ;;
        kafka) kafka_ready ;;
        *) service_ready "$1" ;;
    esac
}

# A process that dies while it is waited for is reported at once, not after the limit.
process_ready_or_dead() { process_ready "$1" || ! process_alive "$1"; }

process_wait_ready() {
    if [[ $1 == postgres ]]; then
        postgres_wait_ready
        return 0
    fi
    wait_until 60 process_ready_or_dead "$1" || fail "$1" "not ready within 60 s" "$(log_file "$1")"
    process_alive "$1" || fail "$1" "the process ended while starting" "$(log_file "$1")"
}

process_end() {
    case $1 in
        postgres) postgres_stop ;;
        kafka) kafka_stop ;;
        *) service_stop "$1" ;;
    esac
}

process_kill9() {
    case $1 in
        postgres) postgres_kill ;;
        *) process_kill "$1" ;;
    esac
    process_forget "$1"
}

# Ends several at the same time.
processes_end() {
    local name pids=() pid
    for name in "$@"; do
        process_end "$name" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
}

# The way in is closed first and the stores last, so that what is under way can finish.
stack_end() {
    process_end gateway
    processes_end "${service_names[@]}"
    processes_end kafka postgres
}

# PostgreSQL and Kafka, ready to serve, with both starting at once. Needs ports.
infrastructure_up() {
    kafka_jars_fetch
    step postgres
    local fresh=""
    process_alive postgres || fresh=1
    # Formatting and starting Java takes longest, so it goes on beside the cluster's making.
    kafka_begin &
    local kafka_job=$!
    postgres_begin
    postgres_wait_ready
    postgres_write_settings
    step_done "${fresh:+started, }ready on port ${port[postgres.sql]}"
    step kafka
    wait "$kafka_job" || exit 1
    process_wait_ready kafka
    step_done "ready on port ${port[kafka.broker]}"
}
