// SPDX-License-Identifier: Apache-2.0
// Calls of other services and operators on the ledger.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "rpc/call_context.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement::usecase {

// Errors: kInvalidArgument (more than 100), and those of LedgerReader.
async::Task<core::Result<std::vector<Account>>> ResolveAccounts(LedgerReader& reader,
                                                                std::vector<std::string> ids);

// Told of every hold that was placed, with the moment it expires.
using HoldPlacedNotice = std::function<void(core::Timestamp)>;

// Errors: kHoldMismatch, kSameAccount, and those of LedgerWriter::Submit.
async::Task<core::Result<HoldReply>> PlaceHold(LedgerWriter& ledger, const rpc::CallContext& call,
                                               settlement::PlaceHold hold,
                                               const HoldPlacedNotice& notice);

// Errors: those of LedgerWriter::Submit.
async::Task<core::Result<ReleaseReply>> VoidHold(LedgerWriter& ledger, const rpc::CallContext& call,
                                                 core::HoldId id);

// Errors: kInvalidArgument (none, or more than 500; all or none with two of a currency), and those
// of LedgerWriter::Submit.
async::Task<core::Result<BookingReply>> BookTransfers(LedgerWriter& ledger,
                                                      const rpc::CallContext& call,
                                                      std::vector<TransferOrder> orders,
                                                      bool all_or_none = false);

struct TrialBalance {
    std::vector<TrialLine> lines;
    bool balanced;
};

// Errors: those of LedgerReader.
async::Task<core::Result<TrialBalance>> GetTrialBalance(LedgerReader& reader);

}  // namespace clearway::settlement::usecase
