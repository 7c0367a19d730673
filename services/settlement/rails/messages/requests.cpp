// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/messages/requests.h"

#include <algorithm>

#include "iso20022/message_writer.h"

namespace clearway::settlement::rails::messages {
namespace {

namespace iso = clearway::iso20022;

// What SEPA writes where a party said nothing.
constexpr char kNotProvided[] = "NOTPROVIDED";

iso::Date DayOf(core::Timestamp at) { return std::chrono::floor<std::chrono::days>(at); }

core::Result<Message> Write(iso::MessageKind kind, std::string id,
                            const std::vector<iso::Part>& parts) {
    auto text = iso::WriteMessage(kind, parts);
    if (!text) return std::move(text).error();
    return Message{.id = std::move(id),
                   .type = std::string(iso::WrittenType(kind).name),
                   .content = core::Sensitive<std::string>(std::move(*text))};
}

iso::GroupHeader HeaderOf(const Participant& we, const std::string& id, core::Timestamp at) {
    return {.message_id = id,
            .created = at,
            .instructing_agent = {.bic = we.bic},
            .instructed_agent = {.bic = we.rail_bic}};
}

iso::Agent BankOf(const std::string& bic) {
    if (bic.empty()) return {.other = {.id = kNotProvided}};
    return {.bic = bic};
}

iso::CreditTransfer TransferOf(const Participant& we, const Submission::Payable& payable) {
    const auto& order = payable.transfer.order;
    const auto& told = payable.instruction;
    iso::CreditTransfer transfer{
        .instruction_id = DeriveTransactionId(order.payment),
        .end_to_end_id = told.end_to_end_id.empty() ? kNotProvided : told.end_to_end_id,
        .transaction_id = DeriveTransactionId(order.payment),
        .uetr = DeriveUetr(order.payment).ToString(),
        .settlement_amount = order.amount,
        .charge_bearer = "SLEV",
        .debtor = {.party = {.name = told.debtor_name.Reveal()}},
        .debtor_agent = {.bic = we.bic},
        .creditor_agent = BankOf(told.creditor_bic),
        .creditor = {.party = {.name = told.creditor_name.Reveal()}},
        .creditor_account = {.iban = told.creditor_iban.Reveal()}};
    auto account = order.debtor.ToString();
    std::erase(account, '-');  // Max34Text
    transfer.debtor_account.other.id = std::move(account);
    if (!told.remittance_information.Reveal().empty())
        transfer.remittance.unstructured = {told.remittance_information.Reveal()};
    return transfer;
}

// The transfer as it was sent.
iso::OriginalTransaction OriginalOf(const RailTransfer& transfer) {
    const auto& payment = transfer.order.payment;
    return {.message_id = MessageIdOf(transfer),
            .message_name = std::string(iso::WrittenType(iso::MessageKind::kPacs008).name),
            .message_created = MadeAt(transfer),
            .instruction_id = DeriveTransactionId(payment),
            .transaction_id = DeriveTransactionId(payment),
            .uetr = DeriveUetr(payment).ToString()};
}

}  // namespace

core::Result<Message> WriteTransfers(const Participant& we, const Submission& submission) {
    auto header = HeaderOf(we, submission.message_id, submission.made_at);
    header.number_of_transactions = submission.payments.size();
    header.settlement_date = DayOf(submission.made_at);
    header.settlement.method = "CLRG";
    std::vector<iso::Part> parts;
    std::optional<core::Money> total;
    for (const auto& payable : submission.payments) {
        const auto& amount = payable.transfer.order.amount;
        const auto sum = total ? core::Add(*total, amount) : core::Result<core::Money>(amount);
        if (!sum) return core::InvalidField("amount", "does not add up with the others");
        total = *sum;
        parts.emplace_back(TransferOf(we, payable));
    }
    header.total_settlement_amount = total;
    parts.insert(parts.begin(), header);
    return Write(iso::MessageKind::kPacs008, submission.message_id, parts);
}

core::Result<Message> WriteEnquiry(const Participant& we, const RailTransfer& transfer,
                                   int number) {
    const auto id = DeriveMessageId(transfer.order.payment, MessageKind::kEnquiry, number);
    const iso::StatusRequest request{.request_id = id, .original = OriginalOf(transfer)};
    return Write(iso::MessageKind::kPacs028, id, {HeaderOf(we, id, transfer.created_at), request});
}

core::Result<Message> WriteRecall(const Participant& we, const RailTransfer& transfer) {
    const auto id = RecallIdOf(transfer);
    iso::CancellationRequest request{.cancellation_id = id, .original = OriginalOf(transfer)};
    request.original.settlement_amount = transfer.order.amount;
    request.original.settlement_date = DayOf(MadeAt(transfer));
    request.reasons = {{.originator = {.bic = we.bic}, .reason = {.code = "CUST"}}};
    return Write(iso::MessageKind::kCamt056, id,
                 {iso::CaseAssignment{.id = id,
                                      .assigner = {.agent = {.bic = we.bic}},
                                      .assignee = {.agent = {.bic = we.rail_bic}},
                                      .created = transfer.created_at},
                  iso::Case{.id = id, .creator = {.agent = {.bic = we.bic}}},
                  iso::ControlData{.number_of_transactions = 1}, iso::UnderlyingGroup{}, request});
}

}  // namespace clearway::settlement::rails::messages
