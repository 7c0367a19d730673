// SPDX-License-Identifier: Apache-2.0
// Operators' calls on money in suspense. Never: SQL, messages of the API.
#pragma once

#include <string>
#include <vector>

#include "rpc/call_context.h"
#include "services/settlement/usecase/ports.h"
#include "services/settlement/usecase/suspense_ports.h"

namespace clearway::settlement::usecase {

struct SuspenseDesk {
    LedgerWriter& ledger;
    SuspenseReader& reader;
};

struct SuspendedPage {
    std::vector<SuspendedTransfer> transfers;
    std::string next_page_token;
};
// Errors: kInvalidArgument (page_size, page_token), and those of SuspenseReader.
async::Task<core::Result<SuspendedPage>> ListSuspended(SuspenseDesk desk, bool released_too,
                                                       int page_size, std::string page_token);

// `creditor`: an account's id, or "clearing". Errors: kInvalidArgument, kNotFound, and those of
// LedgerWriter::Submit and of the decision.
async::Task<core::Result<SuspendedTransfer>> ReleaseSuspended(SuspenseDesk desk,
                                                              const rpc::CallContext& call,
                                                              core::TransferId id,
                                                              std::string creditor);

}  // namespace clearway::settlement::usecase
