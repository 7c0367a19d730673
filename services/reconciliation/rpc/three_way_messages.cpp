// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/three_way_messages.h"

namespace clearway::reconciliation {

namespace {

v1::Agreement ToProto(Agreement agreement) {
    switch (agreement) {
        case Agreement::kAgreed: return v1::AGREEMENT_AGREED;
        case Agreement::kAwaited: return v1::AGREEMENT_AWAITED;
        case Agreement::kResolved: return v1::AGREEMENT_RESOLVED;
        case Agreement::kPaymentOnly: return v1::AGREEMENT_PAYMENT_ONLY;
        case Agreement::kLedgerOnly: return v1::AGREEMENT_LEDGER_ONLY;
        case Agreement::kStatementMissing: return v1::AGREEMENT_STATEMENT_MISSING;
        case Agreement::kStatementOnly: return v1::AGREEMENT_STATEMENT_ONLY;
        case Agreement::kDiffers: return v1::AGREEMENT_DIFFERS;
    }
    return v1::AGREEMENT_UNSPECIFIED;
}

void Write(const Way& way, v1::ThreeWay::Way& out) {
    const std::string currency(way.currency.Code());
    out.mutable_out()->set_currency(currency);
    out.mutable_out()->set_minor_units(way.out_minor);
    out.mutable_back()->set_currency(currency);
    out.mutable_back()->set_minor_units(way.back_minor);
}

}  // namespace

v1::ThreeWay ToProto(const ThreeWay& three) {
    v1::ThreeWay out;
    out.set_payment_id(three.payment_id.ToString());
    out.set_agreement(ToProto(three.agreement));
    if (three.state) out.set_payment_state(std::string(NameOf(*three.state)));
    if (three.payment) Write(*three.payment, *out.mutable_payment());
    if (three.ledger) Write(*three.ledger, *out.mutable_ledger());
    if (three.statement) Write(*three.statement, *out.mutable_statement());
    for (const auto& reason : three.reasons) out.add_reasons(reason);
    for (const auto& exception : three.exceptions) out.add_exception_ids(exception.ToString());
    return out;
}

v1::ThreeWayCounts ToProto(const ThreeWayCounts& counts) {
    v1::ThreeWayCounts out;
    out.set_agreed(counts.agreed);
    out.set_awaited(counts.awaited);
    out.set_resolved(counts.resolved);
    out.set_payment_only(counts.payment_only);
    out.set_ledger_only(counts.ledger_only);
    out.set_statement_missing(counts.statement_missing);
    out.set_statement_only(counts.statement_only);
    out.set_differs(counts.differs);
    return out;
}

}  // namespace clearway::reconciliation
