# SPDX-License-Identifier: Apache-2.0
# Apache Kafka's jars, fetched once through Maven into the cache, where a wiped state leaves them.
# Must not start a broker.

# The folder is named for the pom, so that a new version never runs with the old jars.
kafka_jars_dir() {
    local sum _
    read -r sum _ < <(cksum "$local_dir/kafka/pom.xml")
    printf '%s' "$cache_dir/kafka-$sum"
}

kafka_jars_fetch() {
    local jars draft log=$state_dir/logs/kafka_jars.log
    jars=$(kafka_jars_dir)
    [[ -d $jars ]] && return 0
    step kafka-jars "fetching Apache Kafka through Maven"
    mkdir -p -- "$cache_dir"
    draft=$(mktemp -d -- "$jars.XXXXXX")
    # Maven writes beside the pom, and a clone may be read-only.
    cp -- "$local_dir/kafka/pom.xml" "$draft/pom.xml"
    mvn -B -ntp -f "$draft/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
        -DoutputDirectory="$draft/jars" >"$log" 2>&1 </dev/null ||
        { rm -rf -- "$draft"; fail kafka-jars "Maven could not fetch the jars" "$log"; }
    # Another stack may have been quicker.
    mv -T -- "$draft/jars" "$jars" 2>/dev/null || [[ -d $jars ]]
    rm -rf -- "$draft"
    step_done "fetched into $jars"
}
