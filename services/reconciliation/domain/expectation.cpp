// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/expectation.h"

#include <array>

namespace clearway::reconciliation {

std::string_view NameOf(PaymentState state) {
    switch (state) {
        case PaymentState::kInReview: return "in_review";
        case PaymentState::kAuthorised: return "authorised";
        case PaymentState::kCaptureRequested: return "capture_requested";
        case PaymentState::kSettled: return "settled";
        case PaymentState::kDeclined: return "declined";
        case PaymentState::kCancelled: return "cancelled";
        case PaymentState::kExpired: return "expired";
        case PaymentState::kFailed: return "failed";
        case PaymentState::kAtRail: return "at_rail";
        case PaymentState::kReturned: return "returned";
    }
    return "";
}

std::optional<PaymentState> StateNamed(std::string_view name) {
    constexpr std::array kStates{PaymentState::kInReview,         PaymentState::kAuthorised,
                                 PaymentState::kCaptureRequested, PaymentState::kSettled,
                                 PaymentState::kDeclined,         PaymentState::kCancelled,
                                 PaymentState::kExpired,          PaymentState::kFailed,
                                 PaymentState::kAtRail,           PaymentState::kReturned};
    for (const auto state : kStates)
        if (NameOf(state) == name) return state;
    return std::nullopt;
}

// What an older fact told of amounts stays true; everything else is the newer fact's.
Expectation Merge(const Expectation& a, const Expectation& b) {
    const auto& newer = a.version > b.version ? a : b;
    const auto& older = a.version > b.version ? b : a;
    auto merged = newer;
    if (!merged.captured_minor) merged.captured_minor = older.captured_minor;
    if (!merged.settled_minor) merged.settled_minor = older.settled_minor;
    return merged;
}

}  // namespace clearway::reconciliation
