# SPDX-License-Identifier: Apache-2.0
# The fraud model of this stack: the one that ships, signed with a key that is made here once. The
# registry (FraudReleaseService) takes it from there; this is what decides until somebody promotes
# another.

fraud_model_source=$root_dir/services/fraud/default_model
fraud_model_dir=$state_dir/etc/fraud-model
fraud_model_key=$pki_dir/fraud-model.key
fraud_model_public=$pki_dir/fraud-model.pub

fraud_model_create() {
    [[ -f $fraud_model_source/manifest.json ]] || return 0
    local program=$bin_dir/clearway-fraud log
    log=$(log_file fraud-model)
    if [[ ! -f $fraud_model_key ]]; then
        "$program" new-model-key --out "$fraud_model_key" --public "$fraud_model_public" >"$log" 2>&1 ||
            fail fraud-model "the key could not be made" "$log"
    fi
    # Copied and signed only when another one ships: a signature that is new restarts the service.
    cmp -s "$fraud_model_source/manifest.json" "$fraud_model_dir/manifest.json" &&
        [[ -f $fraud_model_dir/manifest.sig ]] && return 0
    rm -rf -- "$fraud_model_dir"
    mkdir -p -- "$fraud_model_dir"
    cp -- "$fraud_model_source"/{manifest.json,model.ubj,card.md} "$fraud_model_dir/"
    "$program" sign-model --model "$fraud_model_dir" --key "$fraud_model_key" >"$log" 2>&1 ||
        fail fraud-model "the model could not be signed" "$log"
}

fraud_settings() {
    printf 'CLEARWAY_FRAUD_STATE=%s\n' "$state_dir/fraud"
    [[ -f $fraud_model_dir/manifest.sig ]] || return 0
    printf 'CLEARWAY_FRAUD_MODEL=%s\n' "$fraud_model_dir"
    printf 'CLEARWAY_FRAUD_MODEL_KEY=%s\n' "$fraud_model_public"
}
