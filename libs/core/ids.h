// SPDX-License-Identifier: Apache-2.0
// Identifiers as distinct types: no raw string or UUID crosses a function by mistake.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "core/uuid.h"

namespace clearway::core {

template <class Tag>
struct Id {
    Uuid value;

    constexpr Id() = default;
    constexpr explicit Id(const Uuid& uuid) : value(uuid) {}

    static std::optional<Id> Parse(std::string_view text) {
        const auto uuid = Uuid::Parse(text);
        if (!uuid) return std::nullopt;
        return Id(*uuid);
    }
    std::string ToString() const { return value.ToString(); }

    friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using PaymentId = Id<struct PaymentTag>;
using AccountId = Id<struct AccountTag>;
using HoldId = Id<struct HoldTag>;
using TransferId = Id<struct TransferTag>;
using CaseId = Id<struct CaseTag>;

// The derivations every service agrees on; all follow from the partner and the Idempotency-Key.
PaymentId DerivePaymentId(std::string_view partner_id, std::string_view idempotency_key);
AccountId DeriveAccountId(std::string_view partner_id, std::string_view idempotency_key);
AccountId DeriveClearingAccountId(std::string_view currency);
HoldId DeriveHoldId(const PaymentId& payment);
TransferId DeriveTransferId(const PaymentId& payment);
CaseId DeriveCaseId(const PaymentId& payment);

}  // namespace clearway::core

template <class Tag>
struct std::hash<clearway::core::Id<Tag>> {
    std::size_t operator()(const clearway::core::Id<Tag>& id) const noexcept {
        return std::hash<clearway::core::Uuid>{}(id.value);
    }
};
