// SPDX-License-Identifier: Apache-2.0
// What facts tell that a bank's statement must show: money that left or entered over an account at
// a bank, and by what the bank may call it. In whatever order the facts come. Plain values.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::reconciliation {

struct ExpectedOnStatement {
    core::TransferId transfer_id;  // or the id of a settlement window's instruction
    std::optional<core::PaymentId> payment_id = {};
    // The ledger's, for the one at the bank. Absent: nobody has said yet whose that is.
    std::optional<core::AccountId> account;
    core::Money amount;  // negative: it leaves the account
    core::Uuid fact_id;  // the ledger's
    core::Timestamp moved_at;
    std::string reference = {};  // by which the bank may call it, where no payment's fact says one
    std::string number = {};     // of our account at the bank, where a fact says only that
};

// What one fact tells; what others told stays.
struct PaymentReferences {
    core::PaymentId payment_id;
    std::string end_to_end_id = {};
    std::string uetr = {};
    std::string message_id = {};
    std::string rail = {};  // by which it left
};

using StatementNews = std::variant<ExpectedOnStatement, PaymentReferences>;

// One a payment, in the order of their ids.
std::vector<PaymentReferences> Unite(std::vector<PaymentReferences> told);

}  // namespace clearway::reconciliation
