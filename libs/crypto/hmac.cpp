// SPDX-License-Identifier: Apache-2.0
#include "crypto/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <limits>
#include <stdexcept>

namespace clearway::crypto {

std::string HmacSha256(std::string_view key, std::string_view text) {
    if (key.size() > std::numeric_limits<int>::max())
        throw std::length_error("the key of an HMAC is too long");
    std::string code(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    const auto* done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                            reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                            reinterpret_cast<unsigned char*>(code.data()), &size);
    if (done == nullptr) throw std::runtime_error("OpenSSL computed no HMAC");
    code.resize(size);
    return code;
}

}  // namespace clearway::crypto
