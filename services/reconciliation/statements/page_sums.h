// SPDX-License-Identifier: Apache-2.0
// The sums of one statement that comes in pages, which may stand in several files.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/reconciliation/statements/statement_file.h"

namespace clearway::reconciliation::statements {

struct Page {
    StatementHead* head = nullptr;
    std::optional<std::int64_t> sum = {};  // of its lines; nullopt: it has no room
};

// A statement that is on one page of its message only, with balances between which its lines add
// up, is no page itself: the others hold other statements. Without balances it may go on there.
// Sorted by their numbers.
void DropPagesOfMessage(const std::vector<Page>& pages);

// Empty, or what is wrong with the pages of a statement, which are sorted by their numbers. Where
// they repeat the balances of the whole, or leave them out, each is given its own.
std::string CheckPages(const std::vector<Page>& pages);

}  // namespace clearway::reconciliation::statements
