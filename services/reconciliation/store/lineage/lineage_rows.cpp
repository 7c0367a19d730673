// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/lineage/lineage_rows.h"

#include <stdexcept>

namespace clearway::reconciliation {
namespace {

core::Money AsMoney(const pqxx::field& code, const pqxx::field& amount) {
    const auto currency = core::Currency::Parse(postgres::AsText(code));
    if (!currency) throw std::runtime_error("a row holds an unknown currency");
    return core::Money(*currency, postgres::AsInt(amount));
}

template <class Id>
std::optional<Id> AsOptionalId(const pqxx::field& field) {
    return field.is_null() ? std::nullopt : std::optional(Id(postgres::AsUuid(field)));
}

}  // namespace

LineOnTrail ToLine(const pqxx::row& row) {
    const auto amount = AsMoney(row[9], row[10]);
    return {.line_id = postgres::AsUuid(row[0]),
            .match_id = AsOptionalId<core::Uuid>(row[1]),
            .file_id = postgres::AsUuid(row[2]),
            .file_name = postgres::AsText(row[3]),
            .file_sha256 = postgres::AsText(row[4]),
            .statement = postgres::AsText(row[5]),
            .position = postgres::AsInt(row[6]),
            .counts = postgres::AsBool(row[7]),
            .account = postgres::AsId<core::AccountId>(row[8]),
            .amount = amount,
            .booked_day = postgres::AsInt(row[11]),
            .value_day = postgres::AsInt(row[12]),
            .uetr = postgres::AsText(row[13]),
            .end_to_end_id = postgres::AsText(row[14]),
            .instruction_id = postgres::AsText(row[15]),
            .reference = postgres::AsText(row[16]),
            .bank_id = postgres::AsText(row[17])};
}

ExpectationOnTrail ToExpectation(const pqxx::row& row) {
    const auto amount = AsMoney(row[3], row[4]);
    return {.transfer_id = postgres::AsId<core::TransferId>(row[0]),
            .payment_id = AsOptionalId<core::PaymentId>(row[1]),
            .account = postgres::AsId<core::AccountId>(row[2]),
            .amount = amount,
            .value_day = postgres::AsInt(row[5]),
            .match_id = AsOptionalId<core::Uuid>(row[6])};
}

MatchOnTrail ToMatch(const pqxx::row& row) {
    const auto amount = AsMoney(row[5], row[6]);
    return {.match_id = postgres::AsUuid(row[0]),
            .pass = postgres::AsText(row[1]),
            .found_at = postgres::AsTimestamp(row[2]),
            .lines = postgres::AsInt(row[3]),
            .expectations = postgres::AsInt(row[4]),
            .difference = amount};
}

}  // namespace clearway::reconciliation
