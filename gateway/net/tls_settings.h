// SPDX-License-Identifier: Apache-2.0
// What our TLS is, on OpenSSL's own types: versions, ciphers, who is believed, and what a
// certificate says about its owner. Must not do I/O on a connection.
#pragma once

#include <openssl/ssl.h>

#include <string>
#include <string_view>

namespace clearway::gateway::net {

// TLS 1.2 and 1.3, ephemeral keys and AEAD only, client certificate of our CA required, ALPN
// http/1.1. Throws std::runtime_error when a file cannot be used.
void ConfigureServerTls(SSL_CTX* context, const std::string& ca_file,
                        const std::string& certificate_file, const std::string& key_file);

// base64(SHA-256(SubjectPublicKeyInfo as DER)); empty when the certificate has no usable key.
std::string PublicKeyPin(X509* certificate);

// A resumed session brings its certificate along unverified, so its end is checked again.
bool IsExpired(X509* certificate);

// A fixed word for a failed handshake, for the metric.
std::string_view HandshakeFailure(unsigned long openssl_error, long verify_result);
// The client spoke plain HTTP.
bool IsPlainHttp(unsigned long openssl_error);

}  // namespace clearway::gateway::net
