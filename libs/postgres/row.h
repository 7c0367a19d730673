// SPDX-License-Identifier: Apache-2.0
// Reading columns: libpqxx 6 throws on NULL where a value is asked for, so NULL is tested here.
#pragma once

#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/ids.h"

namespace clearway::postgres {

std::int64_t AsInt(const pqxx::field& field);
std::string AsText(const pqxx::field& field);  // "" for NULL
std::string AsBytes(const pqxx::field& field);
core::Uuid AsUuid(const pqxx::field& field);  // nil for NULL
// The column must be selected as microseconds, (extract(epoch from t) * 1000000)::bigint, or as
// timestamptz_send(t): no arithmetic in numeric, for rows that are read by the thousand.
core::Timestamp AsTimestamp(const pqxx::field& field);
std::optional<core::Timestamp> AsOptionalTimestamp(const pqxx::field& field);
bool AsBool(const pqxx::field& field);

template <class IdType>
IdType AsId(const pqxx::field& field) {
    return IdType(AsUuid(field));
}

}  // namespace clearway::postgres
