# SPDX-License-Identifier: Apache-2.0
# The key under which services hash what operators ask of them, and the key that signs the checkpoints of this
# stack's audit log. Both are made once: with another one, nothing of before could be verified. The public
# half of the second is all that `clearway-audit verify` needs.

audit_key=$pki_dir/audit-log.key
audit_public_key=$pki_dir/audit-log.pub
audit_dir=$state_dir/audit
operator_calls_key=$pki_dir/operator-calls.key

audit_key_create() {
    local draft=$audit_key.draft
    mkdir -p -m 700 -- "$audit_dir"
    if [[ ! -s $audit_key ]]; then
        (umask 077 && openssl genpkey -algorithm ed25519 -out "$draft") &&
            mv -f -- "$draft" "$audit_key" || fail audit "the key of the audit log could not be made"
    fi
    openssl pkey -in "$audit_key" -pubout | write_if_changed "$audit_public_key" 644
}

operator_calls_key_create() {
    [[ -s $operator_calls_key ]] || openssl rand 32 | write_if_changed "$operator_calls_key"
}

audit_settings() {
    printf 'CLEARWAY_AUDIT_KEY=%s\n' "$audit_key"
    printf 'CLEARWAY_AUDIT_CHECKPOINT_FILE=%s\n' "$audit_dir/checkpoint"
}
