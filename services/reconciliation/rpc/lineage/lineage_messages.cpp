// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/lineage/lineage_messages.h"

#include <algorithm>

#include "rpc/times.h"
#include "services/reconciliation/matching/day.h"
#include "services/reconciliation/rpc/exception_messages.h"
#include "services/reconciliation/rpc/lineage/trail_messages.h"
#include "services/reconciliation/rpc/three_way_messages.h"

namespace clearway::reconciliation {
namespace {

static_assert(static_cast<int>(LineageStage::kOnStatement) == v1::LINEAGE_STAGE_ON_STATEMENT);

std::string DayText(std::int64_t day) {
    return matching::FormatDay(static_cast<matching::Day>(day));
}

void Write(const core::Money& money, common::v1::Money& out) {
    out.set_currency(std::string(money.GetCurrency().Code()));
    out.set_minor_units(money.MinorUnits());
}

void Write(const LineOnTrail& line, v1::LineTrail& out) {
    out.set_line_id(line.line_id.ToString());
    if (line.match_id) out.set_match_id(line.match_id->ToString());
    out.set_file_id(line.file_id.ToString());
    out.set_file_name(line.file_name);
    out.set_file_sha256(line.file_sha256);
    out.set_statement(line.statement);
    out.set_position(static_cast<std::int32_t>(line.position));
    out.set_counts(line.counts);
    out.set_account_id(line.account.ToString());
    Write(line.amount, *out.mutable_amount());
    out.set_booked_date(DayText(line.booked_day));
    out.set_value_date(DayText(line.value_day));
    out.set_uetr(line.uetr);
    out.set_end_to_end_id(line.end_to_end_id);
    out.set_instruction_id(line.instruction_id);
    out.set_reference(line.reference);
    out.set_bank_reference(line.bank_id);
}

void Write(const MatchOnTrail& match, v1::MatchTrail& out) {
    out.set_match_id(match.match_id.ToString());
    out.set_pass(match.pass);
    *out.mutable_found_at() = rpc::ToTimestamp(match.found_at);
    out.set_lines(static_cast<std::int32_t>(match.lines));
    out.set_expectations(static_cast<std::int32_t>(match.expectations));
    Write(match.difference, *out.mutable_difference());
}

void Write(const ExpectationOnTrail& one, v1::ExpectationTrail& out) {
    out.set_transfer_id(one.transfer_id.ToString());
    if (one.payment_id) out.set_payment_id(one.payment_id->ToString());
    out.set_account_id(one.account.ToString());
    Write(one.amount, *out.mutable_amount());
    out.set_value_date(DayText(one.value_day));
    if (one.match_id) out.set_match_id(one.match_id->ToString());
}

// Lines of the matches of a payment.
bool Shows(const Lineage& lineage, const LineOnTrail& line, const core::PaymentId& payment) {
    return line.match_id && std::ranges::any_of(lineage.expectations, [&](const auto& one) {
               return one.payment_id == payment && one.match_id == line.match_id;
           });
}

core::Result<LineageSubject> ReadId(const std::string& text, const char* field, auto make) {
    const auto id = core::Uuid::Parse(text);
    if (!id) return core::InvalidField(field, "must be a UUID");
    return LineageSubject(make(*id));
}

}  // namespace

v1::PaymentLineage ToPartner(const PaymentTrail& trail, const Lineage& lineage) {
    auto out = ToPartner(trail);
    const auto bank = AtTheBankOf(lineage, trail.payment_id);
    out.set_stage(static_cast<v1::LineageStage>(StageOf(trail, bank)));
    out.set_complete(IsComplete(trail, bank));
    for (const auto& line : lineage.lines) {
        if (!Shows(lineage, line, trail.payment_id)) continue;
        auto& booking = *out.add_bookings();
        booking.set_line_id(line.line_id.ToString());
        booking.set_booked_date(DayText(line.booked_day));
        booking.set_value_date(DayText(line.value_day));
    }
    return out;
}

v1::Lineage ToProto(const Lineage& lineage, core::Timestamp now) {
    v1::Lineage out;
    for (const auto& line : lineage.lines) Write(line, *out.add_lines());
    for (const auto& match : lineage.matches) Write(match, *out.add_matches());
    for (const auto& one : lineage.expectations) Write(one, *out.add_expectations());
    for (const auto& one : lineage.exceptions) *out.add_exceptions() = ToProto(one, now);
    for (const auto& trail : lineage.payments) {
        auto& payment = *out.add_payments();
        *payment.mutable_payment() = ToPartner(trail, lineage);
        AddEvidence(trail, payment);
        const auto three =
            std::ranges::find(lineage.three_ways, trail.payment_id, &ThreeWay::payment_id);
        if (three != lineage.three_ways.end()) *payment.mutable_three_way() = ToProto(*three);
    }
    out.set_more(lineage.more);
    return out;
}

core::Result<LineageSubject> ReadSubject(const v1::GetLineageRequest& request) {
    switch (request.subject_case()) {
        case v1::GetLineageRequest::kPaymentId:
            return ReadId(request.payment_id(), "payment_id",
                          [](const auto& id) { return core::PaymentId(id); });
        case v1::GetLineageRequest::kLineId:
            return ReadId(request.line_id(), "line_id", [](const auto& id) { return LineId{id}; });
        case v1::GetLineageRequest::kTransferId:
            return ReadId(request.transfer_id(), "transfer_id",
                          [](const auto& id) { return core::TransferId(id); });
        case v1::GetLineageRequest::SUBJECT_NOT_SET: break;
    }
    return core::InvalidField("payment_id", "or line_id or transfer_id must be given");
}

}  // namespace clearway::reconciliation
