// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/exceptions/decide_exception.h"

namespace clearway::reconciliation {
namespace {

using State = ExceptionState;
using Step = ExceptionStep;
using Change = std::optional<ExceptionChange>;

core::Error Conflict(std::string detail) {
    return {.code = core::ErrorCode::kReleaseStateConflict, .detail = std::move(detail)};
}

// In the trail, where a run does not find what was posted.
constexpr char kExplained[] = "explained";
constexpr char kRun[] = "run";

core::Error WrongState(const StatementException& known) {
    return Conflict("The exception is " + std::string(NameOf(known.state)) + ".");
}

ExceptionChange Take(const StatementException& known, Step step, const std::string& by,
                     core::Timestamp at, std::string note = {}) {
    ExceptionChange change{.after = known, .step = step, .by = by, .note = std::move(note)};
    ++change.after.version;
    change.after.changed_at = at;
    return change;
}

ExceptionChange Take(const StatementException& known, Step step, const WorkOnException& command) {
    return Take(known, step, command.by, command.at, command.text);
}

core::Result<Change> Assign(const StatementException& known, const WorkOnException& command) {
    if (known.IsOver()) return WrongState(known);
    if (known.assignee == command.text) return Change();
    auto change = Take(known, Step::kAssigned, command);
    change.after.assignee = command.text;
    return Change(std::move(change));
}

core::Error PostedBefore(const core::Uuid& twin) {
    return Conflict("Exception " + twin.ToString() +
                    " of the same amount and day is posted, and runs speak against it: if this is "
                    "the same movement, close it with a reason; else book it by hand.");
}

core::Result<Change> ProposeReversal(const StatementException& known,
                                     const WorkOnException& command) {
    auto change = Take(known, Step::kProposed, command);
    change.after.state = State::kReversalProposed;
    change.after.proposed_by = command.by;
    return Change(std::move(change));
}

core::Result<Change> Propose(const StatementException& known, const WorkOnException& command,
                             const PostingGrounds& grounds) {
    const bool proposed =
        known.state == State::kProposed || known.state == State::kReversalProposed;
    if (proposed && known.proposed_by == command.by) return Change();
    if (known.state == State::kPosted && known.contradicted) return ProposeReversal(known, command);
    if (known.state != State::kOpen) return WrongState(known);
    if (known.adjustment.amount_minor == 0)
        return Conflict("There is no adjustment to post: close it with a reason.");
    if (grounds.contradicted_twin) return PostedBefore(*grounds.contradicted_twin);
    auto change = Take(known, Step::kProposed, command);
    change.after.state = State::kProposed;
    change.after.proposed_by = command.by;
    return Change(std::move(change));
}

core::Result<Change> Stand(const StatementException& known, const WorkOnException& command) {
    const bool proposed =
        known.state == State::kStandProposed || known.state == State::kReversalStandProposed;
    if (proposed && known.proposed_by == command.by) return Change();
    if (known.state != State::kPosted && known.state != State::kReversed) return WrongState(known);
    if (!known.contradicted) return Conflict("Nothing speaks against it.");
    auto change = Take(known, Step::kStandProposed, command);
    change.after.state = known.IsReversed() ? State::kReversalStandProposed : State::kStandProposed;
    change.after.proposed_by = command.by;
    return Change(std::move(change));
}

// As it was before the proposal that waits, if one does.
void TakeProposalBack(StatementException& one) {
    if (!one.AwaitsSecondOperator()) return;
    if (one.state == State::kProposed)
        one.state = State::kOpen;
    else
        one.state = one.IsReversed() ? State::kReversed : State::kPosted;
    one.proposed_by.clear();
}

core::Result<Change> Reject(const StatementException& known, const WorkOnException& command) {
    if (!known.AwaitsSecondOperator()) return WrongState(known);
    auto change = Take(known, Step::kRejected, command);
    TakeProposalBack(change.after);
    return Change(std::move(change));
}

core::Result<Change> ApproveReversal(const StatementException& known,
                                     const WorkOnException& command) {
    auto change = Take(known, Step::kApproved, command);
    change.after.state = State::kReversalApproved;
    change.after.approved_by = command.by;
    return Change(std::move(change));
}

core::Result<Change> ApproveStand(const StatementException& known, const WorkOnException& command) {
    auto change = Take(known, Step::kStands, command);
    change.after.state = known.IsReversed() ? State::kReversed : State::kPosted;
    change.after.approved_by = command.by;
    change.after.contradicted = false;
    return Change(std::move(change));
}

core::Result<Change> Approve(const StatementException& known, const WorkOnException& command,
                             const PostingGrounds& grounds) {
    if (!known.AwaitsSecondOperator()) {
        // No one has proposed: it was taken back since, and what was approved is something earlier.
        const bool approved = known.IsAdjusted() && !known.proposed_by.empty();
        if (approved && known.approved_by == command.by) return Change();
        return WrongState(known);
    }
    if (known.proposed_by == command.by) return core::ErrorCode::kSecondOperatorNeeded;
    if (known.state == State::kReversalProposed) return ApproveReversal(known, command);
    if (known.state != State::kProposed) return ApproveStand(known, command);
    if (!grounds.accounts) return Conflict("No suspense account is set for the account.");
    if (grounds.contradicted_twin) return PostedBefore(*grounds.contradicted_twin);
    auto change = Take(known, Step::kApproved, command);
    change.after.state = State::kApproved;
    change.after.approved_by = command.by;
    change.after.accounts = grounds.accounts;
    return Change(std::move(change));
}

core::Result<Change> Close(const StatementException& known, const WorkOnException& command) {
    if (known.state == State::kClosed) return Change();
    if (known.state != State::kOpen) return WrongState(known);
    auto change = Take(known, Step::kClosed, command);
    change.after.state = State::kClosed;
    return Change(std::move(change));
}

// Empty: nothing. What was taken back was explained, and may not be there any more.
std::string EvidenceAgainst(const StatementException& known, const StatementException* found) {
    if (known.IsReversed()) return found != nullptr ? found->Terms() : std::string();
    if (found == nullptr) return kExplained;
    return known.HasTermsOf(*found) ? std::string() : found->Terms();
}

void ClearContradiction(StatementException& one) {
    one.contradicted = false;
    one.contradiction.clear();
}

Change OnEvidence(const StatementException& known, const StatementException* found,
                  core::Timestamp at) {
    auto against = EvidenceAgainst(known, found);
    if (against == known.contradiction) return std::nullopt;
    auto change =
        Take(known, against.empty() ? Step::kSupported : Step::kContradicted, kRun, at, against);
    TakeProposalBack(change.after);
    change.after.contradicted = !against.empty();
    change.after.contradiction = std::move(against);
    return change;
}

}  // namespace

core::Result<Change> Decide(const StatementException& known, const WorkOnException& command,
                            const PostingGrounds& grounds) {
    switch (command.act) {
        case ExceptionAct::kAssign: return Assign(known, command);
        case ExceptionAct::kNote: return Change(Take(known, Step::kNoted, command));
        case ExceptionAct::kPropose: return Propose(known, command, grounds);
        case ExceptionAct::kReject: return Reject(known, command);
        case ExceptionAct::kApprove: return Approve(known, command, grounds);
        case ExceptionAct::kClose: return Close(known, command);
        case ExceptionAct::kStand: return Stand(known, command);
    }
    return Change();
}

std::optional<ExceptionChange> OnRun(const StatementException& known,
                                     const StatementException* found, core::Timestamp at) {
    if (known.state == State::kClosed) return std::nullopt;
    if (known.IsAdjusted()) return OnEvidence(known, found, at);
    const bool healed = known.state == State::kHealed;
    if (found == nullptr) {
        if (healed) return std::nullopt;
        auto change = Take(known, Step::kHealed, kRun, at);
        change.after.state = State::kHealed;
        change.after.proposed_by.clear();
        return change;
    }
    if (!healed && known.HasTermsOf(*found)) return std::nullopt;
    auto change = Take(known, healed ? Step::kReopened : Step::kRefreshed, kRun, at);
    change.after.state = State::kOpen;
    change.after.proposed_by.clear();
    change.after.currency = found->currency;
    change.after.value_day = found->value_day;
    change.after.adjustment = found->adjustment;
    return change;
}

std::optional<ExceptionChange> OnLedger(const StatementException& known, const std::string& refusal,
                                        core::Timestamp at) {
    constexpr char kLedger[] = "ledger";
    const bool reverses = known.state == State::kReversalApproved;
    if (known.state != State::kApproved && !reverses) return std::nullopt;
    if (refusal.empty()) {
        auto change = Take(known, reverses ? Step::kReversed : Step::kPosted, kLedger, at);
        change.after.state = reverses ? State::kReversed : State::kPosted;
        if (reverses) ClearContradiction(change.after);
        return change;
    }
    auto change = Take(known, Step::kRefused, kLedger, at, refusal);
    change.after.state = reverses ? State::kPosted : State::kOpen;
    change.after.proposed_by.clear();
    change.after.approved_by.clear();
    if (!reverses) {
        change.after.accounts.reset();
        ClearContradiction(change.after);  // nothing is posted that could be
    }
    return change;
}

}  // namespace clearway::reconciliation
