// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/exceptions/exception.h"

namespace clearway::reconciliation {
namespace {

// Of the platform, made once at random.
constexpr char kNamespace[] = "0d9a5f0e-3c52-4c0f-8d1c-6a3be2f4d7a9";

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
    }
    return "";
}

bool StatementException::HasTermsOf(const StatementException& other) const {
    return currency == other.currency && value_day == other.value_day &&
           adjustment.debit_nostro == other.adjustment.debit_nostro &&
           adjustment.amount_minor == other.adjustment.amount_minor;
}

core::TransferId StatementException::Transfer() const {
    return core::TransferId(core::Uuid::Derive(exception_id, "adjustment"));
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
