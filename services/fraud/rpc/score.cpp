// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/score.h"

namespace clearway::fraud {

namespace {

// From 2000 to 2100: outside of it a clock is broken, and windows would be worth nothing.
constexpr std::int64_t kEarliestSecond = 946'684'800;
constexpr std::int64_t kLatestSecond = 4'102'444'800;
constexpr std::size_t kReferenceMax = 256;

v1::FraudOutcome ToProto(Outcome outcome) {
    switch (outcome) {
        case Outcome::kApprove: return v1::FRAUD_OUTCOME_APPROVE;
        case Outcome::kChallenge: return v1::FRAUD_OUTCOME_CHALLENGE;
        case Outcome::kReview: return v1::FRAUD_OUTCOME_REVIEW;
        case Outcome::kDecline: return v1::FRAUD_OUTCOME_DECLINE;
    }
    return v1::FRAUD_OUTCOME_UNSPECIFIED;
}

void Collect(core::Error& all, bool holds, const char* field, const char* message) {
    if (holds) return;
    auto one = core::InvalidField(field, message);
    if (all.field_errors.empty()) all.detail = one.detail;
    all.field_errors.push_back(std::move(one.field_errors.front()));
}

bool IsPlausible(const google::protobuf::Timestamp& time) {
    return time.seconds() >= kEarliestSecond && time.seconds() < kLatestSecond &&
           time.nanos() >= 0 && time.nanos() < 1'000'000'000;
}

}  // namespace

core::Result<Attempt> ReadAttempt(const v1::ScoreRequest& request) {
    const auto payment = core::PaymentId::Parse(request.payment_id());
    const auto debtor = core::Uuid::Parse(request.debtor_account_id());
    const auto currency = core::Currency::Parse(request.amount().currency());
    const auto& creditor = request.creditor_reference();
    core::Error error{.code = core::ErrorCode::kInvalidArgument};
    Collect(error, payment.has_value(), "payment_id", "must be a UUID");
    Collect(error, debtor.has_value(), "debtor_account_id", "must be a UUID");
    Collect(error, !creditor.empty() && creditor.size() <= kReferenceMax, "creditor_reference",
            "must be 1 to 256 bytes");
    Collect(error, request.device_id().size() <= kReferenceMax, "device_id",
            "must be at most 256 bytes");
    Collect(error, currency.has_value(), "amount.currency", "must be a currency of ISO 4217");
    Collect(error, request.amount().minor_units() > 0, "amount.minor_units", "must be positive");
    Collect(error, IsPlausible(request.created_at()), "created_at",
            "must be a time from 2000 to 2100");
    if (!error.field_errors.empty()) return error;

    const auto& time = request.created_at();
    std::optional<EntityKey> device;
    if (!request.device_id().empty()) device = EntityKeyOf(request.device_id());
    return Attempt{.payment_id = *payment,
                   .payer = *debtor,
                   .payee = EntityKeyOf(creditor),
                   .device = device,
                   .amount = core::Money(*currency, request.amount().minor_units()),
                   .created_at =
                       core::FromMicros(time.seconds() * 1'000'000 + time.nanos() / 1'000)};
}

core::Result<v1::ScoreResponse> Score(PaymentAssessor& assessor, const v1::ScoreRequest& request) {
    const auto attempt = ReadAttempt(request);
    if (!attempt) return attempt.error();
    auto assessment = assessor.Assess(*attempt);
    v1::ScoreResponse response;
    response.set_outcome(ToProto(assessment.outcome));
    response.set_score(assessment.score);
    response.set_policy_version(assessor.PolicyVersion());
    for (auto& reason : assessment.reasons) {
        auto* added = response.add_reasons();
        added->set_code(std::move(reason.code));
        added->set_message(std::move(reason.message));
    }
    return response;
}

}  // namespace clearway::fraud
