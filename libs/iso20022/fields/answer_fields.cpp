// SPDX-License-Identifier: Apache-2.0
// Answers to payments and enquiries about them, returns and cancellations.
#include "iso20022/fields/field_reader.h"
#include "iso20022/fields/field_writer.h"

namespace clearway::iso20022 {
namespace {

using enum MessageKind;

Name ReasonName(MessageKind kind) {
    if (kind == kPacs004) return "RtrRsnInf";
    if (kind == kCamt056) return "CxlRsnInf";
    if (kind == kCamt029) return "CxlStsRsnInf";
    return "StsRsnInf";
}

// The transaction's own references; camt.029 has the last two the other way round.
template <class F>
void DescribeOriginalIds(F& fields, Held<F, OriginalTransaction>& original) {
    fields.Inside("OrgnlGrpInf", [&](F& group) {
        group.Text("OrgnlMsgId", original.message_id);
        group.Text("OrgnlMsgNmId", original.message_name);
        group.Time("OrgnlCreDtTm", original.message_created);
    });
    fields.Text("OrgnlInstrId", original.instruction_id);
    fields.Text("OrgnlEndToEndId", original.end_to_end_id);
    fields.Text("OrgnlTxId", original.transaction_id);
    if (fields.Kind() == kCamt029) fields.Text("OrgnlClrSysRef", original.clearing_reference);
    fields.Uetr("OrgnlUETR", original.uetr);
    if (fields.Kind() != kCamt029) fields.Text("OrgnlClrSysRef", original.clearing_reference);
}

template <class F>
void DescribeOriginalAmount(F& fields, Held<F, OriginalTransaction>& original) {
    fields.Amount("OrgnlIntrBkSttlmAmt", original.settlement_amount);
    fields.Day("OrgnlIntrBkSttlmDt", original.settlement_date);
}

}  // namespace

template <class F>
void Describe(F& fields, Held<F, Reason>& reason) {
    fields.Group("Orgtr", reason.originator);
    fields.CodeOrOther("Rsn", reason.reason);
    fields.Texts("AddtlInf", reason.additional);
}

template <class F>
void Describe(F& fields, Held<F, Case>& related) {
    fields.Text("Id", related.id);
    fields.Either("Cretr", related.creator, Form::kChoice);
    fields.Flag("ReopCaseIndctn", related.reopened);
}

template <class F>
void Describe(F& fields, Held<F, StatusCount>& count) {
    fields.Number("DtldNbOfTxs", count.number);
    fields.Text("DtldSts", count.status);
    fields.Sum("DtldCtrlSum", count.sum);
}

template <class F>
void Describe(F& fields, Held<F, OriginalGroup>& group) {
    const bool is_request = fields.Kind() == kCamt056;
    fields.Text(is_request ? "GrpCxlId" : "OrgnlGrpCxlId", group.cancellation_id);
    fields.Group(is_request ? "Case" : "RslvdCase", group.related_case);
    fields.Text("OrgnlMsgId", group.message_id);
    fields.Text("OrgnlMsgNmId", group.message_name);
    fields.Time("OrgnlCreDtTm", group.created);
    fields.Number(is_request ? "NbOfTxs" : "OrgnlNbOfTxs", group.number_of_transactions);
    fields.Sum(is_request ? "CtrlSum" : "OrgnlCtrlSum", group.control_sum);
    fields.Flag("GrpCxl", group.whole_group);
    fields.Text(fields.Kind() == kCamt029 ? "GrpCxlSts" : "GrpSts", group.status);
    fields.Groups(ReasonName(fields.Kind()), group.reasons);
    if (fields.Kind() != kCamt029) fields.Groups("NbOfTxsPerSts", group.counts);
}

template <class F>
void Describe(F& fields, Held<F, OriginalBatch>& batch) {
    fields.Text("OrgnlPmtInfId", batch.id);
    fields.Number("OrgnlNbOfTxs", batch.number_of_transactions);
    fields.Sum("OrgnlCtrlSum", batch.control_sum);
    fields.Text("PmtInfSts", batch.status);
    fields.Groups("StsRsnInf", batch.reasons);
    fields.Groups("NbOfTxsPerSts", batch.counts);
}

template <class F>
void Describe(F& fields, Held<F, OriginalDetails>& details) {
    fields.Amount("IntrBkSttlmAmt", details.settlement_amount);
    fields.Inside("Amt", [&](F& amount) {
        amount.Amount("InstdAmt", details.instructed_amount);
        amount.Inside("EqvtAmt", [&](F& equivalent) {
            equivalent.Amount("Amt", details.equivalent_amount);
            equivalent.Currency("CcyOfTrf", details.equivalent_currency);
        });
    });
    fields.Day("IntrBkSttlmDt", details.settlement_date);
    fields.DayOrMoment("ReqdExctnDt", details.requested_execution);
    fields.Group("PmtTpInf", details.payment_type);
    fields.Group("RmtInf", details.remittance);
    fields.Either("UltmtDbtr", details.ultimate_debtor, Form::kChoice);
    fields.Either("Dbtr", details.debtor, Form::kChoice);
    fields.Group("DbtrAcct", details.debtor_account);
    fields.Group("DbtrAgt", details.debtor_agent);
    fields.Group("CdtrAgt", details.creditor_agent);
    fields.Either("Cdtr", details.creditor, Form::kChoice);
    fields.Group("CdtrAcct", details.creditor_account);
    fields.Either("UltmtCdtr", details.ultimate_creditor, Form::kChoice);
    fields.CodeOrOther("Purp", details.purpose);
}

template <class F>
void Describe(F& fields, Held<F, TransactionStatus>& status) {
    fields.Text("StsId", status.status_id);
    DescribeOriginalIds(fields, status.original);
    fields.Text("TxSts", status.status);
    fields.Groups("StsRsnInf", status.reasons);
    fields.Groups("ChrgsInf", status.charges);
    fields.Time("AccptncDtTm", status.accepted);
    fields.DayOrMoment("FctvIntrBkSttlmDt", status.effective_settlement);
    fields.Text("AcctSvcrRef", status.servicer_reference);
    fields.Text("ClrSysRef", status.clearing_reference);
    fields.Group("InstgAgt", status.instructing_agent);
    fields.Group("InstdAgt", status.instructed_agent);
    fields.Group("OrgnlTxRef", status.original.details);
}

template <class F>
void Describe(F& fields, Held<F, StatusRequest>& request) {
    fields.Text("StsReqId", request.request_id);
    DescribeOriginalIds(fields, request.original);
    fields.Time("AccptncDtTm", request.accepted);
    fields.Text("ClrSysRef", request.clearing_reference);
    fields.Group("InstgAgt", request.instructing_agent);
    fields.Group("InstdAgt", request.instructed_agent);
    fields.Group("OrgnlTxRef", request.original.details);
}

template <class F>
void Describe(F& fields, Held<F, PaymentReturn>& back) {
    fields.Text("RtrId", back.return_id);
    DescribeOriginalIds(fields, back.original);
    DescribeOriginalAmount(fields, back.original);
    fields.Amount("RtrdIntrBkSttlmAmt", back.returned_amount);
    fields.Day("IntrBkSttlmDt", back.settlement_date);
    fields.Amount("RtrdInstdAmt", back.returned_instructed_amount);
    fields.Text("ChrgBr", back.charge_bearer);
    fields.Groups("ChrgsInf", back.charges);
    fields.Text("ClrSysRef", back.clearing_reference);
    fields.Group("InstgAgt", back.instructing_agent);
    fields.Group("InstdAgt", back.instructed_agent);
    fields.Groups("RtrRsnInf", back.reasons);
    fields.Group("OrgnlTxRef", back.original.details);
}

template <class F>
void Describe(F& fields, Held<F, CaseAssignment>& assignment) {
    fields.Text("Id", assignment.id);
    fields.Either("Assgnr", assignment.assigner, Form::kChoice);
    fields.Either("Assgne", assignment.assignee, Form::kChoice);
    fields.Time("CreDtTm", assignment.created);
}

template <class F>
void Describe(F& fields, Held<F, ControlData>& control) {
    fields.Number("NbOfTxs", control.number_of_transactions);
    fields.Sum("CtrlSum", control.control_sum);
}

template <class F>
void Describe(F& fields, Held<F, Resolution>& resolution) {
    fields.Text("Conf", resolution.confirmation);
    fields.Codes("RjctdMod", resolution.rejected_modifications);
    fields.Group("DplctOf", resolution.duplicate_of);
    fields.Flag("AssgnmtCxlConf", resolution.assignment_cancelled);
}

template <class F>
void Describe(F& fields, Held<F, UnderlyingGroup>& underlying) {
    const bool is_request = fields.Kind() == kCamt056;
    fields.Group(is_request ? "OrgnlGrpInfAndCxl" : "OrgnlGrpInfAndSts", underlying.group);
}

template <class F>
void Describe(F& fields, Held<F, CancellationRequest>& request) {
    fields.Text("CxlId", request.cancellation_id);
    fields.Group("Case", request.related_case);
    DescribeOriginalIds(fields, request.original);
    DescribeOriginalAmount(fields, request.original);
    fields.Group("Assgnr", request.assigner);
    fields.Group("Assgne", request.assignee);
    fields.Groups("CxlRsnInf", request.reasons);
    fields.Group("OrgnlTxRef", request.original.details);
}

template <class F>
void Describe(F& fields, Held<F, CancellationStatus>& status) {
    fields.Text("CxlStsId", status.status_id);
    fields.Group("RslvdCase", status.related_case);
    DescribeOriginalIds(fields, status.original);
    fields.Text("TxCxlSts", status.status);
    fields.Groups("CxlStsRsnInf", status.reasons);
    DescribeOriginalAmount(fields, status.original);
    fields.Either("Assgnr", status.assigner, Form::kChoice);
    fields.Either("Assgne", status.assignee, Form::kChoice);
    fields.Group("OrgnlTxRef", status.original.details);
}

CLEARWAY_ANSWER_FIELDS(CLEARWAY_MAKE_BOTH)

}  // namespace clearway::iso20022
