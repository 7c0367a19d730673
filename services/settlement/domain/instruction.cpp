// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/instruction.h"

namespace clearway::settlement {
namespace {

// Length-prefixed, so that no two instructions have one text.
std::string TextOf(const Instruction& instruction) {
    const auto framed = [](const std::string& text) {
        return std::to_string(text.size()) + ":" + text;
    };
    return std::to_string(instruction.place) + " " + instruction.id.ToString() + " " +
           framed(instruction.debtor) + " " + framed(instruction.creditor) + " " +
           core::FormatDecimal(instruction.amount) + " " +
           std::string(instruction.amount.GetCurrency().Code()) + " " +
           framed(instruction.debtor_at.bic) + " " + framed(instruction.debtor_at.account) + " " +
           framed(instruction.creditor_at.bic) + " " + framed(instruction.creditor_at.account) +
           "\n";
}

SettlementAddress AddressOf(const std::string& institution, const SettlementAddresses& addresses) {
    const auto found = addresses.find(institution);
    return found == addresses.end() ? SettlementAddress{} : found->second;
}

}  // namespace

std::vector<Instruction> MakeInstructions(const Window& window,
                                          std::span<const Obligation> obligations,
                                          const SettlementAddresses& addresses) {
    const auto window_id = IdOf(window);
    std::vector<Instruction> instructions;
    instructions.reserve(obligations.size());
    for (const auto& [debtor, creditor, amount] : obligations) {
        const auto name = std::to_string(debtor.size()) + ":" + debtor + ":" + creditor;
        instructions.push_back({.id = core::Uuid::Derive(window_id, name),
                                .place = std::ssize(instructions) + 1,
                                .debtor = debtor,
                                .creditor = creditor,
                                .amount = core::Money(window.currency, amount),
                                .debtor_at = AddressOf(debtor, addresses),
                                .creditor_at = AddressOf(creditor, addresses)});
    }
    return instructions;
}

std::optional<std::string> FindUnaddressed(std::span<const Obligation> obligations,
                                           const SettlementAddresses& addresses) {
    for (const auto& [debtor, creditor, amount] : obligations) {
        const auto from = AddressOf(debtor, addresses);
        const auto to = AddressOf(creditor, addresses);
        if (from.account.empty() && to.account.empty()) continue;
        if (from.bic.empty()) return debtor;
        if (to.bic.empty()) return creditor;
    }
    return std::nullopt;
}

core::TransferId TransferOf(const Instruction& instruction) {
    return core::TransferId(core::Uuid::Derive(instruction.id, "settlement"));
}

std::string ExtendDigest(const std::string& digest, std::span<const Instruction> instructions) {
    auto extended = digest;
    for (const auto& instruction : instructions) {
        extended = core::AsBytes(core::Sha256(extended + TextOf(instruction)));
    }
    return extended;
}

}  // namespace clearway::settlement
