// SPDX-License-Identifier: Apache-2.0
// Messages of a participant, for tests: as small as the schemas allow.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "iso20022/message_reader.h"
#include "iso20022/message_writer.h"
#include "services/rail_simulator/domain/payment.h"

namespace clearway::rail_simulator {

inline core::Money Euro(std::int64_t minor) { return {*core::Currency::Parse("EUR"), minor}; }

inline core::Timestamp Noon() { return *core::ParseRfc3339("2026-03-02T12:00:00Z"); }

inline Order SomeOrder(const std::string& name, std::int64_t minor) {
    return {.references = {.message_id = "M-" + name,
                           .message_name = "pacs.008.001.08",
                           .instruction_id = "I-" + name,
                           .end_to_end_id = "E-" + name,
                           .transaction_id = "T-" + name},
            .amount = Euro(minor),
            .creditor_name = "Jane Doe",
            .creditor_iban = "NL91ABNA0417164300"};
}

inline std::string Written(iso20022::MessageKind kind, const std::vector<iso20022::Part>& parts) {
    auto text = iso20022::WriteMessage(kind, parts);
    if (!text) throw std::runtime_error("no message: " + text.error().detail);
    return std::move(*text);
}

inline iso20022::CreditTransfer TransferOf(const Order& order) {
    iso20022::CreditTransfer transfer{.instruction_id = order.references.instruction_id,
                                      .end_to_end_id = order.references.end_to_end_id,
                                      .transaction_id = order.references.transaction_id,
                                      .uetr = order.references.uetr,
                                      .settlement_amount = order.amount,
                                      .charge_bearer = "SLEV",
                                      .debtor_agent = {.bic = "DEUTDEFF"},
                                      .creditor_agent = {.bic = "ABNANL2A"},
                                      .creditor_account = {.iban = order.creditor_iban}};
    if (order.creditor_iban.find(' ') != std::string::npos)  // no IBAN has one
        transfer.creditor_account = {.other = {.id = order.creditor_iban}};
    transfer.debtor.party.name = "Ada Example";
    transfer.creditor.party.name = order.creditor_name;
    return transfer;
}

// A pacs.008 under the message id of the first order.
inline std::string TransferMessage(const std::vector<Order>& orders) {
    iso20022::GroupHeader header{.message_id = orders.front().references.message_id,
                                 .created = Noon(),
                                 .number_of_transactions = orders.size(),
                                 .settlement_date = std::chrono::floor<std::chrono::days>(Noon()),
                                 .settlement = {.method = "CLRG"}};
    core::Money total = Euro(0);
    for (const auto& order : orders) total = *core::Add(total, order.amount);
    header.total_settlement_amount = total;
    std::vector<iso20022::Part> parts = {header};
    for (const auto& order : orders) parts.push_back(TransferOf(order));
    return Written(iso20022::MessageKind::kPacs008, parts);
}

inline iso20022::OriginalTransaction Named(const References& references) {
    return {.message_id = references.message_id,
            .message_name = references.message_name,
            .instruction_id = references.instruction_id,
            .end_to_end_id = references.end_to_end_id,
            .transaction_id = references.transaction_id};
}

inline std::string EnquiryMessage(const std::string& id, const References& references) {
    return Written(iso20022::MessageKind::kPacs028,
                   {iso20022::GroupHeader{.message_id = id, .created = Noon()},
                    iso20022::StatusRequest{.request_id = "Q-1", .original = Named(references)}});
}

inline std::string RecallMessage(const std::string& id, const Order& order) {
    iso20022::CaseAssignment assignment{.id = id, .created = Noon()};
    assignment.assigner.agent.bic = "DEUTDEFF";
    assignment.assignee.agent.bic = "ABNANL2A";
    iso20022::Case related{.id = "CASE-" + id};
    related.creator = assignment.assigner;
    auto original = Named(order.references);
    original.message_id = original.message_name = "";
    original.settlement_amount = order.amount;
    return Written(
        iso20022::MessageKind::kCamt056,
        {assignment, related, iso20022::ControlData{.number_of_transactions = 1},
         iso20022::UnderlyingGroup{.group = {.message_id = order.references.message_id,
                                             .message_name = order.references.message_name}},
         iso20022::CancellationRequest{.cancellation_id = "C-1",
                                       .original = std::move(original),
                                       .reasons = {{.reason = {.code = "DUPL"}}}}});
}

// What an answer says, in one line: "ACSC 12.00", "RJCT AC04", "return AC04 12.00", "RJCR LEGL".
inline std::string Line(std::string status, const std::vector<iso20022::Reason>& reasons,
                        const std::optional<core::Money>& amount) {
    for (const auto& reason : reasons) status += " " + reason.reason.code;
    if (amount) status += " " + core::FormatDecimal(*amount);
    return status;
}

inline std::vector<std::string> LinesOf(const std::string& content) {
    const auto whole = iso20022::ReadWholeMessage(content);
    if (!whole.result.IsValid()) throw std::runtime_error("an answer that is not valid");
    std::vector<std::string> lines;
    for (const auto& part : whole.parts) {
        if (const auto* said = std::get_if<iso20022::TransactionStatus>(&part))
            lines.push_back(
                Line(said->status, said->reasons, said->original.details.settlement_amount));
        if (const auto* back = std::get_if<iso20022::PaymentReturn>(&part))
            lines.push_back(Line("return", back->reasons, back->returned_amount));
        if (const auto* said = std::get_if<iso20022::CancellationStatus>(&part))
            lines.push_back(Line(said->status, said->reasons, {}));
    }
    return lines;
}

}  // namespace clearway::rail_simulator
