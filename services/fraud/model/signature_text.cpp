// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/signature_text.h"

#include "crypto/base64.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kSignatureSize = 64;

}  // namespace

std::string SignatureToText(std::string_view signature) {
    return crypto::ToBase64(signature) + '\n';
}

std::optional<std::string> SignatureFromText(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    auto signature = crypto::FromBase64(text);
    if (signature && signature->size() != kSignatureSize) return std::nullopt;
    return signature;
}

}  // namespace clearway::fraud
