// SPDX-License-Identifier: Apache-2.0
#include "services/payment/domain/facts.h"

namespace clearway::payment {
namespace {

struct Folder {
    Payment& payment;
    const Fact& fact;

    void operator()(const Authorised& body) const {
        payment.status = Status::kAuthorised;
        payment.reasons.clear();
        payment.degradations = body.evidence.degradations;
    }
    void operator()(const Declined& body) const {
        payment.status = Status::kDeclined;
        payment.reasons = body.reasons;
        payment.degradations = body.evidence.degradations;
    }
    void operator()(const HeldForReview& body) const {
        payment.status = Status::kInReview;
        payment.reasons = body.reasons;
        payment.degradations = body.evidence.degradations;
    }
    void operator()(const CaptureRequested& body) const {
        payment.status = Status::kProcessing;
        payment.captured = body.captured;
        payment.capture_command = fact.command_id;
    }
    void operator()(const Cancelled& body) const {
        payment.status = Status::kCancelled;
        payment.reasons = body.reasons;
        payment.cancel_command = fact.command_id;
    }
    void operator()(const Settled& body) const {
        payment.status = Status::kSettled;
        payment.captured = body.amount;
        payment.reasons.clear();
    }
    void operator()(const Failed& body) const {
        payment.status = Status::kFailed;
        payment.reasons = body.reasons;
    }
    void operator()(const Submitted&) const { payment.status = Status::kProcessing; }
    void operator()(const Returned& body) const {
        payment.status = Status::kReturned;
        payment.reasons = body.reasons;
    }
    void operator()(const Expired&) const { payment.status = Status::kExpired; }
    void operator()(const Contradicted&) const {}  // the state absorbs it
};

std::string Codes(const std::vector<Reason>& reasons) {
    std::string text;
    for (const auto& reason : reasons) text.append(text.empty() ? "" : ", ").append(reason.code);
    return text;
}

struct Summariser {
    std::string operator()(const Authorised& body) const {
        std::string text = "authorised, funds held";
        for (const auto& degradation : body.evidence.degradations) text.append("; " + degradation);
        return text;
    }
    std::string operator()(const Declined& body) const {
        return "declined: " + Codes(body.reasons);
    }
    std::string operator()(const HeldForReview& body) const {
        return "held for review: " + Codes(body.reasons);
    }
    std::string operator()(const CaptureRequested& body) const {
        return "capture of " + core::FormatDecimal(body.captured) + " " +
               std::string(body.captured.GetCurrency().Code()) + " requested";
    }
    std::string operator()(const Cancelled& body) const {
        return "cancelled: " + Codes(body.reasons);
    }
    std::string operator()(const Settled& body) const {
        return "settled with " + core::FormatDecimal(body.amount) + " " +
               std::string(body.amount.GetCurrency().Code());
    }
    std::string operator()(const Failed& body) const { return "failed: " + Codes(body.reasons); }
    std::string operator()(const Submitted& body) const {
        return "submitted to the rail " + body.rail;
    }
    std::string operator()(const Returned& body) const {
        return "returned: " + Codes(body.reasons);
    }
    std::string operator()(const Expired&) const { return "expired: the hold ran out"; }
    std::string operator()(const Contradicted& body) const {
        return "contradicted by " + body.input + ": " + body.detail;
    }
};

}  // namespace

void Fold(Payment& payment, const Fact& fact) {
    std::visit(Folder{payment, fact}, fact.body);
    payment.version = fact.version;
    payment.updated_at = fact.occurred_at;
}

Payment AsOf(const Payment& payment, std::span<const Fact> facts, std::int32_t version) {
    if (facts.empty() || facts.front().version > 1) return payment;
    Payment past{.terms = payment.terms};
    for (const auto& fact : facts)
        if (fact.version <= version) Fold(past, fact);
    return past;
}

Evidence LastEvidence(std::span<const Fact> facts) {
    Evidence last;
    const auto keep = [&last](const auto& body) {
        if constexpr (requires { body.evidence; }) last = body.evidence;
    };
    for (const auto& fact : facts) std::visit(keep, fact.body);
    return last;
}

std::string SummaryOf(const FactBody& body) { return std::visit(Summariser{}, body); }

}  // namespace clearway::payment
