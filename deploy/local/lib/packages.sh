# SPDX-License-Identifier: Apache-2.0
# Debian's packages that Clearway needs: installs those that are missing and touches no others. Must
# cost next to nothing when all are there.

library_packages=(
    libgrpc++-dev protobuf-compiler-grpc libprotobuf-dev protobuf-compiler
    libboost1.81-dev libboost-system1.81-dev libboost-json1.81-dev libboost-url1.81-dev
    libboost-context1.81-dev librdkafka-dev libpqxx-dev libssl-dev libspdlog-dev libgtest-dev
    libgmock-dev prometheus-cpp-dev libcivetweb-dev libicu-dev zlib1g-dev
    libxgboost-dev liblua5.4-dev libp11-kit-dev libxml2-dev
)
server_packages=(postgresql-15 postgresql-contrib softhsm2)

# Programs that may also have come by another road: package:command.
tool_packages=(
    g++:g++ cmake:cmake ninja-build:ninja pkg-config:pkg-config ccache:ccache mold:mold git:git
    python3:python3 openssl:openssl kcat:kcat maven:mvn libxml2-utils:xmllint
)

java_program() {
    local java=${JAVA_HOME:+$JAVA_HOME/bin/java}
    [[ -x $java ]] && printf '%s' "$java" || command -v java
}

# A JDK or JRE of at least 17, told from its release file: asking java itself takes 0.2 s.
java_is_recent() {
    local java home line
    java=$(java_program) || return 1
    home=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")
    line=$(grep -m1 '^JAVA_VERSION=' "$home/release" 2>/dev/null) ||
        line=$("$java" -version 2>&1 | head -n 1)
    [[ $line =~ \"([0-9]+) ]] && ((BASH_REMATCH[1] >= 17))
}

# Prints those of the given packages that dpkg does not have installed.
packages_not_installed() {
    local installed name
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' -- "$@" 2>/dev/null) || true
    for name in "$@"; do
        [[ $'\n'$installed$'\n' == *$'\n'"installed $name"$'\n'* ]] || printf '%s\n' "$name"
    done
}

packages_missing() {
    local pair
    packages_not_installed "${library_packages[@]}" "${server_packages[@]}" "$@"
    for pair in "${tool_packages[@]}"; do
        command -v "${pair#*:}" >/dev/null || printf '%s\n' "${pair%%:*}"
    done
    java_is_recent || printf 'openjdk-17-jre-headless\n'
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo -- "$@"
    fi
}

# packages_install_missing LOG [MORE PACKAGES...]
packages_install_missing() {
    local log=$1 missing
    shift
    command -v dpkg-query >/dev/null || fail packages "this needs Debian 12 (dpkg and apt-get)"
    mapfile -t missing < <(packages_missing "$@")
    if ((${#missing[@]} == 0)); then
        step_done "all there"
        return 0
    fi
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        fail packages "run as root once, or install sudo; missing: ${missing[*]}"
    fi
    progress_line packages "installing ${missing[*]}"
    as_root apt-get update >"$log" 2>&1 || fail packages "apt-get update" "$log"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        "${missing[@]}" >>"$log" 2>&1 </dev/null || fail packages "apt-get install" "$log"
    hash -r
    step_done "${#missing[@]} installed"
}
