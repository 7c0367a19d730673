// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/file_row.h"

#include <boost/json.hpp>
#include <stdexcept>
#include <unordered_map>

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;

std::vector<std::string> AsTexts(const pqxx::field& field) {
    std::vector<std::string> texts;
    const auto parsed = boost::json::parse(postgres::AsText(field));
    for (const auto& one : parsed.as_array()) texts.emplace_back(one.as_string());
    return texts;
}

std::optional<std::int64_t> AsOptionalInt(const pqxx::field& field) {
    return field.is_null() ? std::nullopt : std::optional(postgres::AsInt(field));
}

matching::CurrencyIndex AsCurrency(const pqxx::field& field) {
    const auto currency = matching::FindCurrency(postgres::AsText(field));
    if (!currency) throw std::runtime_error("a row holds an unknown currency");
    return *currency;
}

KeptFile ToFile(const pqxx::row& row) {
    KeptFile file;
    file.file_id = postgres::AsUuid(row[0]);
    file.sha256 = postgres::AsText(row[1]);
    file.name = postgres::AsText(row[2]);
    file.format = postgres::AsText(row[3]);
    file.faults = AsTexts(row[4]);
    file.discarded = postgres::AsBool(row[5]);
    file.lines = postgres::AsInt(row[6]);
    file.received_at = postgres::AsTimestamp(row[7]);
    file.received_by = postgres::AsText(row[8]);
    file.decided_by = postgres::AsText(row[9]);
    file.reason = postgres::AsText(row[10]);
    file.version = static_cast<std::int32_t>(postgres::AsInt(row[11]));
    return file;
}

KeptStatement ToStatement(const pqxx::row& row, matching::TextPool& texts) {
    KeptStatement one;
    one.head.id = postgres::AsText(row[1]);
    one.head.kind = static_cast<statements::StatementKind>(postgres::AsInt(row[2]));
    one.head.account = texts.Add(postgres::AsText(row[3]));
    one.head.currency = AsCurrency(row[4]);
    one.head.day = static_cast<matching::Day>(postgres::AsInt(row[5]));
    one.head.opening = AsOptionalInt(row[6]);
    one.head.closing = AsOptionalInt(row[7]);
    one.head.number = AsOptionalInt(row[8]);
    one.head.page = static_cast<int>(postgres::AsInt(row[9]));
    one.head.last_page = postgres::AsBool(row[10]);
    one.head.faults = AsTexts(row[11]);
    one.aside = postgres::AsText(row[12]);
    one.waits = postgres::AsBool(row[13]);
    one.head.let_through = postgres::AsBool(row[14]);
    return one;
}

}  // namespace

std::vector<KeptFile> LoadFiles(postgres::Transaction& transaction, const pqxx::result& rows,
                                matching::TextPool& texts) {
    std::vector<KeptFile> files;
    std::unordered_map<core::Uuid, std::size_t> places;
    postgres::UuidArray ids;
    for (const auto& row : rows) {
        files.push_back(ToFile(row));
        places[files.back().file_id] = files.size() - 1;
        ids.Add(files.back().file_id);
    }
    if (files.empty()) return files;
    for (const auto& row :
         postgres::Execute(transaction, {"load_statements", sql::kLoadStatements}, ids.Take()))
        files[places.at(postgres::AsUuid(row[0]))].statements.push_back(ToStatement(row, texts));
    return files;
}

}  // namespace clearway::reconciliation
