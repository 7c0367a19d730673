// SPDX-License-Identifier: Apache-2.0
// A payment on its way over a rail. Plain data, nothing personal; allowed moves are in
// rail_state.h, what happens to it in rail_events.h, decisions in decide.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/money.h"
#include "services/settlement/rails/calendar.h"
#include "services/settlement/rails/rail_ids.h"
#include "services/settlement/rails/rail_state.h"

namespace clearway::settlement::rails {

// ISO 20022 external status reason, e.g. AC04, and words for the partner.
struct Reason {
    std::string code;
    std::string message = {};

    friend bool operator==(const Reason&, const Reason&) = default;
};

// What the routing table chose, and why: the rule's id.
struct Route {
    std::string rail;
    std::string rule;

    friend bool operator==(const Route&, const Route&) = default;
};

// What is to be paid. Whom, the payment service tells when a message is built.
struct RailOrder {
    core::PaymentId payment;
    std::string partner_id;
    core::AccountId debtor;
    core::Money amount;
    std::string creditor_country;
};

// What an operator says that the rail did. Money is decided by two: it waits for another's same
// word.
struct Proposal {
    bool accepted;
    std::string reason_code;  // of a rejection
    std::string operator_id;

    friend bool operator==(const Proposal&, const Proposal&) = default;
};

// Where a payment stands in the file that it leaves in.
struct FilePlace {
    core::Uuid file;
    core::Timestamp made_at;  // the file, as its message says
    int position;             // 0, 1, 2, ...

    friend bool operator==(const FilePlace&, const FilePlace&) = default;
};

struct RailTransfer {
    RailTransferId id;
    RailOrder order;
    core::Timestamp created_at;
    State state = State::kCreated;
    Recall recall = Recall::kNone;
    Route route = {};  // empty until it is gathered or submitted; a rail once chosen stays
    std::optional<core::Timestamp> cut_off = {};  // it is gathered for a file that leaves then
    std::optional<FilePlace> place = {};          // it was submitted in a file
    int attempts = 0;                 // times it was submitted, always with the same bytes
    int enquiries = 0;                // sent in all: each is a message with a number of its own
    int enquiries_before = 0;         // of them, before the silence that lasts now
    int recalls = 0;                  // times that a recall did not arrive
    std::string message_digest = {};  // SHA-256 of those bytes, 32 bytes
    std::optional<core::Timestamp> due_at = {};  // when something is to be done about it
    Reason reason = {};                          // of a rejection or a return
    std::string return_id = {};                  // the rail's, of the return; behind "notice/" of a
                                                 // line of the account, until the return's message
    std::optional<Proposal> proposal = {};       // ended by whatever moves the transfer
    std::int32_t version = 0;                    // of its stream of facts

    // About this silence: after an answer to an enquiry, or another submission, they begin anew.
    int EnquiriesNow() const { return enquiries - enquiries_before; }
};

// Of the message that it was, or will be, submitted with.
inline std::string MessageIdOf(const RailTransfer& transfer) {
    if (transfer.place) return DeriveFileMessageId(transfer.place->file);
    return DeriveMessageId(transfer.order.payment, MessageKind::kTransfer);
}
// A file that was sent again is a new matter: a recall of before was answered.
inline std::string RecallIdOf(const RailTransfer& transfer) {
    const int number = transfer.place ? transfer.attempts : 1;
    return DeriveMessageId(transfer.order.payment, MessageKind::kRecall, number);
}
inline core::Timestamp MadeAt(const RailTransfer& transfer) {
    return transfer.place ? transfer.place->made_at : transfer.created_at;
}

// How long a rail may take. Data of the rail, not of a transfer.
struct Deadlines {
    std::chrono::milliseconds answer_within{20'000};
    // A rail that works in cycles answers after the end of the one in which it took a payment; they
    // are counted from midnight (UTC) of business days. 0: it has none.
    std::chrono::minutes cycle{0};
    Calendar business_days = {};
    // Until the rail has a message: nothing is awaited of it before.
    std::chrono::milliseconds taken_within{20'000};
    std::chrono::milliseconds enquire_after{5'000};  // doubles with each enquiry
    std::chrono::milliseconds enquire_after_max{3'600'000};
    // Also of recalls that do not arrive, and of submissions that the rail never has.
    int enquiries_before_person = 8;
    // Payments of one file, as long as enquire_after; the next ones follow then.
    int enquiries_at_once = 20;
};

}  // namespace clearway::settlement::rails
