// SPDX-License-Identifier: Apache-2.0
// Operators' calls on payments at rails. Never: SQL, messages of the API.
#pragma once

#include <string>
#include <vector>

#include "rpc/call_context.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement::usecase {

struct RailDesk {
    RailBookWriter& book;
    RailBookReader& reader;
    const core::Clock& clock;
};

// Errors of all: those of the book and its reader, and kNotFound for what is not there.
async::Task<core::Result<rails::RailTransfer>> GetRailTransfer(RailDesk desk,
                                                               core::PaymentId payment);

// Also: kPaymentStateConflict. The reason's code only with a rejection.
async::Task<core::Result<rails::RailTransfer>> DecideRailTransfer(RailDesk desk,
                                                                  const rpc::CallContext& call,
                                                                  core::PaymentId payment,
                                                                  std::string outcome,
                                                                  std::string reason_code);
// Also: kPaymentStateConflict.
async::Task<core::Result<rails::RailTransfer>> RecallRailTransfer(RailDesk desk,
                                                                  core::PaymentId payment);

// Those about which an operator may have to do something: without an answer, to be sent again, or
// not sent for minutes, because its rail is closed or what was ordered cannot be had.
struct RailTransferPage {
    std::vector<rails::RailTransfer> transfers;
    std::string next_page_token;
};
// Also: kInvalidArgument (page_size, page_token), as of the next.
async::Task<core::Result<RailTransferPage>> ListWaitingRailTransfers(RailDesk desk, int page_size,
                                                                     std::string page_token);

struct RailConflictPage {
    std::vector<StoredRailConflict> conflicts;
    std::string next_page_token;
};
async::Task<core::Result<RailConflictPage>> ListRailConflicts(RailDesk desk, bool resolved_too,
                                                              int page_size,
                                                              std::string page_token);

async::Task<core::Result<core::Done>> ResolveConflict(RailDesk desk, const rpc::CallContext& call,
                                                      core::Uuid conflict, std::string note);

}  // namespace clearway::settlement::usecase
