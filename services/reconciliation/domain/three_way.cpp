// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/three_way.h"

#include <algorithm>
#include <limits>

#include "services/reconciliation/domain/ways.h"

namespace clearway::reconciliation {
namespace {

constexpr char kMissing[] = "missing";
constexpr char kExtra[] = "extra";
constexpr char kContradicted[] = "contradicted";

std::int64_t Sum(std::int64_t a, std::int64_t b) {
    const auto sum = core::AddMinor(a, b);
    return sum ? *sum : std::numeric_limits<std::int64_t>::max();
}

// What is ordered is to move; what needs another word first is not.
Way SaidBy(const Expectation& told) {
    Way way{.currency = told.amount.GetCurrency()};
    const auto ordered = told.captured_minor.value_or(told.amount.MinorUnits());
    switch (told.state) {
        case PaymentState::kSettled: way.out_minor = told.settled_minor.value_or(ordered); break;
        case PaymentState::kReturned:
            way.out_minor = told.settled_minor.value_or(ordered);
            way.back_minor = way.out_minor;
            break;
        case PaymentState::kAuthorised:
            if (told.automatic_capture) way.out_minor = ordered;
            break;
        case PaymentState::kCaptureRequested:
        case PaymentState::kAtRail: way.out_minor = ordered; break;
        case PaymentState::kInReview:
        case PaymentState::kDeclined:
        case PaymentState::kCancelled:
        case PaymentState::kExpired:
        case PaymentState::kFailed: break;
    }
    return way;
}

std::optional<Way> MovedBy(const Record& record) {
    if (record.moved.empty()) return std::nullopt;
    const auto ways = WaysOf(record);
    return Way{.currency = record.moved.front().amount.GetCurrency(),
               .out_minor = SumOf(ways.out),
               .back_minor = SumOf(ways.back)};
}

// A line in another currency is told by its exception, and adds nothing here.
void Show(const core::Money& amount, std::optional<Way>& shown) {
    if (!shown) shown = Way{.currency = amount.GetCurrency()};
    if (shown->currency != amount.GetCurrency()) return;
    const auto minor = amount.MinorUnits();
    auto& way = minor < 0 ? shown->out_minor : shown->back_minor;
    way = Sum(way, minor < 0 ? -minor : minor);
}

// As the lines of the match have it.
core::Money ShownOf(const ExpectedTransfer& transfer, const StatementSide& statement) {
    auto minor = transfer.amount.MinorUnits();
    for (const auto& one : statement.differences)
        if (!one.contradicted && one.transfer_id == transfer.transfer_id)
            minor = Sum(minor, one.more_minor);
    return core::Money(transfer.amount.GetCurrency(), minor);
}

std::optional<Way> ShownBy(const StatementSide& statement) {
    std::optional<Way> shown;
    for (const auto& one : statement.transfers)
        if (one.matched) Show(ShownOf(one, statement), shown);
    for (const auto& one : statement.differences)
        if (one.line) Show(*one.line, shown);
    return shown;
}

Agreement OfReason(BreakReason reason) {
    switch (reason) {
        case BreakReason::kSettledWithoutTransfer:
        case BreakReason::kAuthorisedButNotMoved: return Agreement::kPaymentOnly;
        case BreakReason::kTransferWithoutPayment:
        case BreakReason::kMovedButNotSettled:
        case BreakReason::kEndedButMoved: return Agreement::kLedgerOnly;
        case BreakReason::kMovedTwice:
        case BreakReason::kAmountMismatch:
        case BreakReason::kAccountMismatch: return Agreement::kDiffers;
    }
    return Agreement::kDiffers;
}

Agreement OfDifference(const StatedDifference& one, const Record& record,
                       const StatementSide& statement) {
    if (one.contradicted) return Agreement::kDiffers;
    if (one.exception_class == kMissing) return Agreement::kStatementMissing;
    // The line names a payment for which nothing moved here. What the books have let go of moved,
    // where a statement must show it.
    const bool alone =
        one.exception_class == kExtra && record.moved.empty() && statement.transfers.empty();
    return alone ? Agreement::kStatementOnly : Agreement::kDiffers;
}

bool IsOpen(const StatedDifference& one) {
    return one.contradicted ||
           (one.state != ExceptionState::kPosted && one.state != ExceptionState::kClosed &&
            one.state != ExceptionState::kReversed);
}

// Of several that are not the same, no single word is true but that they differ.
void Unite(std::optional<Agreement>& known, Agreement next) {
    known = !known || *known == next ? next : Agreement::kDiffers;
}

bool IsAwaited(const ExpectedTransfer& transfer, const StatementSide& statement) {
    return !transfer.matched &&
           std::ranges::find(statement.differences, std::optional(transfer.transfer_id),
                             &StatedDifference::transfer_id) == statement.differences.end();
}

Agreement AgreementOf(const Record& record, const StatementSide& statement) {
    std::optional<Agreement> found;
    for (const auto& open : record.standing.open) Unite(found, OfReason(open.reason));
    if (found) return *found;
    for (const auto& one : statement.differences)
        if (IsOpen(one)) Unite(found, OfDifference(one, record, statement));
    if (found) return *found;
    if (record.stored && !record.standing.matched) return Agreement::kAwaited;
    for (const auto& transfer : statement.transfers)
        if (IsAwaited(transfer, statement)) return Agreement::kAwaited;
    return statement.differences.empty() ? Agreement::kAgreed : Agreement::kResolved;
}

}  // namespace

std::string_view NameOf(Agreement agreement) {
    switch (agreement) {
        case Agreement::kAgreed: return "agreed";
        case Agreement::kAwaited: return "awaited";
        case Agreement::kResolved: return "resolved";
        case Agreement::kPaymentOnly: return "payment_only";
        case Agreement::kLedgerOnly: return "ledger_only";
        case Agreement::kStatementMissing: return "statement_missing";
        case Agreement::kStatementOnly: return "statement_only";
        case Agreement::kDiffers: return "differs";
    }
    return "";
}

ThreeWay CompareWays(const Record& record, const StatementSide& statement) {
    ThreeWay three{.payment_id = record.payment_id,
                   .agreement = AgreementOf(record, statement),
                   .ledger = MovedBy(record),
                   .statement = ShownBy(statement)};
    if (record.told) {
        three.state = record.told->state;
        three.payment = SaidBy(*record.told);
    }
    for (const auto& open : record.standing.open) three.reasons.emplace_back(NameOf(open.reason));
    for (const auto& one : statement.differences) {
        if (one.contradicted)
            three.reasons.emplace_back(kContradicted);
        else if (IsOpen(one))
            three.reasons.push_back(one.exception_class);
        three.exceptions.push_back(one.exception_id);
    }
    return three;
}

void ThreeWayCounts::Add(Agreement one) {
    switch (one) {
        case Agreement::kAgreed: ++agreed; return;
        case Agreement::kAwaited: ++awaited; return;
        case Agreement::kResolved: ++resolved; return;
        case Agreement::kPaymentOnly: ++payment_only; return;
        case Agreement::kLedgerOnly: ++ledger_only; return;
        case Agreement::kStatementMissing: ++statement_missing; return;
        case Agreement::kStatementOnly: ++statement_only; return;
        case Agreement::kDiffers: ++differs; return;
    }
}

}  // namespace clearway::reconciliation
