// SPDX-License-Identifier: Apache-2.0
#include "services/payment/peers/fraud_client.h"

#include "clearway/fraud/v1/fraud_service.pb.h"
#include "rpc/times.h"

namespace clearway::payment {
namespace {

using fraud::v1::ScoreRequest;
using fraud::v1::ScoreResponse;

ScoreRequest RequestOf(const Terms& terms) {
    ScoreRequest request;
    request.set_payment_id(terms.payment_id.ToString());
    request.set_partner_id(terms.partner_id);
    request.set_debtor_account_id(terms.debtor.ToString());
    if (terms.creditor) {
        request.set_creditor_reference(terms.creditor->ToString());
    } else {
        request.set_creditor_reference(terms.sealed.person.ToString());
        request.set_creditor_country(terms.external_creditor.country);
    }
    request.mutable_amount()->set_currency(std::string(terms.amount.GetCurrency().Code()));
    request.mutable_amount()->set_minor_units(terms.amount.MinorUnits());
    request.set_device_id(terms.device_id);
    request.set_terminal_id(terms.terminal_id);
    if (!terms.payment_file.IsNil()) request.set_payment_file_id(terms.payment_file.ToString());
    *request.mutable_created_at() = rpc::ToTimestamp(terms.created_at);
    return request;
}

// An outcome that this version does not know counts as no answer.
FraudOutcome OutcomeOf(fraud::v1::FraudOutcome outcome) {
    if (outcome == fraud::v1::FRAUD_OUTCOME_APPROVE) return FraudOutcome::kApprove;
    if (outcome == fraud::v1::FRAUD_OUTCOME_CHALLENGE) return FraudOutcome::kChallenge;
    if (outcome == fraud::v1::FRAUD_OUTCOME_REVIEW) return FraudOutcome::kReview;
    if (outcome == fraud::v1::FRAUD_OUTCOME_DECLINE) return FraudOutcome::kDecline;
    return FraudOutcome::kUnavailable;
}

constexpr char kScore[] = "clearway.fraud.v1.FraudService.Score";

}  // namespace

FraudClient::FraudClient(rpc::Peer& channel, std::chrono::milliseconds limit)
    : peer_(channel), limit_(limit) {}

Task<Result<FraudAnswer>> FraudClient::Score(const CallContext& call, const Terms& terms) {
    auto request = RequestOf(terms);
    auto answer = co_await peer_.Call<ScoreResponse>(call, limit_, kScore, request);
    if (!answer) co_return std::move(answer).error();
    FraudAnswer result{.outcome = OutcomeOf(answer->outcome()),
                       .score = answer->score(),
                       .policy_version = answer->policy_version(),
                       .model_version = answer->model_version(),
                       .reasons = {},
                       .contributions = {}};
    for (const auto& reason : answer->reasons())
        result.reasons.push_back({reason.code(), reason.message(), reason.iso_code()});
    for (const auto& contribution : answer->contributions())
        result.contributions.push_back(
            {contribution.feature(), contribution.value(), contribution.log_odds_millionths()});
    co_return result;
}

}  // namespace clearway::payment
