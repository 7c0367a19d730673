// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/verify_books.h"

#include "embedded/settlement_sql.h"
#include "services/settlement/store/rows.h"
#include "services/settlement/store/verify_settlement.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;

void VerifyTrialBalance(postgres::Transaction& transaction, Verification& found) {
    for (const auto& row : postgres::Execute(transaction, {"trial_balance", sql::kTrialBalance})) {
        found.lines.push_back(ReadTrialLine(row));
        if (!found.lines.back().IsBalanced()) {
            found.faults.push_back("the books of " + found.lines.back().currency +
                                   " do not balance");
        }
    }
}

}  // namespace

Verification VerifyBooks(postgres::Transaction& transaction, const VerifyProgress& progress) {
    Verification found;
    VerifyTrialBalance(transaction, found);
    progress(40);
    VerifyWindows(transaction, found);
    progress(80);
    VerifyParticipants(transaction, found);
    progress(100);
    return found;
}

}  // namespace clearway::settlement
