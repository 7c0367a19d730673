# SPDX-License-Identifier: Apache-2.0
# Where things are: the clone, the state of this stack, the cache that outlives states, the build;
# and which processes a stack has. Must not start or install anything.

root_dir=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd -P)
local_dir=$root_dir/deploy/local

absolute_path() {
    [[ $1 == /* ]] && printf '%s' "${1%/}" || printf '%s' "$PWD/${1%/}"
}

state_dir=$(absolute_path "${CLEARWAY_STATE:-$local_dir/state}")
cache_dir=$(absolute_path "${CLEARWAY_CACHE:-${HOME:-/var/tmp}/.cache/clearway}")
build_dir=$(absolute_path "${CLEARWAY_BUILD:-$root_dir/build/release}")
bin_dir=$(absolute_path "${CLEARWAY_BIN:-$build_dir/bin}")

# The last is no part of Clearway: it plays the payment rails, in local stacks alone.
service_names=(payment settlement fraud compliance reconciliation audit rail_simulator)
infrastructure_names=(postgres kafka)
# What a stack needs, as targets of a build.
program_targets=("${service_names[@]//_/-}")
program_targets=("${program_targets[@]/#/bin/clearway-}" bin/clearway-{gateway,operator,vault,iso20022})
process_names=("${infrastructure_names[@]}" "${service_names[@]}" gateway)

is_process_name() { [[ " ${process_names[*]} " == *" $1 "* ]]; }
is_service_name() { [[ " ${service_names[*]} " == *" $1 "* ]]; }

pid_file() { printf '%s' "$state_dir/run/$1.pid"; }
log_file() { printf '%s' "$state_dir/logs/$1.log"; }
env_file() { printf '%s' "$state_dir/etc/$1.env"; }
binary_of() { printf '%s' "$bin_dir/clearway-${1//_/-}"; }

# Writes standard input to a file only when that changes it: a file's time tells whether a process
# that reads it must be restarted. The file appears whole or not at all.
write_if_changed() {
    local target=$1 mode=${2:-600}
    local draft=$target.draft
    (umask 077 && cat >"$draft")
    if cmp -s -- "$draft" "$target"; then
        rm -f -- "$draft"
    else
        chmod "$mode" "$draft"
        mv -f -- "$draft" "$target"
    fi
}
