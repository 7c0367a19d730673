// SPDX-License-Identifier: Apache-2.0
// Commands of partners on their accounts: checked input becomes a command of the ledger. Never: a
// gate of the ledger, SQL, messages of the API.
#pragma once

#include <string>

#include "rpc/call_context.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement::usecase {

struct OpenAccountInput {
    std::string currency;
    std::string holder_name;
    std::string holder_country;
    AccountType type;
    std::string party_id = {};  // empty: the account belongs to no customer record
};

// What an account's commands need.
struct AccountPorts {
    LedgerWriter& ledger;
    LedgerReader& reader;
    HolderNames& names;
};

// With an Idempotency-Key the account's id follows from it: a repeat answers the same account and
// notes that in the call. Errors: kInvalidArgument, kUnknownCurrency, kIdempotencyKeyReused, and
// those of the ports.
async::Task<core::Result<Account>> OpenAccount(AccountPorts ports, rpc::CallContext& call,
                                               OpenAccountInput input);

// Errors: kAccountNotFound, kAccountNotEmpty, and those of the ports.
async::Task<core::Result<Account>> CloseAccount(AccountPorts ports, rpc::CallContext& call,
                                                std::string account_id);

struct SandboxCreditInput {
    std::string account_id;
    std::string currency;
    std::string value;  // decimal text
};

struct SandboxCredit {
    Transfer transfer;
    Account account;
};

// As OpenAccount; here the transfer's id follows from the key. Errors: kInvalidAmount,
// kUnknownCurrency, kAccountNotFound, kAccountClosed, kCurrencyMismatch, kBalanceLimit,
// kIdempotencyKeyReused, and those of LedgerWriter::Submit.
async::Task<core::Result<SandboxCredit>> CreateSandboxCredit(LedgerWriter& ledger,
                                                             rpc::CallContext& call,
                                                             SandboxCreditInput input);

}  // namespace clearway::settlement::usecase
