// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/expectation.h"

#include <unordered_map>

namespace clearway::reconciliation {

namespace {

// What an older fact told of amounts stays true; everything else is the newer fact's.
Expectation Merge(const Expectation& a, const Expectation& b) {
    const auto& newer = a.version > b.version ? a : b;
    const auto& older = a.version > b.version ? b : a;
    auto merged = newer;
    if (!merged.captured_minor) merged.captured_minor = older.captured_minor;
    if (!merged.settled_minor) merged.settled_minor = older.settled_minor;
    return merged;
}

}  // namespace

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
    }
    return "";
}

std::vector<Expectation> Fold(std::span<const Expectation> expectations) {
    std::vector<Expectation> folded;
    std::unordered_map<core::PaymentId, std::size_t> places;
    for (const auto& next : expectations) {
        const auto [place, is_new] = places.emplace(next.payment_id, folded.size());
        if (is_new) {
            folded.push_back(next);
        } else {
            folded[place->second] = Merge(folded[place->second], next);
        }
    }
    return folded;
}

}  // namespace clearway::reconciliation
