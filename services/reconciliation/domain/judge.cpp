// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/judge.h"

#include "services/reconciliation/domain/ways.h"

namespace clearway::reconciliation {

namespace {

// What the payment's state says of its money.
struct Stage {
    bool settled = false;
    bool under_way = false;
    bool ended = false;     // without settlement
    bool ordered = false;   // the ledger must act without anything more being said
    bool returned = false;  // after it was settled
};

Stage StageOf(const Expectation& told) {
    switch (told.state) {
        case PaymentState::kSettled: return {.settled = true};
        case PaymentState::kReturned: return {.settled = true, .returned = true};
        // A rail may be silent for days; that is not for this proof.
        case PaymentState::kAtRail: return {.under_way = true};
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

ReasonSet When(bool holds, BreakReason reason) { return holds ? BitOf(reason) : 0; }

bool BetweenOtherAccounts(const Expectation& told, const Ways& ways) {
    for (const auto& one : ways.out)
        if (one.debtor != told.debtor || one.creditor != told.creditor) return true;
    for (const auto& one : ways.back)
        if (one.creditor != told.debtor) return true;
    return false;
}

bool BackIsOfOtherAmount(const Ways& ways) {
    return ways.out.size() == 1 && ways.back.size() == 1 &&
           ways.out[0].amount != ways.back[0].amount;
}

// What holds at once, and what holds as the other side did not come in time.
ReasonSet WrongAtOnce(const Record& record, const Stage& stage, const Ways& ways) {
    const auto times = ways.out.size();
    auto found = When(times > 1 || ways.back.size() > 1, BreakReason::kMovedTwice) |
                 When(stage.ended && !record.moved.empty(), BreakReason::kEndedButMoved);
    if (!record.told) return found;
    const bool other_amount =
        (times == 1 && OfOtherAmount(*record.told, stage, ways.out[0].amount)) ||
        BackIsOfOtherAmount(ways);
    return found | When(other_amount, BreakReason::kAmountMismatch) |
           When(BetweenOtherAccounts(*record.told, ways), BreakReason::kAccountMismatch);
}

ReasonSet WrongWhenLate(const Record& record, const Stage& stage, const Ways& ways) {
    const bool moved = !ways.out.empty();
    const bool came_back = !ways.back.empty();
    return When((stage.settled && !moved) || (stage.returned && !came_back),
                BreakReason::kSettledWithoutTransfer) |
           When(!record.told && (moved || came_back), BreakReason::kTransferWithoutPayment) |
           When((stage.under_way && moved) || (record.told && came_back && !stage.returned),
                BreakReason::kMovedButNotSettled) |
           When(stage.ordered && !moved, BreakReason::kAuthorisedButNotMoved);
}

}  // namespace

bool WaitsForItsRail(const Record& record) {
    return record.committed && record.told && StageOf(*record.told).ordered &&
           WaysOf(record).out.empty();
}

Judgement Judge(const Record& record, core::Timestamp late_before) {
    const auto stage = record.told ? StageOf(*record.told) : Stage{};
    const auto ways = WaysOf(record);
    auto one_sided = WrongWhenLate(record, stage, ways);
    if (WaitsForItsRail(record) && record.since + kRailWaitMax > late_before)
        one_sided &= ~BitOf(BreakReason::kAuthorisedButNotMoved);
    const bool late = record.since <= late_before;
    Judgement judgement;
    judgement.found = WrongAtOnce(record, stage, ways) | (late ? one_sided : 0);
    judgement.in_flight = one_sided != 0 && !late;
    const bool ended_well =
        stage.settled ? ways.out.size() == 1 && ways.back.size() == (stage.returned ? 1u : 0u)
                      : stage.ended && record.moved.empty();
    judgement.matched = judgement.found == 0 && ended_well;
    if (record.told)
        judgement.expected =
            core::Money(record.told->amount.GetCurrency(),
                        record.told->captured_minor.value_or(record.told->amount.MinorUnits()));
    if (!ways.out.empty())
        judgement.actual = core::Money(ways.out[0].amount.GetCurrency(), SumOf(ways.out));
    return judgement;
}

}  // namespace clearway::reconciliation
