// SPDX-License-Identifier: Apache-2.0
// Reports of an account and their entries, in the shapes of version 02, 04 and 08.
#include "iso20022/fields/field_reader.h"
#include "iso20022/fields/field_writer.h"

namespace clearway::iso20022 {
namespace {

using enum MessageKind;

Name PageName(MessageKind kind) {
    if (kind == kCamt052) return "RptPgntn";
    return kind == kCamt053 ? "StmtPgntn" : "NtfctnPgntn";
}

Name EndName(MessageKind kind) {
    if (kind == kCamt052) return "AddtlRptInf";
    return kind == kCamt053 ? "AddtlStmtInf" : "AddtlNtfctnInf";
}

// Version 02 has a list of charges where later ones have one with records.
void DescribeCharges(FieldReader& fields, EntryCharges& charges) {
    bool flat = false;
    fields.Inside("Chrgs", [&](FieldReader& first) { flat = first.Has("Amt"); });
    if (flat) {
        fields.Groups("Chrgs", charges.records);
        fields.Inside(
            "Chrgs", [&](FieldReader& first) { first.Amount("TtlChrgsAndTaxAmt", charges.total); });
    } else {
        fields.Group("Chrgs", charges);
    }
}

void DescribeCharges(FieldWriter& fields, const EntryCharges& charges) {
    fields.Group("Chrgs", charges);
}

template <class F>
void DescribeParties(F& fields, Held<F, EntryTransaction>& transaction) {
    fields.Inside("RltdPties", [&](F& parties) {
        parties.Either("InitgPty", transaction.initiating_party, Form::kChoice);
        parties.Either("Dbtr", transaction.debtor, Form::kChoice);
        parties.Group("DbtrAcct", transaction.debtor_account);
        parties.Either("UltmtDbtr", transaction.ultimate_debtor, Form::kChoice);
        parties.Either("Cdtr", transaction.creditor, Form::kChoice);
        parties.Group("CdtrAcct", transaction.creditor_account);
        parties.Either("UltmtCdtr", transaction.ultimate_creditor, Form::kChoice);
    });
    fields.Inside("RltdAgts", [&](F& agents) {
        agents.Group("DbtrAgt", transaction.debtor_agent);
        agents.Group("CdtrAgt", transaction.creditor_agent);
    });
}

}  // namespace

template <class F>
void Describe(F& fields, Held<F, Balance>& balance) {
    fields.Inside("Tp", [&](F& type) {
        type.CodeOrOther("CdOrPrtry", balance.type);
        type.CodeOrOther("SubTp", balance.subtype);
    });
    fields.Amount("Amt", balance.amount);
    fields.CreditOrDebit("CdtDbtInd", balance.side);
    fields.DayOrMoment("Dt", balance.date);
}

template <class F>
void Describe(F& fields, Held<F, EntryCount>& count) {
    fields.Number("NbOfNtries", count.number);
    fields.Sum("Sum", count.sum);
}

template <class F>
void Describe(F& fields, Held<F, EntryTotals>& totals) {
    fields.Inside("TtlNtries", [&](F& all) {
        Describe(all, totals.all);
        all.Inside("TtlNetNtry", [&](F& net) {
            net.Sum("Amt", totals.net);
            net.CreditOrDebit("CdtDbtInd", totals.net_side);
        });
        if (all.Has("TtlNetNtryAmt")) {  // version 02
            all.Sum("TtlNetNtryAmt", totals.net);
            all.CreditOrDebit("CdtDbtInd", totals.net_side);
        }
    });
    fields.Group("TtlCdtNtries", totals.credits);
    fields.Group("TtlDbtNtries", totals.debits);
}

template <class F>
void Describe(F& fields, Held<F, Statement>& statement) {
    fields.Text("Id", statement.id);
    fields.Group(PageName(fields.Kind()), statement.page);
    fields.Number("ElctrncSeqNb", statement.electronic_sequence);
    fields.Number("LglSeqNb", statement.legal_sequence);
    fields.Time("CreDtTm", statement.created);
    fields.Inside("FrToDt", [&](F& period) {
        period.Time("FrDtTm", statement.from);
        period.Time("ToDtTm", statement.to);
    });
    fields.Text("CpyDplctInd", statement.copy_or_duplicate);
    fields.Group("Acct", statement.account);
    fields.Group("RltdAcct", statement.related_account);
    fields.Groups("Bal", statement.balances);
    fields.Group("TxsSummry", statement.totals);
}

template <class F>
void Describe(F& fields, Held<F, BankTransactionCode>& code) {
    fields.Inside("Domn", [&](F& domain) {
        domain.Text("Cd", code.domain);
        domain.Inside("Fmly", [&](F& family) {
            family.Text("Cd", code.family);
            family.Text("SubFmlyCd", code.sub_family);
        });
    });
    fields.Inside("Prtry", [&](F& proprietary) {
        proprietary.Text("Cd", code.proprietary);
        proprietary.Text("Issr", code.issuer);
    });
}

template <class F>
void Describe(F& fields, Held<F, ExchangedAmount>& exchanged) {
    fields.Amount("Amt", exchanged.amount);
    fields.Inside("CcyXchg", [&](F& exchange) {
        exchange.Currency("SrcCcy", exchanged.source_currency);
        exchange.Currency("TrgtCcy", exchanged.target_currency);
        exchange.Currency("UnitCcy", exchanged.unit_currency);
        exchange.Text("XchgRate", exchanged.rate);
    });
}

template <class F>
void Describe(F& fields, Held<F, AmountDetails>& amounts) {
    fields.Group("InstdAmt", amounts.instructed);
    fields.Group("TxAmt", amounts.transaction);
    fields.Group("CntrValAmt", amounts.counter_value);
    fields.Group("AnncdPstngAmt", amounts.announced);
}

template <class F>
void Describe(F& fields, Held<F, ChargeRecord>& charge) {
    fields.Amount("Amt", charge.amount);
    fields.CreditOrDebit("CdtDbtInd", charge.side);
    fields.Flag("ChrgInclInd", charge.included);
    fields.Text("Br", charge.bearer);
    fields.Group({"Agt", "Pty"}, charge.agent);
}

template <class F>
void Describe(F& fields, Held<F, EntryCharges>& charges) {
    fields.Amount("TtlChrgsAndTaxAmt", charges.total);
    fields.Groups("Rcrd", charges.records);
}

template <class F>
void Describe(F& fields, Held<F, ProprietaryReference>& reference) {
    fields.Text("Tp", reference.type);
    fields.Text("Ref", reference.reference);
}

template <class F>
void Describe(F& fields, Held<F, References>& references) {
    fields.Text("MsgId", references.message_id);
    fields.Text("AcctSvcrRef", references.servicer_reference);
    fields.Text("PmtInfId", references.payment_information_id);
    fields.Text("InstrId", references.instruction_id);
    fields.Text("EndToEndId", references.end_to_end_id);
    fields.Uetr("UETR", references.uetr);
    fields.Text("TxId", references.transaction_id);
    fields.Text("MndtId", references.mandate_id);
    fields.Text("ChqNb", references.cheque_number);
    fields.Text("ClrSysRef", references.clearing_reference);
    fields.Groups("Prtry", references.proprietary);
}

template <class F>
void Describe(F& fields, Held<F, EntryTransaction>& transaction) {
    fields.Group("Refs", transaction.references);
    fields.Amount("Amt", transaction.amount);
    fields.CreditOrDebit("CdtDbtInd", transaction.side);
    fields.Group("AmtDtls", transaction.amounts);
    fields.Group("BkTxCd", transaction.code);
    DescribeCharges(fields, transaction.charges);
    DescribeParties(fields, transaction);
    fields.CodeOrOther("LclInstrm", transaction.local_instrument);
    fields.CodeOrOther("Purp", transaction.purpose);
    fields.Group("RmtInf", transaction.remittance);
    fields.Inside("RltdDts", [&](F& dates) {
        dates.Time("AccptncDtTm", transaction.accepted);
        dates.Day("IntrBkSttlmDt", transaction.settlement_date);
        dates.Time("TxDtTm", transaction.transaction_time);
    });
    fields.Group("RtrInf", transaction.return_reason);
    fields.Text("AddtlTxInf", transaction.additional_information);
}

template <class F>
void Describe(F& fields, Held<F, EntryDetails>& details) {
    fields.Inside("Btch", [&](F& batch) {
        batch.Text("MsgId", details.batch_message_id);
        batch.Text("PmtInfId", details.batch_payment_information_id);
        batch.Number("NbOfTxs", details.batch_number_of_transactions);
        batch.Amount("TtlAmt", details.batch_total);
        batch.CreditOrDebit("CdtDbtInd", details.batch_side);
    });
    fields.Groups("TxDtls", details.transactions);
}

template <class F>
void Describe(F& fields, Held<F, Entry>& entry) {
    fields.Text("NtryRef", entry.reference);
    fields.Amount("Amt", entry.amount);
    fields.CreditOrDebit("CdtDbtInd", entry.side);
    fields.Flag("RvslInd", entry.reversal);
    fields.CodeAlone("Sts", entry.status);
    fields.DayOrMoment("BookgDt", entry.booked);
    fields.DayOrMoment("ValDt", entry.value_date);
    fields.Text("AcctSvcrRef", entry.servicer_reference);
    fields.RequiredGroup("BkTxCd", entry.code);
    fields.Group("AmtDtls", entry.amounts);
    DescribeCharges(fields, entry.charges);
    fields.Groups("NtryDtls", entry.details);
    fields.Text("AddtlNtryInf", entry.additional_information);
}

template <class F>
void Describe(F& fields, Held<F, EntryMore>& more) {
    fields.Groups("NtryDtls", more.details);
    fields.Text("AddtlNtryInf", more.additional_information);
}

template <class F>
void Describe(F& fields, Held<F, StatementEnd>& end) {
    fields.Text(EndName(fields.Kind()), end.additional_information);
}

CLEARWAY_STATEMENT_FIELDS(CLEARWAY_MAKE_BOTH)

}  // namespace clearway::iso20022
