// SPDX-License-Identifier: Apache-2.0
// The content of payment files, sealed under a key of the file's own. When its payments are made
// the key goes, and with it what backups have of the content.
#pragma once

#include "services/payment/usecase/files/ports.h"
#include "vault/service_vault.h"

namespace clearway::payment {

class SealedFiles final : public FileSeal {
public:
    // `vault` must outlive it.
    explicit SealedFiles(vault::ServiceVault& vault) : vault_(vault) {}

    Task<Result<std::string>> Seal(const PaymentFileId& id,
                                   const core::Sensitive<std::string>& content) override;
    void Forget(const PaymentFileId& id) override;

private:
    vault::ServiceVault& vault_;
};

// Blocks. nullopt: its key was destroyed. Errors: kUnavailable, also for a row that was altered.
Result<std::optional<core::Sensitive<std::string>>> OpenFile(vault::ServiceVault& vault,
                                                             const PaymentFileId& id,
                                                             const std::string& sealed);

}  // namespace clearway::payment
