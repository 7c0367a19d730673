// SPDX-License-Identifier: Apache-2.0
#include "core/ids.h"

namespace clearway::core {
namespace {

// Root of all derived ids: UUIDv5 of the DNS namespace and "clearway.dev". Never changes: every id
// handed out depends on it.
const Uuid& Root() {
    static const Uuid root = Uuid::Derive(
        *Uuid::Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "clearway.dev");
    return root;
}

// Length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
std::string Key(std::string_view kind, std::string_view partner_id, std::string_view key) {
    std::string name(kind);
    name.append(1, ':').append(std::to_string(partner_id.size())).append(1, ':');
    name.append(partner_id).append(1, ':').append(key);
    return name;
}

}  // namespace

PaymentId DerivePaymentId(std::string_view partner_id, std::string_view idempotency_key) {
    return PaymentId(Uuid::Derive(Root(), Key("payment", partner_id, idempotency_key)));
}

AccountId DeriveAccountId(std::string_view partner_id, std::string_view idempotency_key) {
    return AccountId(Uuid::Derive(Root(), Key("account", partner_id, idempotency_key)));
}

AccountId DeriveClearingAccountId(std::string_view currency) {
    return AccountId(Uuid::Derive(Root(), Key("clearing", "", currency)));
}

HoldId DeriveHoldId(const PaymentId& payment) {
    return HoldId(Uuid::Derive(payment.value, "hold"));
}

TransferId DeriveTransferId(const PaymentId& payment) {
    return TransferId(Uuid::Derive(payment.value, "transfer"));
}

CaseId DeriveCaseId(const PaymentId& payment) {
    return CaseId(Uuid::Derive(payment.value, "case"));
}

}  // namespace clearway::core
