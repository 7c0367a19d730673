// SPDX-License-Identifier: Apache-2.0
// Names of account holders, sealed under the key of their person and opened again.
#pragma once

#include <span>

#include "services/settlement/usecase/ports.h"
#include "vault/service_vault.h"

namespace clearway::settlement {

class SealedHolderNames final : public HolderNames {
public:
    // `vault` must outlive it.
    explicit SealedHolderNames(vault::ServiceVault& vault) : vault_(vault) {}

    async::Task<core::Result<std::string>> Seal(core::AccountId account, core::Uuid person,
                                                core::Sensitive<std::string> name) override;

private:
    vault::ServiceVault& vault_;
};

// All at once; blocks. A name that does not open is empty: of a holder who was erased, and of a row
// that somebody altered. Errors: kUnavailable.
core::Result<core::Done> OpenHolderNames(vault::ServiceVault& vault, std::span<Account> accounts);

}  // namespace clearway::settlement
