// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/lineage/payment_trail.h"

namespace clearway::reconciliation {
namespace {

bool EndedUnmoved(PaymentState state) {
    switch (state) {
        case PaymentState::kDeclined:
        case PaymentState::kCancelled:
        case PaymentState::kExpired:
        case PaymentState::kFailed: return true;
        case PaymentState::kInReview:
        case PaymentState::kAuthorised:
        case PaymentState::kCaptureRequested:
        case PaymentState::kSettled:
        case PaymentState::kAtRail:
        case PaymentState::kReturned: return false;
    }
    return false;
}

bool Settled(PaymentState state) {
    return state == PaymentState::kSettled || state == PaymentState::kReturned;
}

}  // namespace

LineageStage StageOf(const PaymentTrail& trail, const AtTheBank& bank) {
    if (bank.expected > 0 && bank.matched == bank.expected) return LineageStage::kOnStatement;
    if (!trail.transfers.empty()) return LineageStage::kMoved;
    if (trail.rail && trail.rail->submitted_at) return LineageStage::kAtRail;
    return trail.decisions.empty() ? LineageStage::kUnknown : LineageStage::kDecided;
}

bool IsComplete(const PaymentTrail& trail, const AtTheBank& bank) {
    if (!trail.order || !trail.state) return false;
    if (trail.transfers.empty()) return EndedUnmoved(*trail.state);
    return Settled(*trail.state) && bank.matched == bank.expected;
}

}  // namespace clearway::reconciliation
