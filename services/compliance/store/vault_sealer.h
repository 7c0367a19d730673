// SPDX-License-Identifier: Apache-2.0
// The sealer over the vault: a key a person, which ends when the person is erased.
#pragma once

#include "services/compliance/usecase/sealer.h"
#include "vault/service_vault.h"

namespace clearway::compliance {

class VaultSealer final : public Sealer {
public:
    // `vault` must outlive it.
    explicit VaultSealer(vault::ServiceVault& vault) : vault_(vault) {}

    std::vector<std::string> Seal(std::span<const CaseText> clear) override;
    std::vector<std::optional<std::string>> Open(std::span<const CaseText> sealed) override;

private:
    std::vector<vault::SharedKeyring> ForSealing(std::span<const CaseText> clear);

    vault::ServiceVault& vault_;
};

}  // namespace clearway::compliance
