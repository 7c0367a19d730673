// SPDX-License-Identifier: Apache-2.0
// What is posted to set the books right with a bank: amounts, sides and accounts. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/money.h"

namespace clearway::reconciliation {

// Which account takes the difference. The numbers are those of the table.
enum class OtherSide : std::uint8_t {
    kSuspense = 1,  // what nobody has explained yet
    kFees = 2,      // what banks took off on the way
    kRounding = 3,  // what rates and roundings left over
};
std::string_view NameOf(OtherSide side);  // "fees"

// What would set the books right. The nostro is the ledger's account for the one at the bank.
struct SuggestedAdjustment {
    // Of a wrong currency: what was expected is taken back in its own one.
    struct Second {
        core::Currency currency;
        std::int64_t minor = 0;  // positive: debits the nostro

        friend bool operator==(const Second&, const Second&) = default;
    };

    bool debit_nostro = false;      // else credit
    std::int64_t amount_minor = 0;  // 0: there is nothing to post
    std::string text;               // for a person
    OtherSide other_side = OtherSide::kSuspense;
    std::optional<Second> second = {};
};

// The accounts that an adjustment moves money between, in the currency of each transfer.
struct AdjustmentAccounts {
    core::AccountId nostro;
    core::AccountId other;
    // Of the second transfer, where there is one.
    std::optional<core::AccountId> second_nostro = {};
    std::optional<core::AccountId> second_other = {};
};

// One transfer of an adjustment, or of its reversal.
struct AdjustmentTransfer {
    core::TransferId transfer_id;
    core::AccountId debtor;
    core::AccountId creditor;
    core::Money amount;
};

}  // namespace clearway::reconciliation
