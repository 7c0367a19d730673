// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/statement_parts.h"

#include "embedded/reconciliation_statement_sql.h"
#include "postgres/row.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using postgres::Execute;

constexpr auto kUnfinishedKept = std::chrono::hours(24);

}  // namespace

PartsKept KeepPart(postgres::Transaction& transaction, const StatementPart& part) {
    Execute(transaction, {"add_statement_part", sql::kAddStatementPart}, part.sha256, part.offset,
            pqxx::binarystring(part.content), core::ToMicros(part.at));
    PartsKept kept;
    kept.received = postgres::AsInt(Execute(
        transaction, {"count_statement_parts", sql::kCountStatementParts}, part.sha256)[0][0]);
    if (kept.received < part.size) return kept;
    kept.whole.emplace();
    for (const auto& row :
         Execute(transaction, {"load_statement_parts", sql::kLoadStatementParts}, part.sha256))
        *kept.whole += postgres::AsBytes(row[0]);
    return kept;
}

void ForgetParts(postgres::Transaction& transaction, const std::string& sha256,
                 core::Timestamp now) {
    Execute(transaction, {"drop_statement_parts", sql::kDropStatementParts}, sha256,
            core::ToMicros(now - kUnfinishedKept));
}

}  // namespace clearway::reconciliation
