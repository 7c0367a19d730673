// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/offline/window_message.h"

#include <algorithm>
#include <string>

namespace clearway::settlement {
namespace {

std::string NameOf(const Window& window) {
    return std::string(window.currency.Code()) + "-" + std::to_string(window.number);
}

// An identification of ISO 20022 has 35 characters at most: a UUID without its hyphens.
std::string IdText(const core::Uuid& id) {
    auto text = id.ToString();
    std::erase(text, '-');
    return text;
}

// A UETR has the form of a random UUID, which a derived one does not have: the digits that say so
// are put in their place.
std::string UetrOf(const Instruction& instruction) {
    auto text = core::Uuid::Derive(instruction.id, "uetr").ToString();
    text[14] = '4';
    return text;
}

iso20022::Account AccountOf(const SettlementAddress& address) {
    return {.other = {.id = address.account}};
}

}  // namespace

bool Add(const Instruction& instruction, MessageTotals& totals) {
    const auto sum = core::AddMinor(totals.amount, instruction.amount.MinorUnits());
    if (!sum) return false;
    totals.amount = *sum;
    ++totals.transfers;
    return true;
}

iso20022::GroupHeader HeaderOf(const Window& window, const MessageTotals& totals) {
    const core::Money sum(window.currency, totals.amount);
    return {.message_id = IdText(IdOf(window)),
            .created = window.closed_at,
            .number_of_transactions = static_cast<std::uint64_t>(totals.transfers),
            .control_sum = iso20022::Decimal::Of(sum),
            .total_settlement_amount = sum,
            .settlement_date = std::chrono::floor<std::chrono::days>(*window.closed_at),
            .settlement = {.method = "CLRG"}};
}

iso20022::CreditTransfer TransferOf(const Window& window, const Instruction& instruction) {
    const auto id = IdText(instruction.id);
    return {.instruction_id = id,
            .end_to_end_id = NameOf(window) + "-" + std::to_string(instruction.place),
            .transaction_id = id,
            .uetr = UetrOf(instruction),
            .settlement_amount = instruction.amount,
            .debtor = {.agent = {.bic = instruction.debtor_at.bic}},
            .debtor_account = AccountOf(instruction.debtor_at),
            .creditor = {.agent = {.bic = instruction.creditor_at.bic}},
            .creditor_account = AccountOf(instruction.creditor_at),
            .remittance = {.unstructured = {"Settlement window " + NameOf(window)}}};
}

}  // namespace clearway::settlement
