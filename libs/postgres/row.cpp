// SPDX-License-Identifier: Apache-2.0
#include "postgres/row.h"

#include <charconv>
#include <stdexcept>

namespace clearway::postgres {
namespace {

// The server's wire form counts microseconds from 2000-01-01.
constexpr std::int64_t kServerEpochMicros = 946'684'800'000'000;

core::Timestamp FromWireForm(std::string_view hex) {
    std::uint64_t micros = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), micros, 16);
    if (error != std::errc() || end != hex.data() + hex.size() || hex.size() != 16)
        throw std::runtime_error("a column that should hold a moment does not");
    return core::FromMicros(static_cast<std::int64_t>(micros) + kServerEpochMicros);
}

}  // namespace

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

core::Timestamp AsTimestamp(const pqxx::field& field) {
    const std::string_view text(field.c_str(), field.size());
    return text.starts_with("\\x") ? FromWireForm(text.substr(2)) : core::FromMicros(AsInt(field));
}

std::optional<core::Timestamp> AsOptionalTimestamp(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return AsTimestamp(field);
}

bool AsBool(const pqxx::field& field) { return field.as<bool>(); }

}  // namespace clearway::postgres
