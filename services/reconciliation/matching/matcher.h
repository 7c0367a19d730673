// SPDX-License-Identifier: Apache-2.0
// Matches what statements say with what was expected: account by account, and in an account
// currency by currency, pass after pass. A function of the sealed book and the rules alone: the
// order in which rows came changes nothing.
#pragma once

#include <functional>

#include "services/reconciliation/matching/book.h"
#include "services/reconciliation/matching/outcome.h"
#include "services/reconciliation/matching/rules.h"

namespace clearway::reconciliation::matching {

// Told after each pass over an account: rows of both sides that are through, of how many.
using Watch = std::function<void(std::uint64_t done, std::uint64_t all)>;

// `book` is sealed and outlives the outcome's use.
Outcome Match(const Book& book, const Rules& rules, const Watch& watch = {});

}  // namespace clearway::reconciliation::matching
