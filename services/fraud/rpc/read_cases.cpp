// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/read_cases.h"

#include "rpc/times.h"
#include "services/fraud/rpc/report_fraud.h"
#include "services/fraud/rpc/times.h"

namespace clearway::fraud {

namespace {

v1::ReviewCase Message(const ReviewCase& review) {
    v1::ReviewCase message;
    message.set_payment_id(review.payment.ToString());
    *message.mutable_opened_at() = rpc::ToTimestamp(review.opened_at);
    message.set_score(review.score);
    message.set_reasons(review.reasons);
    if (review.closed_at) *message.mutable_closed_at() = rpc::ToTimestamp(*review.closed_at);
    message.set_outcome(review.outcome);
    return message;
}

v1::KeptAssessment Message(const KeptAssessment& kept) {
    v1::KeptAssessment message;
    message.set_outcome(kept.outcome);
    message.set_score(kept.score);
    message.set_policy_version(kept.policy_version);
    message.set_model_version(kept.model_version);
    *message.mutable_decided_at() = rpc::ToTimestamp(kept.decided_at);
    for (const auto& reason : kept.reasons) {
        auto* added = message.add_reasons();
        added->set_code(reason.code);
        added->set_message(reason.message);
        added->set_iso_code(reason.iso_code);
    }
    for (const auto& contribution : kept.contributions) {
        auto* added = message.add_contributions();
        added->set_feature(contribution.feature);
        added->set_value(contribution.value);
        added->set_log_odds_millionths(contribution.log_odds_millionths);
    }
    return message;
}

v1::KnownAttempt Message(const Attempt& attempt) {
    v1::KnownAttempt message;
    message.set_payment_id(attempt.payment_id.ToString());
    *message.mutable_created_at() = rpc::ToTimestamp(attempt.created_at);
    message.mutable_amount()->set_currency(std::string(attempt.amount.GetCurrency().Code()));
    message.mutable_amount()->set_minor_units(attempt.amount.MinorUnits());
    message.set_payer(attempt.payer.ToString());
    message.set_payee(attempt.payee.ToString());
    if (attempt.device) message.set_device(attempt.device->ToString());
    if (attempt.terminal) message.set_terminal(attempt.terminal->ToString());
    return message;
}

}  // namespace

async::Task<core::Result<v1::ListCasesResponse>> ListCasesCall(
    ReadCases& cases, const v1::ListCasesRequest& request) {
    CasePageRequest wanted{.page_size = request.page_size(), .page_token = request.page_token()};
    auto page = co_await cases.List(std::move(wanted));
    if (!page) co_return std::move(page).error();
    v1::ListCasesResponse response;
    for (const auto& review : page->cases) *response.add_cases() = Message(review);
    response.set_next_page_token(page->next_page_token);
    co_return response;
}

async::Task<core::Result<v1::CaseFile>> GetCaseCall(ReadCases& cases,
                                                    const v1::GetCaseRequest& request) {
    const auto payment = core::PaymentId::Parse(request.payment_id());
    if (!payment) co_return core::InvalidField("payment_id", "must be a UUID");
    auto file = co_await cases.Get(*payment);
    if (!file) co_return std::move(file).error();
    v1::CaseFile message;
    if (file->review) *message.mutable_review() = Message(*file->review);
    if (file->assessment) *message.mutable_assessment() = Message(*file->assessment);
    *message.mutable_attempt() = Message(file->attempt);
    for (const auto& attempt : file->payer_attempts)
        *message.add_payer_attempts() = Message(attempt);
    for (const auto& attempt : file->payee_attempts)
        *message.add_payee_attempts() = Message(attempt);
    for (const auto& report : file->reports) *message.add_reports() = ToProto(report);
    co_return message;
}

}  // namespace clearway::fraud
