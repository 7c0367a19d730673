// SPDX-License-Identifier: Apache-2.0
// An account of the ledger. Posted is what was booked, held what open holds reserve of it; what is
// left is available. Only the Ledger changes the sums.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/currency.h"
#include "core/ids.h"
#include "core/sensitive.h"

namespace clearway::settlement {

// Of the platform's own books: kClearing stands for the world outside, through kSettlement a
// participant settles with the others, kSuspense keeps money whose right account cannot take it,
// kFees is what was earned, kRounding what divisions left over.
enum class AccountType {
    kCustomer,
    kMerchant,
    kClearing,
    kSettlement,
    kSuspense,
    kFees,
    kRounding
};
enum class AccountStatus { kActive, kClosed };

struct Account {
    core::AccountId id;
    std::string partner_id;  // empty: the platform's own
    core::Currency currency;
    AccountType type;
    // The ledger books without knowing the holder: a loaded account has neither form of the name.
    core::Sensitive<std::string> holder_name = {};
    std::string sealed_holder_name = {};  // as it is stored
    bool holder_erased = false;           // opened in vain: the name is gone
    std::string holder_country = {};
    std::optional<core::Uuid> party_id = {};  // the customer record it belongs to
    core::Timestamp created_at;
    AccountStatus status = AccountStatus::kActive;
    std::int64_t posted = 0;  // minor units, as is held
    std::int64_t held = 0;
    std::int64_t last_entry = 0;  // sequence number of the newest entry; 0: none
    // Entries of an account never go back in time, so that a past balance can be searched for.
    core::Timestamp last_booked_at = {};
    std::int32_t version = 0;  // of the account's stream of facts

    // Cannot overflow: an account of the platform holds nothing, the others at most what is posted.
    std::int64_t Available() const { return posted - held; }
    bool MayGoBelowZero() const { return IsThePlatforms(); }
    bool IsThePlatforms() const {
        return type != AccountType::kCustomer && type != AccountType::kMerchant;
    }
    bool IsClosed() const { return status == AccountStatus::kClosed; }
};

core::AccountId SuspenseAccountOf(const core::Currency& currency);
core::AccountId FeeAccountOf(const core::Currency& currency);
core::AccountId RoundingAccountOf(const core::Currency& currency);

// Whose key seals what is personal about the holder.
inline core::Uuid PersonOf(const Account& account) {
    return account.party_id.value_or(account.id.value);
}

}  // namespace clearway::settlement
