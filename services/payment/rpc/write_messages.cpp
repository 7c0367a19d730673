// SPDX-License-Identifier: Apache-2.0
#include "core/page_token.h"
#include "rpc/times.h"
#include "services/payment/domain/payment_state.h"
#include "services/payment/rpc/payment_messages.h"

namespace clearway::payment {
namespace {

void Write(const core::Money& money, common::v1::Amount& out) {
    out.set_currency(std::string(money.GetCurrency().Code()));
    out.set_value(core::FormatDecimal(money));
}

void Write(const Terms& terms, v1::Creditor& out) {
    if (terms.creditor) {
        out.set_account_id(terms.creditor->ToString());
        return;
    }
    const auto& party = terms.external_creditor;
    out.set_name(party.name.Reveal());
    out.set_country(party.country);
    out.set_iban(party.iban.Reveal());
    out.set_bic(party.bic);
}

void WriteLinks(const Payment& payment, v1::Payment& out) {
    const auto self = "/v1/payments/" + payment.terms.payment_id.ToString();
    auto& links = *out.mutable_links();
    links["self"] = self;
    links["events"] = self + "/events";
    const bool automatic = payment.terms.automatic_capture;
    if (Next(payment.status, Input::kCapture, automatic)) links["capture"] = self + ":capture";
    if (Next(payment.status, Input::kCancel, automatic)) links["cancel"] = self + ":cancel";
}

std::string NextPageOf(const Page& page) {
    const auto& last = page.payments.back().terms;
    return core::EncodePageToken({last.created_at, last.payment_id.value});
}

}  // namespace

v1::Payment Write(const Payment& payment) {
    const auto& terms = payment.terms;
    v1::Payment out;
    out.set_payment_id(terms.payment_id.ToString());
    out.set_status(static_cast<v1::PaymentStatus>(payment.status));
    out.set_iso_status(std::string(IsoStatusOf(payment.status)));
    for (const auto& reason : payment.reasons) {
        auto* row = out.add_reasons();
        row->set_code(reason.code);
        row->set_message(reason.message);
        row->set_iso_code(reason.iso_code);
    }
    Write(terms.amount, *out.mutable_amount());
    *out.mutable_created_at() = rpc::ToTimestamp(terms.created_at);
    *out.mutable_updated_at() = rpc::ToTimestamp(payment.updated_at);
    WriteLinks(payment, out);
    out.mutable_debtor()->set_account_id(terms.debtor.ToString());
    Write(terms, *out.mutable_creditor());
    out.set_end_to_end_id(terms.end_to_end_id);
    out.set_remittance_information(terms.remittance_information.Reveal());
    out.set_capture(terms.automatic_capture ? v1::CAPTURE_MODE_AUTOMATIC : v1::CAPTURE_MODE_MANUAL);
    if (payment.captured) Write(*payment.captured, *out.mutable_captured_amount());
    for (const auto& degradation : payment.degradations) out.add_degradations(degradation);
    out.set_erased(terms.erased);
    return out;
}

v1::ListPaymentsResponse Write(const Page& page) {
    v1::ListPaymentsResponse out;
    for (const auto& payment : page.payments) *out.add_payments() = Write(payment);
    if (page.more) out.set_next_page_token(NextPageOf(page));
    return out;
}

v1::FindPaymentsResponse WriteFound(const Page& page) {
    v1::FindPaymentsResponse out;
    for (const auto& payment : page.payments) {
        auto& found = *out.add_payments();
        found.set_partner_id(payment.terms.partner_id);
        *found.mutable_payment() = Write(payment);
    }
    if (page.more) out.set_next_page_token(NextPageOf(page));
    return out;
}

v1::ListPaymentEventsResponse Write(const Timeline& timeline) {
    v1::ListPaymentEventsResponse out;
    for (const auto& entry : timeline.entries) {
        auto* row = out.add_events();
        row->set_event_id(entry.event_id);
        row->set_service(entry.service);
        row->set_type(entry.type);
        row->set_version(entry.version);
        *row->mutable_occurred_at() = rpc::ToTimestamp(entry.occurred_at);
        row->set_summary(entry.summary);
        row->set_hash(entry.hash);
    }
    for (const auto& service : timeline.missing_services) out.add_missing_services(service);
    return out;
}

}  // namespace clearway::payment
