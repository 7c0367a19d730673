# SPDX-License-Identifier: Apache-2.0
# The development PKI: a CA, a certificate a service, partners, operators; and the certificates that
# tests expect to be refused. For a machine of one's own, never for anything that others reach.

pki_dir=$state_dir/pki
pki_partners=(acme globex)
pki_operators=(ops risk)
pki_identity=spiffe://clearway.local

# pki_ca STEM COMMON-NAME: writes STEM.pem and STEM.key.
pki_ca() {
    (
        umask 077
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
            -keyout "$1.key" -out "$1.draft" -subj "/O=Clearway development/CN=$2" \
            -addext basicConstraints=critical,CA:TRUE,pathlen:0 \
            -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
        mv -f -- "$1.draft" "$1.pem"
    )
}

# pki_issue STEM CA-STEM URI [server|client]: the certificate appears last, so that one that is
# there has its key.
pki_issue() {
    local stem=$1 ca=$2 uri=$3 names="URI:$3" usage=clientAuth
    if [[ ${4:-client} == server ]]; then
        names+=",DNS:localhost,IP:127.0.0.1"
        usage=serverAuth,clientAuth
    fi
    (
        umask 077
        mkdir -p -- "${stem%/*}"
        rm -f -- "$stem.pem"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 397 \
            -CA "$ca.pem" -CAkey "$ca.key" -keyout "$stem.key" -out "$stem.draft" \
            -subj "/O=Clearway development/CN=${uri##*/}" \
            -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature \
            -addext "extendedKeyUsage=$usage" -addext "subjectAltName=$names" 2>/dev/null
        mv -f -- "$stem.draft" "$stem.pem"
    )
}

# Certificates for tests. Each writes STEM.pem and STEM.key; acme is the partner they pretend to be.
pki_make_unregistered() { pki_issue "$1" "$pki_dir/ca" "$pki_identity/partner/unregistered"; }

pki_make_wrong_ca() {
    pki_ca "$1.ca" "another CA"
    pki_issue "$1" "$1.ca" "$pki_identity/partner/acme"
}

pki_make_self_signed() {
    (
        umask 077
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
            -keyout "$1.key" -out "$1.pem" -subj "/CN=acme" -addext extendedKeyUsage=clientAuth \
            -addext "subjectAltName=URI:$pki_identity/partner/acme" 2>/dev/null
    )
}

# acme's own, registered key with a certificate that has run out: nothing but the time is wrong.
pki_make_expired() {
    local extensions="basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=clientAuth
subjectAltName=URI:$pki_identity/partner/acme"
    (
        umask 077
        cp -- "$pki_dir/partners/acme.key" "$1.key"
        openssl req -new -key "$1.key" -subj "/O=Clearway development/CN=acme" -out "$1.csr"
        openssl x509 -req -in "$1.csr" -CA "$pki_dir/ca.pem" -CAkey "$pki_dir/ca.key" -days -1 \
            -extfile <(printf '%s\n' "$extensions") -out "$1.pem" 2>/dev/null
        rm -f -- "$1.csr"
    )
}

# Base64 of the SHA-256 of the public key (SubjectPublicKeyInfo, DER).
pki_pin() {
    openssl x509 -in "$1" -noout -pubkey | openssl pkey -pubin -outform DER |
        openssl dgst -sha256 -binary | openssl base64
}

# Lines STEM URI KIND for all that a stack has.
pki_wanted() {
    local name
    for name in "${service_names[@]}" gateway; do
        printf '%s %s server\n' "services/$name" "$pki_identity/service/$name"
    done
    for name in "${pki_partners[@]}"; do
        printf '%s %s client\n' "partners/$name" "$pki_identity/partner/$name"
    done
    for name in "${pki_operators[@]}"; do
        printf '%s %s client\n' "operators/$name" "$pki_identity/operator/$name"
    done
}

# Whether a certificate is of our CA and good for another week.
pki_is_good() {
    openssl verify -CAfile "$pki_dir/ca.pem" -attime $((EPOCHSECONDS + 604800)) "$@" >/dev/null 2>&1
}

# What is missing or about to run out is made; the rest stays, and with it every partner's pin.
pki_create() {
    local stem uri kind files=()
    [[ -s $pki_dir/ca.pem ]] && pki_is_good "$pki_dir/ca.pem" || pki_ca "$pki_dir/ca" "local CA"
    while read -r stem uri kind; do files+=("$pki_dir/$stem.pem"); done < <(pki_wanted)
    pki_is_good "${files[@]}" && return 0
    while read -r stem uri kind; do
        pki_is_good "$pki_dir/$stem.pem" ||
            pki_issue "$pki_dir/$stem" "$pki_dir/ca" "$uri" "$kind"
    done < <(pki_wanted)
}

# The partners the gateway knows. Their rate is that of a sandbox: it should not be what one measures.
pki_write_partners() {
    local name separator="" pin
    {
        printf '{"partners": [\n'
        for name in "${pki_partners[@]}"; do
            pin=$(pki_pin "$pki_dir/partners/$name.pem")
            printf '%b  {"partner_id": "%s", "pins": ["%s"],\n' "$separator" "$name" "$pin"
            printf '   "scopes": ["accounts:read", "accounts:write", "payments:read", "payments:write"'
            printf ', "parties:read", "parties:write", "sandbox:write"],\n'
            printf '   "rate_limit": {"requests_per_second": 20000, "burst": 5000}}'
            separator=',\n'
        done
        printf '\n]}\n'
    } | write_if_changed "$state_dir/etc/partners.json"
}
