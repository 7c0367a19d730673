// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/vault_name_digests.h"

#include <algorithm>

namespace clearway::compliance {
namespace {

// Of the digests in cases: never another, or a cleared match of a payment would be a new one.
constexpr char kLabel[] = "compliance.case_names.v1";

core::Sha256Digest DigestOf(const vault::DerivedKey& key, std::string_view text) {
    const auto hash = key.Hash(text);
    core::Sha256Digest digest{};
    std::ranges::copy(hash, digest.begin());
    return digest;
}

}  // namespace

async::Task<core::Result<NameDigest>> VaultNameDigests::Get() {
    auto key = key_.load();
    if (!key) {
        const std::function<SharedKey(vault::KeyEncryption&)> derive = [](auto& token) {
            return std::make_shared<const vault::DerivedKey>(token, kLabel);
        };
        auto derived = co_await vault_.Ask(derive);
        if (!derived) co_return std::move(derived).error();
        key = *derived;
        key_.store(key);
    }
    NameDigest digest = [key](std::string_view text) { return DigestOf(*key, text); };
    co_return digest;
}

}  // namespace clearway::compliance
