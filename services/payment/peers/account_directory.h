// SPDX-License-Identifier: Apache-2.0
// What payment knows of accounts, asked from settlement and remembered: owner, currency and holder
// never change, but for a holder who is erased. A closed account is forgotten soon; that an account
// was closed a moment ago is settlement's to say when the funds are held.
#pragma once

#include <memory>
#include <span>

#include "rpc/client.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

class CachingAccountDirectory final : public AccountDirectory {
public:
    CachingAccountDirectory(rpc::Peer& settlement, std::size_t accounts_max);
    ~CachingAccountDirectory() override;

    Task<Result<std::vector<AccountInfo>>> Resolve(const CallContext& call,
                                                   std::vector<core::AccountId> ids) override;

    // Their names are let go and not taken again, should settlement not have heard of it yet.
    void Forget(std::span<const core::Uuid> persons);

private:
    struct Cache;

    Task<Result<std::vector<AccountInfo>>> Ask(const CallContext& call,
                                               std::vector<core::AccountId> ids);

    rpc::Peer& peer_;
    std::unique_ptr<Cache> cache_;
};

}  // namespace clearway::payment
