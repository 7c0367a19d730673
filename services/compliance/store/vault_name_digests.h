// SPDX-License-Identifier: Apache-2.0
// Digests of names under a key that follows from the token's first search key: it outlasts every
// rotation. Asked of the token once, then in memory.
#pragma once

#include <atomic>
#include <memory>

#include "services/compliance/usecase/name_digests.h"
#include "vault/derived_key.h"
#include "vault/service_vault.h"

namespace clearway::compliance {

class VaultNameDigests final : public NameDigests {
public:
    // `vault` must outlive it.
    explicit VaultNameDigests(vault::ServiceVault& vault) : vault_(vault) {}

    async::Task<core::Result<NameDigest>> Get() override;

private:
    using SharedKey = std::shared_ptr<const vault::DerivedKey>;

    vault::ServiceVault& vault_;
    std::atomic<SharedKey> key_;
};

}  // namespace clearway::compliance
