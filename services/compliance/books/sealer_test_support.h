// SPDX-License-Identifier: Apache-2.0
// The sealer of a test: the vault, with master keys in memory.
#pragma once

#include <string>

#include "services/compliance/store/vault_name_digests.h"
#include "services/compliance/store/vault_sealer.h"
#include "vault/memory_keys_fixture.h"

namespace clearway::compliance {

struct SealerOfTest {
    explicit SealerOfTest(const std::string& database_url) : vault(keys, database_url, clock) {}

    core::SystemClock clock;
    vault::MemoryKeys keys;
    vault::ServiceVault vault;
    VaultSealer sealer{vault};
    VaultNameDigests digests{vault};
};

}  // namespace clearway::compliance
