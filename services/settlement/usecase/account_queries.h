// SPDX-License-Identifier: Apache-2.0
// Reads of partners on their accounts. An account of another partner is not found.
#pragma once

#include <string>
#include <vector>

#include "rpc/call_context.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement::usecase {

// Errors of all: kAccountNotFound or kInvalidArgument (page_size, page_token, from, to), and those
// of LedgerReader.
async::Task<core::Result<Account>> GetAccount(LedgerReader& reader, const rpc::CallContext& call,
                                              std::string account_id);

struct Page {
    int size;  // 0: the default
    std::string token;
};

struct AccountPage {
    std::vector<Account> accounts;
    std::string next_page_token;
};

async::Task<core::Result<AccountPage>> ListAccounts(LedgerReader& reader,
                                                    const rpc::CallContext& call, Page page);

struct StatementInput {
    std::string account_id;
    std::optional<core::Timestamp> from;
    std::optional<core::Timestamp> to;
    Page page;
};

struct Statement {
    core::AccountId account_id;
    StatementPage page;
    std::string next_page_token;
};

async::Task<core::Result<Statement>> GetStatement(LedgerReader& reader,
                                                  const rpc::CallContext& call,
                                                  StatementInput input);

}  // namespace clearway::settlement::usecase
