// SPDX-License-Identifier: Apache-2.0
// Facts of money that came back, and the table of what the proof must find in them.
#pragma once

#include <utility>

#include "services/reconciliation/domain/judge_fixture.h"

namespace clearway::reconciliation {

inline Movement MovedBack(std::int64_t minor = 100, int number = 2) {
    auto moved = Moved(minor, number);
    std::swap(moved.debtor, moved.creditor);
    return moved;
}
inline Movement MovedBackTo(core::AccountId creditor) {
    auto moved = MovedBack();
    moved.creditor = creditor;
    return moved;
}

inline Movement BookedOn(core::AccountId debtor, core::AccountId creditor,
                         std::int64_t minor = 100) {
    auto moved = Moved(minor, 3);
    moved.debtor = debtor;
    moved.creditor = creditor;
    return moved;
}

inline std::vector<JudgeRow> ReturnsTable() {
    using State = PaymentState;
    using enum BreakReason;
    return {
        {"returned", {Told(State::kReturned)}, {Moved(), MovedBack()}, 0, false, true, 0},
        {"part captured and returned",
         {Capture(30), Settled(30), Manual(State::kReturned, 4)},
         {Moved(30), MovedBack(30)},
         0,
         false,
         true,
         0},
        {"back before it is told",
         {Told(State::kSettled)},
         {Moved(), MovedBack()},
         0,
         true,
         false,
         BitOf(kMovedButNotSettled)},
        {"returned is told before it is back",
         {Told(State::kReturned)},
         {Moved()},
         0,
         true,
         false,
         BitOf(kSettledWithoutTransfer)},
        {"there and back, told by nobody",
         {},
         {Moved(), MovedBack()},
         0,
         true,
         false,
         BitOf(kTransferWithoutPayment)},
        {"back twice",
         {Told(State::kReturned)},
         {Moved(), MovedBack(), MovedBack(100, 3)},
         BitOf(kMovedTwice),
         false,
         false,
         BitOf(kMovedTwice)},
        {"less came back",
         {Told(State::kReturned)},
         {Moved(), MovedBack(99)},
         BitOf(kAmountMismatch),
         false,
         false,
         BitOf(kAmountMismatch)},
        {"failed, there and back",
         {Told(State::kFailed)},
         {Moved(), MovedBack()},
         BitOf(kEndedButMoved),
         true,
         false,
         BitOf(kEndedButMoved) | BitOf(kMovedButNotSettled)},
    };
}

inline std::vector<JudgeRow> SuspenseTable() {
    using State = PaymentState;
    using enum BreakReason;
    return {
        {"back to suspense",
         {Told(State::kReturned)},
         {Moved(), MovedBackTo(kOther)},
         BitOf(kAccountMismatch),
         false,
         false,
         BitOf(kAccountMismatch)},
        {"back to suspense, and booked on to the payer",
         {Told(State::kReturned)},
         {Moved(), MovedBackTo(kOther), BookedOn(kOther, kDebtor)},
         0,
         false,
         true,
         0},
        {"back to suspense, and booked on to the rail",
         {Told(State::kReturned)},
         {Moved(), MovedBackTo(kOther), BookedOn(kOther, kCreditor)},
         0,
         false,
         true,
         0},
        {"to suspense, and booked on to the rail",
         {Told(State::kSettled)},
         {MovedTo(kOther), BookedOn(kOther, kCreditor)},
         0,
         false,
         true,
         0},
        {"not all of it is booked on",
         {Told(State::kReturned)},
         {Moved(), MovedBackTo(kOther), BookedOn(kOther, kDebtor, 99)},
         BitOf(kMovedTwice) | BitOf(kAccountMismatch),
         false,
         false,
         BitOf(kMovedTwice) | BitOf(kAccountMismatch)},
    };
}

inline std::vector<JudgeRow> AllJudgeRows() {
    auto rows = JudgeTable();
    for (auto& row : ReturnsTable()) rows.push_back(std::move(row));
    for (auto& row : SuspenseTable()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace clearway::reconciliation
