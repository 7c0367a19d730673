// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/judge.h"

#include <limits>

namespace clearway::reconciliation {

namespace {

// What the payment's state says of its money.
struct Stage {
    bool settled = false;
    bool under_way = false;
    bool ended = false;    // without settlement
    bool ordered = false;  // the ledger must act without anything more being said
};

Stage StageOf(const Expectation& told) {
    switch (told.state) {
        case PaymentState::kSettled: return {.settled = true};
        case PaymentState::kInReview: return {.under_way = true};
        case PaymentState::kAuthorised:
            return {.under_way = true, .ordered = told.automatic_capture};
        case PaymentState::kCaptureRequested: return {.under_way = true, .ordered = true};
        case PaymentState::kDeclined:
        case PaymentState::kCancelled:
        case PaymentState::kExpired:
        case PaymentState::kFailed: return {.ended = true};
    }
    return {};
}

// A sum beyond 64 bits ends there: what moved so is a break anyway.
std::int64_t SumOf(const std::vector<Movement>& moved) {
    std::int64_t sum = 0;
    for (const auto& one : moved) {
        const auto more = core::AddMinor(sum, one.amount.MinorUnits());
        if (!more) return std::numeric_limits<std::int64_t>::max();
        sum = *more;
    }
    return sum;
}

// Of a single movement; several are a break of their own, whose amount is the sum.
bool OfOtherAmount(const Expectation& told, const Stage& stage, const core::Money& moved) {
    if (stage.ended) return false;
    if (moved.GetCurrency() != told.amount.GetCurrency()) return true;
    const auto minor = moved.MinorUnits();
    const auto expected = told.captured_minor.value_or(told.amount.MinorUnits());
    if ((stage.settled || stage.ordered) && minor != expected) return true;
    if (stage.settled && told.settled_minor && minor != *told.settled_minor) return true;
    // A capture may be on its way that this side has not heard of, but only of less.
    return minor > expected;
}

bool BetweenOtherAccounts(const Expectation& told, const std::vector<Movement>& moved) {
    for (const auto& one : moved)
        if (one.debtor != told.debtor || one.creditor != told.creditor) return true;
    return false;
}

ReasonSet When(bool holds, BreakReason reason) { return holds ? BitOf(reason) : 0; }

// What holds at once, and what holds as the other side did not come in time.
ReasonSet WrongAtOnce(const Record& record, const Stage& stage) {
    const auto times = record.moved.size();
    auto found = When(times > 1, BreakReason::kMovedTwice) |
                 When(stage.ended && times > 0, BreakReason::kEndedButMoved);
    if (!record.told) return found;
    return found |
           When(times == 1 && OfOtherAmount(*record.told, stage, record.moved[0].amount),
                BreakReason::kAmountMismatch) |
           When(BetweenOtherAccounts(*record.told, record.moved), BreakReason::kAccountMismatch);
}

ReasonSet WrongWhenLate(const Record& record, const Stage& stage) {
    const bool moved = !record.moved.empty();
    return When(stage.settled && !moved, BreakReason::kSettledWithoutTransfer) |
           When(!record.told && moved, BreakReason::kTransferWithoutPayment) |
           When(stage.under_way && moved, BreakReason::kMovedButNotSettled) |
           When(stage.ordered && !moved, BreakReason::kAuthorisedButNotMoved);
}

}  // namespace

Judgement Judge(const Record& record, core::Timestamp late_before) {
    const auto stage = record.told ? StageOf(*record.told) : Stage{};
    const auto one_sided = WrongWhenLate(record, stage);
    const bool late = record.since <= late_before;
    Judgement judgement;
    judgement.found = WrongAtOnce(record, stage) | (late ? one_sided : 0);
    judgement.in_flight = one_sided != 0 && !late;
    const bool ended_well = stage.settled ? record.moved.size() == 1
                                          : stage.ended && record.moved.empty();
    judgement.matched = judgement.found == 0 && ended_well;
    if (record.told)
        judgement.expected = core::Money(
            record.told->amount.GetCurrency(),
            record.told->captured_minor.value_or(record.told->amount.MinorUnits()));
    if (!record.moved.empty())
        judgement.actual =
            core::Money(record.moved[0].amount.GetCurrency(), SumOf(record.moved));
    return judgement;
}

}  // namespace clearway::reconciliation
