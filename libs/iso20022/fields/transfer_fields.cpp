// SPDX-License-Identifier: Apache-2.0
// Headers and credit transfers.
#include <array>

#include "iso20022/fields/field_reader.h"
#include "iso20022/fields/field_writer.h"

namespace clearway::iso20022 {

template <class F>
void Describe(F& fields, Held<F, PaymentType>& type) {
    fields.Text("InstrPrty", type.instruction_priority);
    fields.Text("ClrChanl", type.clearing_channel);
    fields.Codes("SvcLvl", type.service_levels);
    fields.CodeOrOther("LclInstrm", type.local_instrument);
    fields.CodeOrOther("CtgyPurp", type.category_purpose);
}

template <class F>
void Describe(F& fields, Held<F, SettlementInformation>& settlement) {
    fields.Text("SttlmMtd", settlement.method);
    fields.Group("SttlmAcct", settlement.account);
    fields.CodeOrOther("ClrSys", settlement.clearing_system);
    fields.Group("InstgRmbrsmntAgt", settlement.instructing_reimbursement_agent);
    fields.Group("InstdRmbrsmntAgt", settlement.instructed_reimbursement_agent);
}

template <class F>
void Describe(F& fields, Held<F, Page>& page) {
    fields.Text("PgNb", page.number);
    fields.Flag("LastPgInd", page.last);
}

template <class F>
void Describe(F& fields, Held<F, GroupHeader>& header) {
    fields.Text("MsgId", header.message_id);
    fields.Time("CreDtTm", header.created);
    fields.Flag("BtchBookg", header.batch_booking);
    fields.Number("NbOfTxs", header.number_of_transactions);
    fields.Sum("CtrlSum", header.control_sum);
    fields.Flag("GrpRtr", header.whole_group_returned);
    fields.Amount("TtlIntrBkSttlmAmt", header.total_settlement_amount);
    fields.Amount("TtlRtrdIntrBkSttlmAmt", header.total_returned_amount);
    fields.Day("IntrBkSttlmDt", header.settlement_date);
    fields.Group("SttlmInf", header.settlement);
    fields.Group("PmtTpInf", header.payment_type);
    fields.Group("InitgPty", header.initiating_party);
    fields.Group("FwdgAgt", header.forwarding_agent);
    fields.Group("DbtrAgt", header.debtor_agent);
    fields.Group("CdtrAgt", header.creditor_agent);
    fields.Group("InstgAgt", header.instructing_agent);
    fields.Group("InstdAgt", header.instructed_agent);
    fields.Group("MsgRcpt", header.recipient);
    fields.Group("MsgPgntn", header.page);
    fields.Text("AddtlInf", header.additional_information);
}

namespace {

// A party by its identification, a bank by its own: other names than in every other message.
template <class F>
void DescribeSide(F& fields, Name name, Held<F, PartyOrAgent>& side) {
    fields.Inside(name, [&](F& inside) {
        inside.Group("OrgId", side.party);
        inside.Group("FIId", side.agent);
    });
}

// Up to three banks with accounts, each under names of its own.
template <class F, class Hops>
void DescribeVias(F& fields, const std::array<Name, 6>& names, Hops& vias) {
    for (std::size_t i = 0; i < 3; ++i) {
        if constexpr (std::is_const_v<Hops>) {
            if (i >= vias.size()) return;
            fields.Group(names[2 * i], vias[i].agent);
            fields.Group(names[2 * i + 1], vias[i].account);
        } else {
            Via via;
            fields.Group(names[2 * i], via.agent);
            fields.Group(names[2 * i + 1], via.account);
            if (IsKnown(via)) vias.push_back(std::move(via));
        }
    }
}

template <class F>
void DescribePreviousAgents(F& fields, Held<F, CreditTransfer>& transfer) {
    DescribeVias(fields,
                 {"PrvsInstgAgt1", "PrvsInstgAgt1Acct", "PrvsInstgAgt2", "PrvsInstgAgt2Acct",
                  "PrvsInstgAgt3", "PrvsInstgAgt3Acct"},
                 transfer.previous_agents);
}

template <class F>
void DescribeIntermediaries(F& fields, Held<F, CreditTransfer>& transfer) {
    DescribeVias(fields,
                 {"IntrmyAgt1", "IntrmyAgt1Acct", "IntrmyAgt2", "IntrmyAgt2Acct", "IntrmyAgt3",
                  "IntrmyAgt3Acct"},
                 transfer.intermediaries);
}

template <class F>
void DescribeIdentification(F& fields, Held<F, CreditTransfer>& transfer) {
    fields.Inside("PmtId", [&](F& ids) {
        ids.Text("InstrId", transfer.instruction_id);
        ids.Text("EndToEndId", transfer.end_to_end_id);
        ids.Text("TxId", transfer.transaction_id);
        ids.Uetr("UETR", transfer.uetr);
        ids.Text("ClrSysRef", transfer.clearing_reference);
    });
    fields.Group("PmtTpInf", transfer.payment_type);
}

template <class F>
void DescribeCreditorSide(F& fields, Held<F, CreditTransfer>& transfer, Form form) {
    fields.Group("CdtrAgt", transfer.creditor_agent);
    fields.Group("CdtrAgtAcct", transfer.creditor_agent_account);
    fields.Either("Cdtr", transfer.creditor, form);
    fields.Group("CdtrAcct", transfer.creditor_account);
    fields.Either("UltmtCdtr", transfer.ultimate_creditor, form);
    fields.CodeOrOther("Purp", transfer.purpose);
    fields.Group("RmtInf", transfer.remittance);
}

// From a customer to its bank: the debtor is the batch's.
template <class F>
void DescribeInitiation(F& fields, Held<F, CreditTransfer>& transfer) {
    DescribeIdentification(fields, transfer);
    fields.Inside("Amt", [&](F& amount) {
        amount.Amount("InstdAmt", transfer.instructed_amount);
        amount.Inside("EqvtAmt", [&](F& equivalent) {
            equivalent.Amount("Amt", transfer.equivalent_amount);
            equivalent.Currency("CcyOfTrf", transfer.equivalent_currency);
        });
    });
    fields.Inside("XchgRateInf", [&](F& rate) { rate.Text("XchgRate", transfer.exchange_rate); });
    fields.Text("ChrgBr", transfer.charge_bearer);
    fields.Either("UltmtDbtr", transfer.ultimate_debtor, Form::kParty);
    DescribeIntermediaries(fields, transfer);
    DescribeCreditorSide(fields, transfer, Form::kParty);
}

template <class F>
void DescribeInterbank(F& fields, Held<F, CreditTransfer>& transfer, Form form) {
    DescribeIdentification(fields, transfer);
    fields.Amount("IntrBkSttlmAmt", transfer.settlement_amount);
    fields.Day("IntrBkSttlmDt", transfer.settlement_date);
    fields.Text("SttlmPrty", transfer.settlement_priority);
    fields.Inside("SttlmTmIndctn", [&](F& times) {
        times.Time("DbtDtTm", transfer.debited);
        times.Time("CdtDtTm", transfer.credited);
    });
    fields.Time("AccptncDtTm", transfer.accepted);
    fields.Amount("InstdAmt", transfer.instructed_amount);
    fields.Text("XchgRate", transfer.exchange_rate);
    fields.Text("ChrgBr", transfer.charge_bearer);
    fields.Groups("ChrgsInf", transfer.charges);
    DescribePreviousAgents(fields, transfer);
    fields.Group("InstgAgt", transfer.instructing_agent);
    fields.Group("InstdAgt", transfer.instructed_agent);
    DescribeIntermediaries(fields, transfer);
    fields.Either("UltmtDbtr", transfer.ultimate_debtor, form);
    fields.Group("InitgPty", transfer.initiating_party);
    fields.Either("Dbtr", transfer.debtor, form);
    fields.Group("DbtrAcct", transfer.debtor_account);
    fields.Group("DbtrAgt", transfer.debtor_agent);
    fields.Group("DbtrAgtAcct", transfer.debtor_agent_account);
    DescribeCreditorSide(fields, transfer, form);
}

}  // namespace

template <class F>
void Describe(F& fields, Held<F, BusinessHeader>& header) {
    DescribeSide(fields, "Fr", header.from);
    DescribeSide(fields, "To", header.to);
    fields.Text("BizMsgIdr", header.business_message_id);
    fields.Text("MsgDefIdr", header.message_type);
    fields.Text("BizSvc", header.business_service);
    fields.Time("CreDt", header.created);
    fields.Text("CpyDplct", header.copy_or_duplicate);
    fields.Flag("PssblDplct", header.possible_duplicate);
    fields.Text("Prty", header.priority);
}

template <class F>
void Describe(F& fields, Held<F, MessageReject>& reject) {
    fields.Inside("RltdRef", [&](F& related) { related.Text("Ref", reject.reference); });
    fields.Inside("Rsn", [&](F& reason) {
        reason.Text("RjctgPtyRsn", reject.reason);
        reason.Time("RjctnDtTm", reject.rejected);
        reason.Text("ErrLctn", reject.location);
        reason.Text("RsnDesc", reject.description);
    });
}

template <class F>
void Describe(F& fields, Held<F, Charge>& charge) {
    fields.Amount("Amt", charge.amount);
    fields.Group({"Agt", "Pty"}, charge.agent);
}

template <class F>
void Describe(F& fields, Held<F, PaymentBatch>& batch) {
    fields.Text("PmtInfId", batch.id);
    fields.Text("PmtMtd", batch.method);
    fields.Flag("BtchBookg", batch.batch_booking);
    fields.Number("NbOfTxs", batch.number_of_transactions);
    fields.Sum("CtrlSum", batch.control_sum);
    fields.Group("PmtTpInf", batch.payment_type);
    fields.DayOrMoment("ReqdExctnDt", batch.requested_execution);
    fields.RequiredGroup("Dbtr", batch.debtor);
    fields.Group("DbtrAcct", batch.debtor_account);
    fields.Group("DbtrAgt", batch.debtor_agent);
    fields.Group("UltmtDbtr", batch.ultimate_debtor);
    fields.Text("ChrgBr", batch.charge_bearer);
}

template <class F>
void Describe(F& fields, Held<F, CreditTransfer>& transfer) {
    if (fields.Kind() == MessageKind::kPain001) return DescribeInitiation(fields, transfer);
    const bool between_banks = fields.Kind() == MessageKind::kPacs009;
    DescribeInterbank(fields, transfer, between_banks ? Form::kAgent : Form::kParty);
}

CLEARWAY_TRANSFER_FIELDS(CLEARWAY_MAKE_BOTH)

}  // namespace clearway::iso20022
