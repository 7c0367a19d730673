// SPDX-License-Identifier: Apache-2.0
#include "crypto/base64.h"

#include <openssl/evp.h>

namespace clearway::crypto {

namespace {

const unsigned char* Bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string ToBase64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '\0');
    // It also writes a terminating zero, which a string has behind its end anyway.
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), Bytes(bytes),
                    static_cast<int>(bytes.size()));
    return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), Bytes(text),
                        static_cast<int>(text.size())) < 0)
        return std::nullopt;
    // The decoder counts the padding as zeroes.
    for (auto rest = text; rest.ends_with('=') && text.size() - rest.size() < 2;
         rest.remove_suffix(1))
        bytes.pop_back();
    // It also forgives white space, lost padding and stray bits.
    if (ToBase64(bytes) != text) return std::nullopt;
    return bytes;
}

}  // namespace clearway::crypto
