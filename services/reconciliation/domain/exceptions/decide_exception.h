// SPDX-License-Identifier: Apache-2.0
// What becomes of an exception: by what a run finds, by what operators say, by what the ledger
// answers. Pure: no clock, no store.
#pragma once

#include <optional>

#include "core/result.h"
#include "services/reconciliation/domain/exceptions/exception.h"

namespace clearway::reconciliation {

enum class ExceptionAct : std::uint8_t {
    kAssign,
    kNote,
    kPropose,
    kReject,
    kApprove,
    kClose,
    kStand
};

struct WorkOnException {
    core::Uuid exception_id;
    ExceptionAct act;
    std::string by;
    std::string text = {};  // the assignee, a note or a reason
    core::Timestamp at;
};

// A step of the trail, and the exception behind it.
struct ExceptionChange {
    StatementException after;
    ExceptionStep step;
    std::string by;    // SPIFFE id; "run" or "ledger" where no person did it
    std::string note;  // of the trail
};

// What decides beside the exception whether its adjustment may be posted.
struct PostingGrounds {
    std::optional<AdjustmentAccounts> accounts = {};  // absent: nothing is posted for the account
    // One of the same account and terms, approved or posted, that later evidence speaks against,
    // though operators let it stand: a bank that tells a movement again in another file makes a
    // new exception of it.
    std::optional<core::Uuid> contradicted_twin = {};
};

// What is posted and contradicted is proposed and approved once more, to be taken back; or it
// stands, which takes two operators as well.
// nullopt: it is so already. Errors: kReleaseStateConflict where its state or the grounds do not
// allow it or there is nothing to post; kSecondOperatorNeeded where who proposed would approve.
core::Result<std::optional<ExceptionChange>> Decide(const StatementException& known,
                                                    const WorkOnException& command,
                                                    const PostingGrounds& grounds = {});

// A run looked: it is as `found`, or explained where that is null. nullopt: nothing is new. Terms
// are refreshed until they are approved. What is adjusted is contradicted by each new evidence
// against it, and no more once there is none; a proposal that was made before is off then.
std::optional<ExceptionChange> OnRun(const StatementException& known,
                                     const StatementException* found, core::Timestamp at);

// The ledger answered; `refusal` is empty when the adjustment, or its reversal, is posted.
std::optional<ExceptionChange> OnLedger(const StatementException& known, const std::string& refusal,
                                        core::Timestamp at);

}  // namespace clearway::reconciliation
