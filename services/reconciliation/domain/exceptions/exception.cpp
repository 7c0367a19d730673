// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/exceptions/exception.h"

#include <cstdlib>

namespace clearway::reconciliation {
namespace {

// Of the platform, made once at random.
constexpr char kNamespace[] = "0d9a5f0e-3c52-4c0f-8d1c-6a3be2f4d7a9";
constexpr char kAdjustment[] = "adjustment";
constexpr char kReversal[] = "reversal";

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

bool StatementException::IsAdjusted() const {
    switch (state) {
        case ExceptionState::kApproved:
        case ExceptionState::kPosted:
        case ExceptionState::kReversalProposed:
        case ExceptionState::kReversalApproved:
        case ExceptionState::kReversed: return true;
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
