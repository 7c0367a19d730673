// SPDX-License-Identifier: Apache-2.0
// Columns that several statements share.
#pragma once

#include <optional>
#include <stdexcept>

#include "postgres/array.h"
#include "postgres/row.h"
#include "services/reconciliation/domain/break.h"

namespace clearway::reconciliation {

inline std::optional<core::Money> AsMoney(const pqxx::field& currency, const pqxx::field& minor) {
    if (currency.is_null() || minor.is_null()) return std::nullopt;
    const auto known = core::Currency::Parse(postgres::AsText(currency));
    if (!known) throw std::runtime_error("a row holds an unknown currency");
    return core::Money(*known, postgres::AsInt(minor));
}

inline BreakReason AsReason(const pqxx::field& field) {
    const auto reason = ReasonNumbered(postgres::AsInt(field));
    if (!reason) throw std::runtime_error("a break has an unknown reason");
    return *reason;
}

// An optional amount as the two columns of a batch.
struct MoneyColumns {
    postgres::TextArray currencies;
    postgres::IntegerArray amounts;

    void Add(const std::optional<core::Money>& money) {
        if (money) {
            currencies.Add(money->GetCurrency().Code());
            amounts.Add(money->MinorUnits());
        } else {
            currencies.AddNull();
            amounts.AddNull();
        }
    }
};

}  // namespace clearway::reconciliation
