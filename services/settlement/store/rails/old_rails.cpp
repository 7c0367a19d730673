// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/rails/old_rails.h"

#include <algorithm>

#include "embedded/settlement_sql.h"
#include "postgres/row.h"

namespace clearway::settlement {

namespace sql = embedded::settlement_sql;

std::int64_t StoredOldRailTransfers::LetGo(core::Timestamp before, int limit) {
    try {
        postgres::Transaction transaction(connection_.Get());
        std::int64_t most = 0;
        for (const auto& statement :
             {postgres::Statement{"let_go_of_rail_transfers", sql::kLetGoOfRailTransfers},
              postgres::Statement{"let_go_of_rail_files", sql::kLetGoOfRailFiles},
              postgres::Statement{"let_go_of_rail_messages", sql::kLetGoOfRailMessages},
              postgres::Statement{"let_go_of_rail_conflicts", sql::kLetGoOfRailConflicts}}) {
            const auto gone =
                postgres::Execute(transaction, statement, core::FormatRfc3339(before), limit);
            most = std::max(most, postgres::AsInt(gone.at(0)[0]));
        }
        transaction.commit();
        return most;
    } catch (...) {
        connection_.Reset();
        throw;
    }
}

}  // namespace clearway::settlement
