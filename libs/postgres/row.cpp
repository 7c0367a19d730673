// SPDX-License-Identifier: Apache-2.0
#include "postgres/row.h"

#include <stdexcept>

namespace clearway::postgres {

std::int64_t AsInt(const pqxx::field& field) { return field.as<std::int64_t>(); }

std::string AsText(const pqxx::field& field) {
    return field.is_null() ? std::string() : std::string(field.c_str(), field.size());
}

std::string AsBytes(const pqxx::field& field) {
    if (field.is_null()) return {};
    const pqxx::binarystring bytes(field);
    return std::string(bytes.get(), bytes.length());
}

core::Uuid AsUuid(const pqxx::field& field) {
    if (field.is_null()) return {};
    const auto uuid = core::Uuid::Parse({field.c_str(), field.size()});
    if (!uuid) throw std::runtime_error("a column that should hold a UUID does not");
    return *uuid;
}

core::Timestamp AsTimestamp(const pqxx::field& field) { return core::FromMicros(AsInt(field)); }

std::optional<core::Timestamp> AsOptionalTimestamp(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return AsTimestamp(field);
}

bool AsBool(const pqxx::field& field) { return field.as<bool>(); }

}  // namespace clearway::postgres
