# SPDX-License-Identifier: Apache-2.0
# The stack's own Kafka: one KRaft node whose data is in the state folder. Must not create topics.

kafka_properties=$state_dir/etc/kafka.properties

# Prints the command, each word ended by a NUL, up to the class to run.
kafka_java() {
    printf '%s\0' "$(java_program)" "$@" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        "-Dlog4j2.configurationFile=$local_dir/kafka/log4j2.properties" \
        -cp "$(kafka_jars_dir)/*"
}

kafka_configure() {
    local text
    text=$(<"$local_dir/kafka/server.properties")
    text=${text//@BROKER_PORT@/${port[kafka.broker]}}
    text=${text//@CONTROLLER_PORT@/${port[kafka.controller]}}
    text=${text//@DATA@/$state_dir/kafka}
    printf '%s\n' "$text" | write_if_changed "$kafka_properties"
}

# Kafka's own 22-character form of a random UUID.
kafka_cluster_id() { openssl rand 16 | openssl base64 | tr '+/' '-_' | cut -c 1-22; }

kafka_format() {
    local command id
    [[ -f $state_dir/kafka/meta.properties ]] && return 0
    mkdir -p -m 700 -- "$state_dir/kafka"
    # An id may not begin with the dash of an option.
    id=A$(kafka_cluster_id | cut -c 2-)
    mapfile -d '' -t command < <(kafka_java -Xmx128m)
    "${command[@]}" kafka.tools.StorageTool format --ignore-formatted -t "$id" \
        -c "$kafka_properties" >>"$(log_file kafka)" 2>&1 </dev/null ||
        fail kafka "the storage could not be formatted" "$(log_file kafka)"
}

kafka_begin() {
    local command
    process_alive kafka && return 0
    kafka_configure
    kafka_format
    mapfile -d '' -t command < <(kafka_java -Xms256m -Xmx256m)
    process_start kafka "${command[@]}" kafka.Kafka "$kafka_properties"
}

# A broker that answers a metadata request serves clients; an open port alone does not say that.
kafka_ready() {
    port_open "${port[kafka.broker]}" &&
        kcat -L -m 2 -b "127.0.0.1:${port[kafka.broker]}" >/dev/null 2>&1
}

kafka_stop() { process_stop kafka TERM 30; }
