// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/instruction_rpc.h"

#include "rpc/times.h"
#include "services/payment/rpc/payment_messages.h"

namespace clearway::payment {
InstructionRpc::InstructionRpc(rpc::Adapter& adapter, ReadPayment& read)
    : Service(adapter, "clearway.payment.v1.PaymentInstructionService"), read_(read) {
    Serve("GetInstruction", &InstructionRpc::Get);
}

Task<Result<v1::PaymentInstruction>> InstructionRpc::Get(CallContext&,
                                                         const v1::GetInstructionRequest& request) {
    const auto id = ReadPaymentId(request.payment_id());
    if (!id) co_return id.error();
    auto terms = co_await read_.GetInstruction(*id);
    if (!terms) co_return std::move(terms).error();
    co_return WriteInstruction(*terms);
}

v1::PaymentInstruction WriteInstruction(const Terms& terms) {
    v1::PaymentInstruction message;
    message.set_payment_id(terms.payment_id.ToString());
    message.set_partner_id(terms.partner_id);
    message.set_debtor_account_id(terms.debtor.ToString());
    message.mutable_amount()->set_currency(std::string(terms.amount.GetCurrency().Code()));
    message.mutable_amount()->set_minor_units(terms.amount.MinorUnits());
    message.set_end_to_end_id(terms.end_to_end_id);
    *message.mutable_created_at() = rpc::ToTimestamp(terms.created_at);
    message.set_creditor_name(terms.external_creditor.name.Reveal());
    message.set_creditor_country(terms.external_creditor.country);
    message.set_creditor_iban(terms.external_creditor.iban.Reveal());
    message.set_creditor_bic(terms.external_creditor.bic);
    message.set_remittance_information(terms.remittance_information.Reveal());
    message.set_erased(terms.erased);
    return message;
}

}  // namespace clearway::payment
