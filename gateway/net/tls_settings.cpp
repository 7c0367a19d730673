// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/tls_settings.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>

#include "core/digest.h"

namespace clearway::gateway::net {
namespace {

constexpr char kTls12Ciphers[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr char kGroups[] = "X25519:P-256:P-384";

void Must(bool done, const std::string& what) {
    if (done) return;
    char text[256];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    throw std::runtime_error("TLS: " + what + ": " + text);
}

int SelectAlpn(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
               unsigned int in_size, void*) {
    static constexpr unsigned char kOurs[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, out_size, kOurs, sizeof kOurs - 1, in, in_size) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

void LoadFiles(SSL_CTX* context, const std::string& ca_file, const std::string& certificate_file,
               const std::string& key_file) {
    ERR_clear_error();
    Must(SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) == 1,
         "certificate " + certificate_file);
    Must(SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) == 1,
         "key " + key_file);
    Must(SSL_CTX_check_private_key(context) == 1, "key does not fit the certificate");
    Must(SSL_CTX_load_verify_file(context, ca_file.c_str()) == 1, "CA " + ca_file);
    auto* names = SSL_load_client_CA_file(ca_file.c_str());
    Must(names != nullptr, "CA " + ca_file);
    SSL_CTX_set_client_CA_list(context, names);
}

}  // namespace

void ConfigureServerTls(SSL_CTX* context, const std::string& ca_file,
                        const std::string& certificate_file, const std::string& key_file) {
    Must(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1, "versions");
    Must(SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1, "versions");
    Must(SSL_CTX_set_cipher_list(context, kTls12Ciphers) == 1, "ciphers");
    Must(SSL_CTX_set1_groups_list(context, kGroups) == 1, "groups");
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_alpn_select_cb(context, SelectAlpn, nullptr);
    LoadFiles(context, ca_file, certificate_file, key_file);
}

std::string PublicKeyPin(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    if (size <= 0) return {};
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(
        der, [](unsigned char* bytes) { OPENSSL_free(bytes); });
    const auto digest =
        core::Sha256({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    std::string pin(44 + 1, '\0');  // EVP_EncodeBlock writes a final NUL
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(pin.data()), digest.data(),
                                       static_cast<int>(digest.size()));
    pin.resize(static_cast<std::size_t>(length));
    return pin;
}

bool IsExpired(X509* certificate) {
    return X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0;
}

bool IsPlainHttp(unsigned long openssl_error) {
    return ERR_GET_LIB(openssl_error) == ERR_LIB_SSL &&
           ERR_GET_REASON(openssl_error) == SSL_R_HTTP_REQUEST;
}

std::string_view HandshakeFailure(unsigned long openssl_error, long verify_result) {
    switch (verify_result) {
        case X509_V_OK:
            break;
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "certificate_expired";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "certificate_not_yet_valid";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            return "certificate_self_signed";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_CERT_SIGNATURE_FAILURE:
            return "certificate_unknown_issuer";
        default:
            return "certificate_refused";
    }
    if (ERR_GET_LIB(openssl_error) != ERR_LIB_SSL) return "protocol";
    switch (ERR_GET_REASON(openssl_error)) {
        case SSL_R_HTTP_REQUEST:
            return "plain_http";
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
            return "no_certificate";
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_VERSION_TOO_LOW:
            return "protocol_version";
        case SSL_R_NO_SHARED_CIPHER:
            return "no_shared_cipher";
        default:
            return "protocol";
    }
}

}  // namespace clearway::gateway::net
