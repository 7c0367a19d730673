// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/exception_messages.h"

#include <algorithm>

#include "rpc/times.h"
#include "services/reconciliation/matching/day.h"
#include "services/reconciliation/rpc/plain_text.h"
#include "services/reconciliation/usecase/statements/day_at.h"

namespace clearway::reconciliation {
namespace {

constexpr std::size_t kTextMax = 500;
constexpr int kPageSizeDefault = 50;
constexpr int kPageSizeMax = 200;

std::string TransferOf(const StatementException& one) {
    return one.IsAdjusted() ? one.Transfer().ToString() : std::string();
}

std::string ReversalOf(const StatementException& one) {
    const bool reverses = one.state == ExceptionState::kReversalApproved || one.IsReversed();
    return reverses ? one.ReversalTransfer().ToString() : std::string();
}

void SetMoney(const core::Currency& currency, std::int64_t minor, common::v1::Money& money) {
    money.set_currency(std::string(currency.Code()));
    money.set_minor_units(minor);
}

}  // namespace

v1::StatementException ToProto(const StatementException& one, core::Timestamp now) {
    v1::StatementException out;
    out.set_exception_id(one.exception_id.ToString());
    out.set_account_id(one.account.ToString());
    out.set_exception_class(one.exception_class);
    if (one.line_id) out.set_line_id(one.line_id->ToString());
    if (one.expectation_id) out.set_transfer_id(one.expectation_id->ToString());
    if (one.payment_id) out.set_payment_id(one.payment_id->ToString());
    out.set_value_date(matching::FormatDay(static_cast<matching::Day>(one.value_day)));
    out.set_age_days(
        static_cast<std::int32_t>(std::max<std::int64_t>(0, DayAt(now) - one.value_day)));
    out.set_suggestion(one.adjustment.text);
    if (one.adjustment.amount_minor > 0)
        SetMoney(one.currency, one.adjustment.amount_minor, *out.mutable_adjustment());
    if (const auto& second = one.adjustment.second)
        SetMoney(second->currency, second->minor, *out.mutable_second_adjustment());
    out.set_other_side(std::string(NameOf(one.adjustment.other_side)));
    out.set_debit_nostro(one.adjustment.debit_nostro);
    out.set_state(static_cast<v1::StatementExceptionState>(one.state));
    out.set_contradicted(one.contradicted);
    out.set_assignee(one.assignee);
    out.set_proposed_by(one.proposed_by);
    out.set_approved_by(one.approved_by);
    out.set_awaits_second_operator(one.AwaitsSecondOperator());
    out.set_adjustment_transfer_id(TransferOf(one));
    out.set_reversal_transfer_id(ReversalOf(one));
    *out.mutable_opened_at() = rpc::ToTimestamp(one.opened_at);
    *out.mutable_changed_at() = rpc::ToTimestamp(one.changed_at);
    return out;
}

v1::StatementException ToProto(const ExceptionWithTrail& told, core::Timestamp now) {
    auto out = ToProto(told.exception, now);
    for (const auto& step : told.steps) {
        auto& row = *out.add_steps();
        row.set_version(step.version);
        row.set_step(std::string(NameOf(step.step)));
        row.set_by(step.by);
        row.set_note(step.note);
        *row.mutable_at() = rpc::ToTimestamp(step.at);
    }
    return out;
}

core::Result<ExceptionQuery> ReadQuery(const v1::ListStatementExceptionsRequest& request) {
    if (request.page_size() < 0 || request.page_size() > kPageSizeMax)
        return core::InvalidField("page_size", "must be 1 to 200");
    if (!v1::StatementExceptionState_IsValid(request.state()))
        return core::InvalidField("state", "must be one that is known");
    if (!IsPlainText(request.exception_class()) || request.exception_class().size() > 20)
        return core::InvalidField("exception_class", "must be one that is known");
    const auto after = core::ReadPageToken(request.page_token());
    if (!after) return after.error();
    ExceptionQuery query{
        .exception_class = request.exception_class(),
        .contradicted = request.contradicted(),
        .proposed = request.proposed(),
        .after = *after,
        .limit = request.page_size() == 0 ? kPageSizeDefault : request.page_size()};
    if (request.state() != v1::STATEMENT_EXCEPTION_STATE_UNSPECIFIED)
        query.state = static_cast<ExceptionState>(request.state());
    return query;
}

core::Result<WorkOnException> ReadWork(const v1::WorkOnStatementExceptionRequest& request,
                                       const std::string& by, core::Timestamp at) {
    const auto id = core::Uuid::Parse(request.exception_id());
    if (!id) return core::InvalidField("exception_id", "must be a UUID");
    if (request.text().size() > kTextMax || !IsPlainText(request.text()))
        return core::InvalidField("text", "must be at most 500 bytes of text");
    WorkOnException command{.exception_id = *id,
                            .act = ExceptionAct::kNote,
                            .by = by,
                            .text = request.text(),
                            .at = at};
    bool needs_text = false;
    switch (request.act()) {
        case v1::STATEMENT_EXCEPTION_ACT_ASSIGN:
            command.act = ExceptionAct::kAssign;
            if (command.text.empty()) command.text = by;
            break;
        case v1::STATEMENT_EXCEPTION_ACT_NOTE: needs_text = true; break;
        case v1::STATEMENT_EXCEPTION_ACT_PROPOSE: command.act = ExceptionAct::kPropose; break;
        case v1::STATEMENT_EXCEPTION_ACT_APPROVE: command.act = ExceptionAct::kApprove; break;
        case v1::STATEMENT_EXCEPTION_ACT_REJECT:
            command.act = ExceptionAct::kReject;
            needs_text = true;
            break;
        case v1::STATEMENT_EXCEPTION_ACT_CLOSE:
            command.act = ExceptionAct::kClose;
            needs_text = true;
            break;
        case v1::STATEMENT_EXCEPTION_ACT_STAND:
            command.act = ExceptionAct::kStand;
            needs_text = true;
            break;
        default: return core::InvalidField("act", "must be one that is known");
    }
    if (needs_text && command.text.empty()) return core::InvalidField("text", "must say why");
    return command;
}

}  // namespace clearway::reconciliation
