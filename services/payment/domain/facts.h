// SPDX-License-Identifier: Apache-2.0
// What can have happened to a payment. A payment's state is the fold of its facts; the payments
// table is only the fold kept at hand.
#pragma once

#include <span>
#include <variant>

#include "services/payment/domain/payment.h"

namespace clearway::payment {

struct Authorised {
    Evidence evidence;
};
struct Declined {
    Evidence evidence;
    std::vector<Reason> reasons;
};
struct HeldForReview {
    Evidence evidence;
    std::vector<Reason> reasons;
};
struct CaptureRequested {
    core::Money captured;
};
struct Cancelled {
    std::vector<Reason> reasons;
};
struct Settled {
    core::Money amount;
    core::TransferId transfer_id;
};
struct Failed {
    std::vector<Reason> reasons;
};
// The order left by a rail, whose answer is waited for.
struct Submitted {
    std::string rail;
};
// The money came back after it was settled.
struct Returned {
    core::TransferId transfer_id;
    std::vector<Reason> reasons;
};
struct Expired {};
// Late input against a terminal state.
struct Contradicted {
    std::string input;
    std::string detail;
};

using FactBody = std::variant<Authorised, Declined, HeldForReview, CaptureRequested, Cancelled,
                              Settled, Failed, Submitted, Returned, Expired, Contradicted>;

struct Fact {
    core::PaymentId payment_id;
    std::int32_t version = 0;
    core::Timestamp occurred_at;
    core::Uuid command_id = {};  // nil, or the idempotent command that caused it
    std::string traceparent = {};
    FactBody body;
};

// The payment after one more fact. Pure; terms are left alone.
void Fold(Payment& payment, const Fact& fact);

// The payment as it was after version `version`: its terms, and the facts up to there. As it is,
// when its first facts are not among them: those of a payment that ended long ago may be archived.
Payment AsOf(const Payment& payment, std::span<const Fact> facts, std::int32_t version);

// What the last decision among the facts rested on.
Evidence LastEvidence(std::span<const Fact> facts);

// One line for time lines, without personal data.
std::string SummaryOf(const FactBody& body);

}  // namespace clearway::payment
