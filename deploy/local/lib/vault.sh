# SPDX-License-Identifier: Apache-2.0
# The token of this stack, of SoftHSM: it holds the key that wraps the data keys of persons and the key
# of their search hashes. For a machine of one's own: a token in files protects as much as its folder, and
# SoftHSM empties token.object at each login before it writes it again: a process killed in between takes
# the token along. It says the same all its life, so that a copy of it mends that.

vault_dir=$state_dir/vault
vault_conf=$vault_dir/softhsm2.conf
vault_pin=$vault_dir/pin
vault_token=clearway
vault_kept=$vault_dir/token.object.kept
vault_module=/usr/lib/softhsm/libsofthsm2.so

# The services that keep something of persons.
vault_users=(payment settlement compliance)

uses_vault() { [[ " ${vault_users[*]} " == *" $1 "* ]]; }

# What a process needs to reach the token.
vault_settings() {
    printf 'SOFTHSM2_CONF=%s\n' "$vault_conf"
    printf 'CLEARWAY_PKCS11_MODULE=%s\n' "$vault_module"
    printf 'CLEARWAY_PKCS11_TOKEN=%s\n' "$vault_token"
    printf 'CLEARWAY_PKCS11_PIN_FILE=%s\n' "$vault_pin"
}

vault_write_conf() {
    printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' \
        "$vault_dir/tokens" | write_if_changed "$vault_conf"
}

# softhsm2-util takes PINs from a terminal or its command line, where others on this machine can see them
# for a moment.
vault_init_token() {
    local log=$1 pin
    pin=$(openssl rand -hex 16)
    rm -rf -- "$vault_dir/tokens"
    mkdir -m 700 -- "$vault_dir/tokens"
    SOFTHSM2_CONF=$vault_conf softhsm2-util --init-token --free --label "$vault_token" --pin "$pin" \
        --so-pin "$(openssl rand -hex 16)" >"$log" 2>&1 </dev/null ||
        fail vault "the token could not be made" "$log"
    # The PIN's file comes last: where it is, the token is whole.
    printf '%s\n' "$pin" | write_if_changed "$vault_pin"
}

# A service that runs may be writing the file: what is empty, or not what the file says now, is no copy
# of it, and the next `up` takes another.
vault_keep_token() {
    local file
    [[ ! -s $vault_kept ]] || return 0
    for file in "$vault_dir"/tokens/*/token.object; do
        cp -p -- "$file" "$vault_kept.new"
        if [[ -s $vault_kept.new ]] && cmp -s -- "$file" "$vault_kept.new"; then
            mv -- "$vault_kept.new" "$vault_kept"
        fi
    done
}

vault_mend_token() {
    local file
    [[ -s $vault_kept ]] || return 0
    for file in "$vault_dir"/tokens/*/token.object; do
        [[ ! -f $file || -s $file ]] || { cp -p -- "$vault_kept" "$file.new" && mv -- "$file.new" "$file"; }
    done
}

# Makes what is missing and touches no key that is there. A token that was there and is gone is never
# made anew: what is sealed under it would be lost without a word.
vault_create() {
    local log
    log=$(log_file vault)
    [[ -x $(binary_of vault) ]] || fail vault "$(binary_of vault) is not there"
    if [[ -f $(env_file vault) ]]; then
        [[ -s $vault_pin && -d $vault_dir/tokens ]] ||
            fail vault "the token of this stack is gone: restore $vault_dir, or begin anew with deploy/local/down --wipe"
    fi
    mkdir -p -m 700 -- "$vault_dir"
    vault_write_conf
    [[ -s $vault_pin ]] || vault_init_token "$log"
    vault_mend_token
    (
        while IFS= read -r setting; do export "${setting?}"; done < <(vault_settings)
        "$(binary_of vault)" create-keys >>"$log" 2>&1
    ) || fail vault "the keys could not be made: the token does not answer" "$log"
    vault_keep_token
    # Last: where it is, there is a token with keys.
    vault_settings | write_if_changed "$(env_file vault)"
}
