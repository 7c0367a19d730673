// SPDX-License-Identifier: Apache-2.0
// What can happen to a payment at a rail, and the facts that tell of it.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "services/settlement/rails/rail_transfer.h"

namespace clearway::settlement::rails {

// --- What happens
// ---------------------------------------------------------------------------------

// It leaves in a file at the cut-off. Nothing of it is built before.
struct Gather {
    Route route;
    core::Timestamp cut_off;
};
// About to be sent. Of a transfer that was submitted before, the route and digest are looked at
// alone: neither changes.
struct BeginSubmission {
    Route route;
    std::string message_digest;
    std::optional<FilePlace> place = {};  // absent: it leaves alone
};
// No rail can take it now.
struct Postpone {
    core::Timestamp until;
};
// The rail's technical acknowledgement: it has the message, no more.
struct Taken {};
// The time for an answer is over, or the connection broke with the message on it.
struct AnswerLost {};
// `number`: 1 for the first; of one that was counted already nothing is done.
struct EnquirySent {
    int number;
};
// It cannot be sent by any rail. Only of a transfer that never was.
struct GiveUp {
    Reason reason;
};

// Its file is not sent again: whoever is left in it was to be stopped.
struct StopUnsent {};

// What a message of the rail says about one transfer.
struct Verdict {
    enum class Kind {
        kAccepted,
        kRejected,
        kReturned,
        kAbsent,
        kPending,
        kRecallRefused,
        kRecalled
    };
    Kind kind;
    std::string message_id;  // the rail's; with kReturned it is the return's id
    Reason reason = {};
    std::optional<core::Money> amount = {};  // when the message names one
    bool notified = false;  // by a line of the account (camt.054), which repeats what was answered
    // With kRejected: the message was not taken. Of one that was sent again that is said of a copy,
    // and the rail may have the one before it.
    bool not_taken = false;
};
// The same from an operator, who asked the rail by other means. Only of a transfer that is unknown,
// or waits to be sent again. The first one's word is a proposal, a second one's same word decides.
struct PersonDecides {
    bool accepted = false;
    Reason reason = {};
    std::string operator_id;
};
// The payment is to be stopped, or its money asked back.
struct RequestRecall {};
struct RecallSent {};
// It may not have arrived: the same is sent again, later each time.
struct RecallLost {};

using Event =
    std::variant<Gather, BeginSubmission, Postpone, Taken, AnswerLost, EnquirySent, GiveUp,
                 StopUnsent, Verdict, PersonDecides, RequestRecall, RecallSent, RecallLost>;

// --- What is told
// ---------------------------------------------------------------------------------

struct Gathered {
    Route route;
    core::Timestamp cut_off;
};
struct Submitted {
    Route route;
    int attempt;
};
struct Accepted {};
struct Rejected {
    Reason reason;
};
struct WentUnknown {};
struct Returned {
    std::string return_id;
    Reason reason;
};
struct RecallRequested {};
struct RecallRefused {
    Reason reason;
};
struct ConflictOpened {
    core::Uuid conflict_id;  // follows from the transfer and what was said: told once
    std::string kind;        // kContradiction and the like
    std::string detail;
};

// A final answer, and another that says the opposite.
inline constexpr char kContradiction[] = "contradiction";
// The rail names an amount that was not ordered.
inline constexpr char kOtherAmount[] = "other_amount";
inline constexpr char kSecondReturn[] = "second_return";
// It was enquired, or the recall tried, often enough: a person asks.
inline constexpr char kNoAnswer[] = "no_answer";
// It was sent often enough, and each time the rail never had it: a person asks.
inline constexpr char kNotTaken[] = "not_taken";
// The rail speaks of a payment that we never gave it.
inline constexpr char kUnknownTransfer[] = "unknown_transfer";
// A message that cannot be read: its digest is kept.
inline constexpr char kUnreadable[] = "unreadable_message";
// What would be sent again is not what was sent.
inline constexpr char kOtherMessage[] = "other_message";

using FactBody = std::variant<Gathered, Submitted, Accepted, Rejected, WentUnknown, Returned,
                              RecallRequested, RecallRefused, ConflictOpened>;

}  // namespace clearway::settlement::rails
