// SPDX-License-Identifier: Apache-2.0
// The facts that tell of a payment's way.
#pragma once

#include <cstdint>

namespace clearway::reconciliation {

// Stored; append only. Tens are streams: the payment's, the ledger's, the one at its rail.
enum class FactKind : std::int32_t {
    kAuthorised = 10,
    kDeclined = 11,
    kHeldForReview = 12,
    kCaptureRequested = 13,
    kCancelled = 14,
    kSubmitted = 15,
    kSettled = 16,
    kFailed = 17,
    kReturned = 18,
    kExpired = 19,
    kTransferPosted = 20,
    kTransferReturned = 21,
    kRailSubmitted = 30,
    kRailAccepted = 31,
    kRailRejected = 32,
    kRailUnknown = 33,
    kRailReturned = 34,
    kRailRecallRequested = 35,
    kRailConflictOpened = 36,
};

inline bool IsDecision(FactKind kind) {
    return kind == FactKind::kAuthorised || kind == FactKind::kDeclined ||
           kind == FactKind::kHeldForReview;
}

// Facts of one stream follow each other by version; streams do not.
inline std::int32_t StreamOf(FactKind kind) { return static_cast<std::int32_t>(kind) / 10; }

}  // namespace clearway::reconciliation
