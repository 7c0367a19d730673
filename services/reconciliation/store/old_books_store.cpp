// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/old_books_store.h"

#include "embedded/reconciliation_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::reconciliation {

namespace sql = embedded::reconciliation_sql;
using postgres::Execute;

OldBooksStore::OldBooksStore(std::string database_url) : connection_(std::move(database_url)) {}

OldBooks::Piece OldBooksStore::LetGo(const core::PaymentId& after, core::Timestamp before,
                                     std::int64_t limit) {
    try {
        postgres::Transaction transaction(connection_.Get());
        auto piece = LetGoIn(transaction, after, before, limit);
        transaction.commit();
        return piece;
    } catch (...) {
        connection_.Reset();
        throw;
    }
}

OldBooks::Piece OldBooksStore::LetGoIn(postgres::Transaction& transaction,
                                       const core::PaymentId& after, core::Timestamp before,
                                       std::int64_t limit) {
    Piece piece;
    postgres::UuidArray old;
    bool any = false;
    for (const auto& row : Execute(transaction, {"find_old", sql::kFindOld}, after.ToString(),
                                   core::ToMicros(before), limit)) {
        piece.last = postgres::AsId<core::PaymentId>(row[0]);
        if (!postgres::AsBool(row[1])) continue;
        old.Add(*piece.last);
        any = true;
    }
    if (any) {
        const auto gone = Execute(transaction, {"let_go", sql::kLetGo}, old.Take(),
                                  core::ToMicros(before));
        piece.let_go = static_cast<std::int64_t>(gone.size());
    }
    return piece;
}

}  // namespace clearway::reconciliation
