// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/statement_parts.h"

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/row.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

constexpr auto kUnfinishedKept = std::chrono::hours(24);

// One after the other: the file is in memory once.
std::string LoadParts(postgres::Transaction& transaction, const std::string& sha256,
                      std::int64_t size) {
    std::string whole;
    whole.reserve(static_cast<std::size_t>(size));
    std::int64_t after = -1;
    while (true) {
        const auto rows =
            Execute(transaction, {"load_statement_part", sql::kLoadStatementPart}, sha256, after);
        if (rows.empty()) return whole;
        after = postgres::AsInt(rows[0][0]);
        whole += postgres::AsBytes(rows[0][1]);
    }
}

}  // namespace

PartsKept KeepPart(postgres::Transaction& transaction, const StatementPart& part) {
    // Two that bring the last parts at once: the second one sees what the first one brought.
    Execute(transaction, {"lock_upload", sql::kLockUpload}, part.sha256);
    Execute(transaction, {"add_statement_part", sql::kAddStatementPart}, part.sha256, part.offset,
            pqxx::binarystring(part.content), core::ToMicros(part.at));
    PartsKept kept;
    kept.received = postgres::AsInt(Execute(
        transaction, {"count_statement_parts", sql::kCountStatementParts}, part.sha256)[0][0]);
    if (kept.received < part.size) return kept;
    kept.whole = LoadParts(transaction, part.sha256, kept.received);
    return kept;
}

void ForgetParts(postgres::Transaction& transaction, const std::string& sha256,
                 core::Timestamp now) {
    Execute(transaction, {"drop_statement_parts", sql::kDropStatementParts}, sha256,
            core::ToMicros(now - kUnfinishedKept));
}

}  // namespace clearway::reconciliation
