# SPDX-License-Identifier: Apache-2.0
# Configures and builds with a CMake preset and shows how far it is. Must not know what is built.

# build_preset PRESET FOLDER LOG [TARGET...]: without targets, everything.
build_preset() {
    local preset=$1 folder=$2 log=$3 shown=0 line
    shift 3
    : >"$log"
    if [[ ! -f $folder/build.ninja ]]; then
        progress_note "configuring $preset"
        (cd -- "$root_dir" && cmake --preset "$preset" -B "$folder") >>"$log" 2>&1 </dev/null ||
            fail build "cmake --preset $preset" "$log"
    fi
    NINJA_STATUS='[%f/%t] ' cmake --build "$folder" ${1:+--target "$@"} 2>&1 </dev/null | tee -a "$log" |
        while IFS= read -r line; do
            [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
            progress_note "$line"
            # Where there is no terminal to redraw, a line each tenth of a long build.
            local tenth=$((BASH_REMATCH[1] * 10 / BASH_REMATCH[2]))
            [[ ! -t 2 ]] && ((BASH_REMATCH[2] >= 30 && tenth > shown)) || continue
            shown=$tenth
            progress_line build "${BASH_REMATCH[0]}"
        done || fail build "cmake --build $folder" "$log"
}
