// SPDX-License-Identifier: Apache-2.0
// Facts of one payment, and the table of what the proof must find in them.
#pragma once

#include <string>
#include <vector>

#include "services/reconciliation/domain/judge.h"

namespace clearway::reconciliation {

inline const auto kPayment = core::DerivePaymentId("acme", "one");
inline const auto kDebtor = core::DeriveAccountId("acme", "debtor");
inline const auto kCreditor = core::DeriveAccountId("acme", "creditor");
inline const auto kOther = core::DeriveAccountId("acme", "other");

inline core::Money Minor(std::int64_t minor, std::string_view currency = "EUR") {
    return core::Money(*core::Currency::Parse(currency), minor);
}

inline Expectation Told(PaymentState state, std::int32_t version = 1) {
    return {.payment_id = kPayment,
            .version = version,
            .state = state,
            .debtor = kDebtor,
            .creditor = kCreditor,
            .amount = Minor(100),
            .automatic_capture = true};
}
inline Expectation Manual(PaymentState state, std::int32_t version = 1) {
    auto told = Told(state, version);
    told.automatic_capture = false;
    return told;
}
inline Expectation Capture(std::int64_t minor) {
    auto told = Manual(PaymentState::kCaptureRequested, 2);
    told.captured_minor = minor;
    return told;
}
inline Expectation Settled(std::int64_t minor, std::int32_t version = 3) {
    auto told = Manual(PaymentState::kSettled, version);
    told.settled_minor = minor;
    return told;
}
inline Movement Moved(std::int64_t minor = 100, int number = 1) {
    return {.event_id = core::Uuid::Derive(kPayment.value, std::to_string(number)),
            .payment_id = kPayment,
            .debtor = kDebtor,
            .creditor = kCreditor,
            .amount = Minor(minor)};
}
inline Movement MovedIn(std::string_view currency) {
    auto moved = Moved();
    moved.amount = Minor(100, currency);
    return moved;
}
inline Movement MovedTo(core::AccountId creditor) {
    auto moved = Moved();
    moved.creditor = creditor;
    return moved;
}

struct JudgeRow {
    const char* what;
    std::vector<Expectation> told;
    std::vector<Movement> moved;
    ReasonSet found_at_once;
    bool in_flight;
    bool matched;
    ReasonSet found_late;
};

// A table: a row stays together.
// clang-format off
inline std::vector<JudgeRow> JudgeTable() {
    using State = PaymentState;
    using enum BreakReason;
    return {
        // Agreement.
        {"settled, moved", {Told(State::kSettled)}, {Moved()}, 0, false, true, 0},
        {"part captured", {Capture(30), Settled(30)}, {Moved(30)}, 0, false, true, 0},
        {"declined", {Told(State::kDeclined)}, {}, 0, false, true, 0},
        {"cancelled", {Told(State::kCancelled)}, {}, 0, false, true, 0},
        {"expired", {Manual(State::kExpired)}, {}, 0, false, true, 0},
        {"failed", {Told(State::kFailed)}, {}, 0, false, true, 0},
        // Waiting for somebody: no time makes it a break.
        {"at a rail", {Told(State::kAtRail)}, {}, 0, false, false, 0},
        {"in review", {Told(State::kInReview)}, {}, 0, false, false, 0},
        {"not captured", {Manual(State::kAuthorised)}, {}, 0, false, false, 0},
        // One side has told, the other may be on its way.
        {"settled only", {Told(State::kSettled)}, {}, 0, true, false,
         BitOf(kSettledWithoutTransfer)},
        {"transfer only", {}, {Moved()}, 0, true, false, BitOf(kTransferWithoutPayment)},
        {"authorised only", {Told(State::kAuthorised)}, {}, 0, true, false,
         BitOf(kAuthorisedButNotMoved)},
        {"capture only", {Capture(30)}, {}, 0, true, false, BitOf(kAuthorisedButNotMoved)},
        {"authorised, moved", {Told(State::kAuthorised)}, {Moved()}, 0, true, false,
         BitOf(kMovedButNotSettled)},
        {"capture, moved", {Capture(30)}, {Moved(30)}, 0, true, false, BitOf(kMovedButNotSettled)},
        {"moved before the capture is told", {Manual(State::kAuthorised)}, {Moved(30)}, 0, true,
         false, BitOf(kMovedButNotSettled)},
        {"in review, moved", {Told(State::kInReview)}, {Moved()}, 0, true, false,
         BitOf(kMovedButNotSettled)},
        {"at a rail, moved", {Told(State::kAtRail)}, {Moved()}, 0, true, false,
         BitOf(kMovedButNotSettled)},
        // Wrong at once.
        {"moved twice", {Told(State::kSettled)}, {Moved(), Moved(100, 2)}, BitOf(kMovedTwice),
         false, false, BitOf(kMovedTwice)},
        {"other amount", {Told(State::kSettled)}, {Moved(99)}, BitOf(kAmountMismatch), false,
         false, BitOf(kAmountMismatch)},
        {"other currency", {Told(State::kSettled)}, {MovedIn("USD")}, BitOf(kAmountMismatch), false,
         false, BitOf(kAmountMismatch)},
        {"more than captured", {Capture(30), Settled(30)}, {Moved(31)}, BitOf(kAmountMismatch),
         false, false, BitOf(kAmountMismatch)},
        {"settled says another amount", {Capture(30), Settled(40)}, {Moved(30)},
         BitOf(kAmountMismatch), false, false, BitOf(kAmountMismatch)},
        {"more than ordered", {Manual(State::kAuthorised)}, {Moved(101)}, BitOf(kAmountMismatch),
         true, false, BitOf(kAmountMismatch) | BitOf(kMovedButNotSettled)},
        {"other account", {Told(State::kSettled)}, {MovedTo(kOther)}, BitOf(kAccountMismatch),
         false, false, BitOf(kAccountMismatch)},
        {"declined, moved", {Told(State::kDeclined)}, {Moved()}, BitOf(kEndedButMoved), false,
         false, BitOf(kEndedButMoved)},
        {"cancelled, moved", {Told(State::kCancelled)}, {Moved()}, BitOf(kEndedButMoved), false,
         false, BitOf(kEndedButMoved)},
        {"expired, moved", {Told(State::kExpired)}, {Moved()}, BitOf(kEndedButMoved), false, false,
         BitOf(kEndedButMoved)},
        {"failed, moved twice", {Told(State::kFailed)}, {Moved(), Moved(100, 2)},
         BitOf(kEndedButMoved) | BitOf(kMovedTwice), false, false,
         BitOf(kEndedButMoved) | BitOf(kMovedTwice)},
    };
}
// clang-format on

}  // namespace clearway::reconciliation
