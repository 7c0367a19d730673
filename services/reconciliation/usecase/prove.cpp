// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/prove.h"

#include <algorithm>
#include <iterator>

#include "services/reconciliation/domain/decide.h"

namespace clearway::reconciliation {

Proof Prove(Books& books, std::span<Record> records, core::Timestamp late_before,
            core::Timestamp now, std::vector<Fact>& facts) {
    auto changes = Decide(records, late_before, now);
    books.Save(records);
    books.Close(changes.closed, now);
    books.Open(changes.opened);
    books.AddToTotals(changes.matched_more, changes.in_flight_more);
    std::ranges::move(changes.facts, std::back_inserter(facts));
    return {.breaks_new = static_cast<std::int64_t>(changes.opened.size()),
            .breaks_closed = static_cast<std::int64_t>(changes.closed.size())};
}

}  // namespace clearway::reconciliation
