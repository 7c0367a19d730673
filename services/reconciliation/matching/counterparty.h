// SPDX-License-Identifier: Apache-2.0
// Who stands on the other side of a movement, as far as both sides say: by account, else by name.
// Names are told in many ways: in another order, cut, without what a company is by law.
#pragma once

#include <cstdint>

#include "services/reconciliation/matching/book.h"

namespace clearway::reconciliation::matching {

enum class SameCounterparty : std::uint8_t {
    kNo,  // different accounts; or names of which neither has all the words of the other one
    kUnknown,
    kByName,
    kByAccount,
};

SameCounterparty CompareCounterparties(const TextPool& texts, const Movement& a, const Movement& b);

}  // namespace clearway::reconciliation::matching
