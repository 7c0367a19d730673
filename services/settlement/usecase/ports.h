// SPDX-License-Identifier: Apache-2.0
// What the use cases need of the store. Never: SQL, messages of the API.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/page_token.h"
#include "core/result.h"
#include "services/settlement/domain/command.h"

namespace clearway::settlement {

class LedgerWriter {
public:
    virtual ~LedgerWriter() = default;
    // Answers when the command's effect is durable. Errors: kOverloaded, kUnavailable (repeat with
    // the same ids), and those of the decision (domain/decide.h).
    virtual async::Task<core::Result<Reply>> Submit(Command command) = 0;
};

class HolderNames {
public:
    virtual ~HolderNames() = default;
    // The name as it is stored, under the key of `person`; it opens as that account's only. Errors:
    // kUnavailable, kOverloaded; kInvalidArgument when the person was erased.
    virtual async::Task<core::Result<std::string>> Seal(core::AccountId account, core::Uuid person,
                                                        core::Sensitive<std::string> name) = 0;
};

struct StatementQuery {
    std::string partner_id;
    core::AccountId account_id;
    std::optional<core::Timestamp> from = {};  // inclusive
    std::optional<core::Timestamp> to = {};    // exclusive
    std::int64_t after = 0;                    // sequence number of the last entry seen; 0: none
    std::optional<std::int64_t> closing = {};  // sequence number of the statement's last entry
    int limit;
};

struct StatementLine {
    Entry entry;
    std::optional<core::PaymentId> payment_id;
};

struct StatementPage {
    core::Currency currency;
    std::int64_t opening_balance;
    std::int64_t closing_balance;
    std::int64_t closing;  // see StatementQuery
    std::vector<StatementLine> lines;
};

struct TrialLine {
    std::string currency;
    std::int64_t accounts;
    std::int64_t entries;
    std::int64_t transfers;
    std::string sum_of_balances;  // minor units
    std::string sum_of_entries;
    std::int64_t inconsistent_accounts;

    bool IsBalanced() const {
        return sum_of_balances == "0" && sum_of_entries == "0" && inconsistent_accounts == 0 &&
               entries == 2 * transfers;
    }
};

struct OpenHold {
    core::HoldId id;
    core::Timestamp expires_at;
};

// Accounts come with the holder's name opened, or gone; without the keys it is kUnavailable. Errors
// of all: kOverloaded, kUnavailable.
class LedgerReader {
public:
    virtual ~LedgerReader() = default;
    // Only the partner's own. Errors: kAccountNotFound.
    virtual async::Task<core::Result<Account>> FindAccount(std::string partner_id,
                                                           core::AccountId id) = 0;
    // Newest first.
    virtual async::Task<core::Result<std::vector<Account>>> ListAccounts(
        std::string partner_id, std::optional<core::PagePosition> after, int limit) = 0;
    // Of any partner; unknown ids are left out.
    virtual async::Task<core::Result<std::vector<Account>>> ResolveAccounts(
        std::vector<core::AccountId> ids) = 0;
    // Errors: kAccountNotFound.
    virtual async::Task<core::Result<StatementPage>> ReadStatement(StatementQuery query) = 0;
    // Of the whole ledger. Errors: kDeadlineExceeded.
    virtual async::Task<core::Result<std::vector<TrialLine>>> ReadTrialBalance() = 0;
    // Open holds, those that expire first.
    virtual async::Task<core::Result<std::vector<OpenHold>>> EarliestHolds(int limit) = 0;
};

}  // namespace clearway::settlement
