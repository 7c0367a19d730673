// SPDX-License-Identifier: Apache-2.0
// What is personal in orders, sealed under the key of a person and opened again; the digests that
// stand for it are keyed, so that nobody with a copy of the database finds a name by trying many.
#pragma once

#include <atomic>
#include <span>

#include "services/payment/usecase/personal_terms.h"
#include "services/payment/usecase/ports.h"
#include "vault/derived_key.h"
#include "vault/service_vault.h"

namespace clearway::payment {

class SealedOrders final : public PersonalTerms {
public:
    // `vault` must outlive it.
    explicit SealedOrders(vault::ServiceVault& vault) : vault_(vault) {}

    Task<Result<Terms>> Identify(Terms terms) override;
    Task<Result<Terms>> Seal(Terms terms) override;

private:
    using SharedKey = std::shared_ptr<const vault::DerivedKey>;

    // Of the digests: asked of the token once, then in memory.
    Task<Result<SharedKey>> Key();

    vault::ServiceVault& vault_;
    std::atomic<SharedKey> key_;
};

// The field under which IBANs of payees are hashed for search (vault::MakeSearchToken).
inline constexpr char kCreditorIban[] = "payment.creditor_iban";

// All at once; blocks. Terms that do not open have nothing personal: of a person who was erased,
// and of a row that somebody altered. Errors: kUnavailable.
Result<core::Done> OpenTerms(vault::ServiceVault& vault, std::span<Payment* const> payments);

}  // namespace clearway::payment
