// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/score.h"

#include <array>
#include <charconv>
#include <cmath>

#include "services/fraud/rpc/times.h"

namespace clearway::fraud {

namespace {

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

// The shortest decimal number that reads back to the same value.
std::string Decimal(double value) {
    if (std::isnan(value)) return {};
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

void Write(const Contribution& contribution, common::v1::ScoreContribution& out) {
    constexpr double kMillion = 1e6;
    out.set_feature(contribution.feature);
    out.set_value(Decimal(contribution.value));
    out.set_log_odds_millionths(std::llround(contribution.log_odds * kMillion));
}

}  // namespace

core::Result<Attempt> ReadAttempt(const v1::ScoreRequest& request) {
    const auto payment = core::PaymentId::Parse(request.payment_id());
    const auto debtor = core::Uuid::Parse(request.debtor_account_id());
    const auto currency = core::Currency::Parse(request.amount().currency());
    const auto created_at = ReadTime(request.created_at());
    const auto& creditor = request.creditor_reference();
    core::Error error{.code = core::ErrorCode::kInvalidArgument};
    Collect(error, payment.has_value(), "payment_id", "must be a UUID");
    Collect(error, debtor.has_value(), "debtor_account_id", "must be a UUID");
    Collect(error, !creditor.empty() && creditor.size() <= kReferenceMax, "creditor_reference",
            "must be 1 to 256 bytes");
    Collect(error, request.device_id().size() <= kReferenceMax, "device_id",
            "must be at most 256 bytes");
    Collect(error, request.terminal_id().size() <= kReferenceMax, "terminal_id",
            "must be at most 256 bytes");
    Collect(error, currency.has_value(), "amount.currency", "must be a currency of ISO 4217");
    Collect(error, request.amount().minor_units() > 0, "amount.minor_units", "must be positive");
    Collect(error, created_at.has_value(), "created_at", "must be a time from 2000 to 2100");
    const auto file = core::Uuid::Parse(request.payment_file_id());
    Collect(error, file.has_value() || request.payment_file_id().empty(), "payment_file_id",
            "must be a UUID");
    if (!error.field_errors.empty()) return error;

    std::optional<EntityKey> device;
    if (!request.device_id().empty()) device = EntityKeyOf(request.device_id());
    std::optional<EntityKey> terminal;
    if (!request.terminal_id().empty()) terminal = EntityKeyOf(request.terminal_id());
    return Attempt{.payment_id = *payment,
                   .payer = *debtor,
                   .payee = EntityKeyOf(creditor),
                   .device = device,
                   .terminal = terminal,
                   .amount = core::Money(*currency, request.amount().minor_units()),
                   .created_at = *created_at,
                   .payment_file = file};
}

core::Result<v1::ScoreResponse> Score(PaymentAssessor& assessor, const v1::ScoreRequest& request) {
    const auto attempt = ReadAttempt(request);
    if (!attempt) return attempt.error();
    auto assessment = assessor.Assess(*attempt);
    v1::ScoreResponse response;
    response.set_outcome(ToProto(assessment.outcome));
    response.set_score(assessment.score);
    response.set_policy_version(std::move(assessment.policy_version));
    response.set_model_version(std::move(assessment.model_version));
    for (auto& reason : assessment.reasons) {
        auto* added = response.add_reasons();
        added->set_code(std::move(reason.code));
        added->set_message(std::move(reason.message));
        added->set_iso_code(std::move(reason.iso_code));
    }
    for (const auto& contribution : assessment.contributions)
        Write(contribution, *response.add_contributions());
    return response;
}

}  // namespace clearway::fraud
