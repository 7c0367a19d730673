// SPDX-License-Identifier: Apache-2.0
// Short ways to say "an account with 100 EUR" in tests. Not linked by the service.
#pragma once

#include <limits>
#include <string>

#include "services/settlement/domain/decide.h"

namespace clearway::settlement::testing {

inline const core::Currency kEur = *core::Currency::Parse("EUR");
inline const core::Currency kJpy = *core::Currency::Parse("JPY");
inline const core::Timestamp kNow = core::FromMicros(1'770'000'000'000'000);

template <class IdType>
IdType MakeId(const std::string& name) {
    return IdType(core::Uuid::Derive(core::Uuid(), name));
}
inline core::AccountId AccountNamed(const std::string& name) {
    return MakeId<core::AccountId>("account " + name);
}
inline core::PaymentId PaymentNamed(const std::string& name) {
    return MakeId<core::PaymentId>("payment " + name);
}
inline core::HoldId HoldOf(const std::string& payment) {
    return core::DeriveHoldId(PaymentNamed(payment));
}
inline core::Money Eur(std::int64_t cents) { return {kEur, cents}; }

inline Account MakeAccount(const std::string& name, std::int64_t posted,
                           core::Currency currency = kEur) {
    return {.id = AccountNamed(name),
            .partner_id = "acme",
            .currency = currency,
            .type = AccountType::kCustomer,
            .holder_name = core::Sensitive<std::string>("Ada Example"),
            .holder_country = "DE",
            .created_at = kNow,
            .posted = posted,
            .version = 1};
}

// A payer with 100 EUR, an empty shop, a payer in yen, one whose balance can take no more, a closed one.
inline void LoadUsualAccounts(Ledger& ledger) {
    ledger.LoadAccount(MakeAccount("payer", 10'000));
    ledger.LoadAccount(MakeAccount("shop", 0));
    ledger.LoadAccount(MakeAccount("yen", 10'000, kJpy));
    ledger.LoadAccount(MakeAccount("full", std::numeric_limits<std::int64_t>::max()));
    auto closed = MakeAccount("closed", 0);
    closed.status = AccountStatus::kClosed;
    ledger.LoadAccount(closed);
}

inline PlaceHold MakePlace(const std::string& payment, const std::string& debtor,
                           const std::string& creditor, core::Money amount) {
    return {.hold_id = HoldOf(payment),
            .payment_id = PaymentNamed(payment),
            .debtor = AccountNamed(debtor),
            .creditor = creditor.empty() ? std::nullopt : std::optional(AccountNamed(creditor)),
            .amount = amount,
            .expires_at = kNow + std::chrono::hours(1)};
}

inline PostHold MakePost(const std::string& payment, const std::string& debtor,
                         const std::string& creditor, core::Money amount) {
    return {.hold_id = HoldOf(payment),
            .payment_id = PaymentNamed(payment),
            .debtor = AccountNamed(debtor),
            .creditor = creditor.empty() ? std::nullopt : std::optional(AccountNamed(creditor)),
            .amount = amount};
}

inline TransferOrder MakeOrder(const std::string& name, const std::string& debtor,
                               const std::string& creditor, core::Money amount) {
    return {.transfer_id = MakeId<core::TransferId>("transfer " + name),
            .debtor = AccountNamed(debtor),
            .creditor = AccountNamed(creditor),
            .amount = amount};
}

}  // namespace clearway::settlement::testing
