// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/exceptions/exception.h"

#include <cstdlib>

namespace clearway::reconciliation {
namespace {

// Of the platform, made once at random.
constexpr char kNamespace[] = "0d9a5f0e-3c52-4c0f-8d1c-6a3be2f4d7a9";
constexpr char kAdjustment[] = "adjustment";
constexpr char kReversal[] = "reversal";
constexpr std::size_t kDateLength = 10;  // "2026-03-01"

std::string TextOf(const std::optional<core::Uuid>& id) { return id ? id->ToString() : "-"; }

}  // namespace

std::string_view NameOf(ExceptionState state) {
    switch (state) {
        case ExceptionState::kOpen: return "open";
        case ExceptionState::kProposed: return "proposed";
        case ExceptionState::kApproved: return "approved";
        case ExceptionState::kPosted: return "posted";
        case ExceptionState::kClosed: return "closed";
        case ExceptionState::kHealed: return "healed";
        case ExceptionState::kReversalProposed: return "reversal_proposed";
        case ExceptionState::kReversalApproved: return "reversal_approved";
        case ExceptionState::kReversed: return "reversed";
        case ExceptionState::kStandProposed: return "stand_proposed";
        case ExceptionState::kReversalStandProposed: return "reversal_stand_proposed";
    }
    return "";
}

std::string_view NameOf(OtherSide side) {
    switch (side) {
        case OtherSide::kSuspense: return "suspense";
        case OtherSide::kFees: return "fees";
        case OtherSide::kRounding: return "rounding";
    }
    return "";
}

std::string_view NameOf(ExceptionStep step) {
    switch (step) {
        case ExceptionStep::kOpened: return "opened";
        case ExceptionStep::kAssigned: return "assigned";
        case ExceptionStep::kNoted: return "noted";
        case ExceptionStep::kProposed: return "proposed";
        case ExceptionStep::kRejected: return "rejected";
        case ExceptionStep::kApproved: return "approved";
        case ExceptionStep::kPosted: return "posted";
        case ExceptionStep::kRefused: return "refused";
        case ExceptionStep::kClosed: return "closed";
        case ExceptionStep::kHealed: return "healed";
        case ExceptionStep::kReopened: return "reopened";
        case ExceptionStep::kContradicted: return "contradicted";
        case ExceptionStep::kRefreshed: return "refreshed";
        case ExceptionStep::kReversed: return "reversed";
        case ExceptionStep::kStandProposed: return "stand_proposed";
        case ExceptionStep::kStands: return "stands";
        case ExceptionStep::kSupported: return "supported";
    }
    return "";
}

bool StatementException::HasTermsOf(const StatementException& other) const {
    return currency == other.currency && value_day == other.value_day &&
           adjustment.debit_nostro == other.adjustment.debit_nostro &&
           adjustment.amount_minor == other.adjustment.amount_minor &&
           adjustment.other_side == other.adjustment.other_side &&
           adjustment.second == other.adjustment.second;
}

std::string StatementException::Terms() const {
    const core::Timestamp day{std::chrono::days(value_day)};
    const auto money = [](const core::Currency& of, std::int64_t minor) {
        return std::string(of.Code()) + " " + core::FormatDecimal(core::Money(of, minor));
    };
    auto terms = (adjustment.debit_nostro ? "debit " : "credit ") +
                 money(currency, adjustment.amount_minor) + ", " +
                 std::string(NameOf(adjustment.other_side)) + ", " +
                 core::FormatRfc3339(day).substr(0, kDateLength);
    if (const auto& second = adjustment.second)
        terms += ", and " + money(second->currency, second->minor);
    return terms;
}

bool StatementException::AwaitsSecondOperator() const {
    switch (state) {
        case ExceptionState::kProposed:
        case ExceptionState::kReversalProposed:
        case ExceptionState::kStandProposed:
        case ExceptionState::kReversalStandProposed: return true;
        case ExceptionState::kOpen:
        case ExceptionState::kApproved:
        case ExceptionState::kPosted:
        case ExceptionState::kClosed:
        case ExceptionState::kHealed:
        case ExceptionState::kReversalApproved:
        case ExceptionState::kReversed: return false;
    }
    return false;
}

bool StatementException::IsAdjusted() const {
    switch (state) {
        case ExceptionState::kApproved:
        case ExceptionState::kPosted:
        case ExceptionState::kReversalProposed:
        case ExceptionState::kReversalApproved:
        case ExceptionState::kReversed:
        case ExceptionState::kStandProposed:
        case ExceptionState::kReversalStandProposed: return true;
        case ExceptionState::kOpen:
        case ExceptionState::kProposed:
        case ExceptionState::kClosed:
        case ExceptionState::kHealed: return false;
    }
    return false;
}

core::TransferId StatementException::Transfer() const {
    return core::TransferId(core::Uuid::Derive(exception_id, kAdjustment));
}

core::TransferId StatementException::ReversalTransfer() const {
    return core::TransferId(core::Uuid::Derive(exception_id, kReversal));
}

std::vector<AdjustmentTransfer> StatementException::TransfersToPost() const {
    const bool reverses = state == ExceptionState::kReversalApproved;
    if ((!reverses && state != ExceptionState::kApproved) || !accounts) return {};
    const std::string name = reverses ? kReversal : kAdjustment;
    const auto transfer = [&](const std::string& id, const core::AccountId& nostro,
                              const core::AccountId& other, bool debits_nostro,
                              core::Money amount) {
        const bool nostro_pays = debits_nostro != reverses;
        return AdjustmentTransfer{
            .transfer_id = core::TransferId(core::Uuid::Derive(exception_id, id)),
            .debtor = nostro_pays ? nostro : other,
            .creditor = nostro_pays ? other : nostro,
            .amount = amount};
    };
    std::vector<AdjustmentTransfer> transfers{
        transfer(name, accounts->nostro, accounts->other, adjustment.debit_nostro,
                 core::Money(currency, adjustment.amount_minor))};
    if (const auto& second = adjustment.second; second && accounts->second_nostro)
        transfers.push_back(transfer(name + "/second", *accounts->second_nostro,
                                     *accounts->second_other, second->minor > 0,
                                     core::Money(second->currency, std::abs(second->minor))));
    return transfers;
}

core::Uuid ExceptionIdOf(const core::AccountId& account, std::string_view exception_class,
                         const std::optional<core::Uuid>& line,
                         const std::optional<core::TransferId>& expectation) {
    static const auto name_space = *core::Uuid::Parse(kNamespace);
    const auto expected =
        expectation ? std::optional(expectation->value) : std::optional<core::Uuid>();
    return core::Uuid::Derive(name_space, account.ToString() + "/" + std::string(exception_class) +
                                              "/" + TextOf(line) + "/" + TextOf(expected));
}

}  // namespace clearway::reconciliation
