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
           std::string(instruction.amount.GetCurrency().Code()) + "\n";
}

}  // namespace

std::vector<Instruction> MakeInstructions(const Window& window,
                                          std::span<const Obligation> obligations) {
    const auto window_id = IdOf(window);
    std::vector<Instruction> instructions;
    instructions.reserve(obligations.size());
    for (const auto& [debtor, creditor, amount] : obligations) {
        const auto name = std::to_string(debtor.size()) + ":" + debtor + ":" + creditor;
        instructions.push_back({.id = core::Uuid::Derive(window_id, name),
                                .place = std::ssize(instructions) + 1,
                                .debtor = debtor,
                                .creditor = creditor,
                                .amount = core::Money(window.currency, amount)});
    }
    return instructions;
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
