# SPDX-License-Identifier: Apache-2.0
# The stack's own PostgreSQL cluster, in the state folder: made, started, given a role and a database
# for each service. Never touches a cluster of the system.

postgres_bin=/usr/lib/postgresql/15/bin
postgres_data=$state_dir/postgres
postgres_admin=clearway_admin

# The server refuses to run as root. Its own user may not be able to pass through to a clone under
# /root; only then it is given the right to.
postgres_prefix() {
    ((EUID == 0)) || return 0
    local prefix=(setpriv --reuid=postgres --regid=postgres --clear-groups)
    "${prefix[@]}" test -x "$state_dir/run" ||
        prefix+=(--inh-caps=+dac_override --ambient-caps=+dac_override)
    printf '%s\0' "${prefix[@]}"
}

postgres_run() {
    local prefix
    mapfile -d '' -t prefix < <(postgres_prefix)
    "${prefix[@]}" "$@"
}

postgres_own() { ((EUID != 0)) || chown -- postgres:postgres "$@"; }

# The kernel allows 107 bytes for a socket's path; a deep state folder needs another place.
postgres_socket_dir() {
    local sum _
    if ((${#state_dir} <= 75)); then
        printf '%s' "$state_dir/run/postgres"
    else
        read -r sum _ < <(printf '%s' "$state_dir" | cksum)
        printf '/tmp/clearway-%d-%s' "$EUID" "$sum"
    fi
}

postgres_make_socket_dir() {
    local dir owner=$EUID
    dir=$(postgres_socket_dir)
    ((EUID != 0)) || owner=$(id -u postgres)
    [[ -e $dir ]] || { mkdir -m 700 -- "$dir" && postgres_own "$dir"; }
    # In /tmp anyone may have been there first.
    [[ ! -L $dir && $(stat -c '%u %a' -- "$dir") == "$owner 700" ]] ||
        fail postgres "$dir is not a private folder of the server's user: remove it"
}

# Passwords are made when first asked for and live as long as the state.
postgres_password() {
    local file=$state_dir/etc/passwords/$1
    if [[ ! -s $file ]]; then
        mkdir -p -m 700 -- "${file%/*}"
        openssl rand -hex 24 | write_if_changed "$file"
    fi
    printf '%s' "$(<"$file")"
}

# A conninfo value in quotes, as libpq wants spaces and quotes.
conninfo_quote() {
    local value=${1//\\/\\\\}
    printf "'%s'" "${value//\'/\\\'}"
}

# postgres_conninfo ROLE DATABASE
postgres_conninfo() {
    local host
    host=$(postgres_socket_dir)
    [[ $host =~ ^[A-Za-z0-9/._-]+$ ]] || host=$(conninfo_quote "$host")
    printf 'host=%s port=%d dbname=%s user=%s password=%s' "$host" "${port[postgres.sql]}" "$2" "$1" \
        "$(postgres_password "$1")"
}

# psql as the cluster's administrator. The password goes by the environment, not the command line.
postgres_sql() {
    PGHOST=$(postgres_socket_dir) PGPORT=${port[postgres.sql]} PGUSER=$postgres_admin \
        PGPASSWORD=$(postgres_password $postgres_admin) PGDATABASE=postgres \
        "$postgres_bin/psql" -X -q -v ON_ERROR_STOP=1 "$@"
}

# Made beside its place and moved there when whole: an interrupted initdb leaves nothing in the way.
postgres_init() {
    local draft=$postgres_data.draft password
    [[ -d $postgres_data ]] && return 0
    rm -rf -- "$draft"
    mkdir -m 700 -- "$draft"
    password=$(postgres_socket_dir)/password
    (umask 077 && postgres_password $postgres_admin >"$password")
    postgres_own "$draft" "$password"
    postgres_run "$postgres_bin/initdb" -D "$draft" -U $postgres_admin --pwfile="$password" \
        --auth=scram-sha-256 --data-checksums --encoding=UTF8 --locale=C --no-instructions \
        >>"$(log_file postgres)" 2>&1 </dev/null ||
        fail postgres "initdb failed" "$(log_file postgres)"
    rm -f -- "$password"
    printf "\ninclude 'clearway.conf'\n" >>"$draft/postgresql.conf"
    mv -T -- "$draft" "$postgres_data"
}

# A postmaster that was killed may stay as an entry nobody reaps (in a container, for one), and a new one
# takes that for a live server. Children that still run are found by the server itself, by their
# shared memory, so this opens no way to two servers on one cluster.
postgres_forget_dead_postmaster() {
    local pid file
    for file in "$postgres_data/postmaster.pid" \
        "$(postgres_socket_dir)/.s.PGSQL.${port[postgres.sql]}.lock"; do
        { read -r pid <"$file"; } 2>/dev/null || continue
        process_birth "${pid#-}" >/dev/null || rm -f -- "$file"
    done
}

# TCP is off: the socket lies in a folder that only the server's user and root can enter.
postgres_begin() {
    local prefix
    process_alive postgres && return 0
    postgres_make_socket_dir
    postgres_init
    postgres_forget_dead_postmaster
    cp -- "$local_dir/postgres/clearway.conf" "$postgres_data/clearway.conf"
    postgres_own "$postgres_data/clearway.conf"
    mapfile -d '' -t prefix < <(postgres_prefix)
    process_start postgres "${prefix[@]}" "$postgres_bin/postgres" -D "$postgres_data" \
        -c "port=${port[postgres.sql]}" -c "unix_socket_directories=\"$(postgres_socket_dir)\"" \
        -c "listen_addresses=${CLEARWAY_POSTGRES_TCP:+127.0.0.1}"
}

# The server's own word comes first: asking it over a connection too early fills its log with refusals.
postgres_ready() {
    local pid lines
    pid=$(process_pid postgres) || return 1
    { mapfile -t lines <"$postgres_data/postmaster.pid"; } 2>/dev/null || return 1
    [[ ${lines[0]:-} == "$pid" && ${lines[7]:-} == ready* ]] || return 1
    "$postgres_bin/pg_isready" -q -h "$(postgres_socket_dir)" -p "${port[postgres.sql]}"
}

# After a kill -9 of the postmaster its children take a moment to notice, and until then a new one
# refuses to start. That one refusal is worth another try.
postgres_wait_ready() {
    local limit=$((${EPOCHREALTIME/./} + 60000000)) log
    log=$(log_file postgres)
    until postgres_ready; do
        ((${EPOCHREALTIME/./} < limit)) || fail postgres "not ready within 60 s" "$log"
        if ! process_alive postgres; then
            tail -n 3 -- "$log" | grep -q 'pre-existing shared memory block' ||
                fail postgres "the server stopped while starting" "$log"
            postgres_begin
        fi
        sleep 0.05
    done
}

postgres_role_sql() {
    local role=$1 password=$2
    cat <<SQL
SELECT 'CREATE ROLE $role LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$role') \gexec
ALTER ROLE $role NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '$password';
SELECT 'CREATE DATABASE $role OWNER $role'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$role') \gexec
REVOKE ALL ON DATABASE $role FROM PUBLIC;
SQL
}

# A role owns the database of its name and can connect to no other.
postgres_provision() {
    local name present
    present=$(postgres_sql -A -t -c "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database
        WHERE datname LIKE 'clearway\_%'")
    [[ $present == "$(printf 'clearway_%s\n' "${service_names[@]}" | sort | paste -s -d ' ')" ]] &&
        return 0
    {
        printf 'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;\n'
        for name in "${service_names[@]}"; do
            postgres_role_sql "clearway_$name" "$(postgres_password "clearway_$name")"
        done
    } | postgres_sql >>"$(log_file postgres)" 2>&1 ||
        fail postgres "roles and databases could not be made" "$(log_file postgres)"
}

# For whoever works on the cluster as a whole: the benchmark, tests, a person with psql.
postgres_write_settings() {
    printf 'CLEARWAY_ADMIN_DATABASE_URL=%s\n' "$(postgres_conninfo $postgres_admin postgres)" |
        write_if_changed "$state_dir/etc/postgres_admin.env"
}

# SIGINT ends sessions and shuts down in order; SIGTERM would wait for every client to leave.
postgres_stop() { process_stop postgres INT 60; }

# The postmaster and its children at once, as a machine that goes down takes them.
postgres_kill() {
    local pid stat line family=()
    pid=$(process_pid postgres) || return 0
    for stat in /proc/[0-9]*/stat; do
        { read -r line <"$stat"; } 2>/dev/null || continue
        [[ ${line##*) } =~ ^[A-Z]\ $pid\  ]] && family+=("${line%% *}")
    done
    kill -s KILL "$pid" "${family[@]}" 2>/dev/null || true
    process_kill postgres
}
