// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/on_treasury.h"

#include "clearway/settlement/v1/settlement_events.pb.h"
#include "services/reconciliation/statements/account_text.h"

namespace clearway::reconciliation {
namespace {

namespace ledger = settlement::v1;
using events::ReceivedEvent;
using Instruction = ledger::InstructionsCreated::Instruction;

// The adjustments that this service posts: they say in the ledger what a statement has shown.
constexpr std::string_view kOurselves = "/service/reconciliation";

core::Currency CurrencyOf(const common::v1::Money& amount, const ReceivedEvent& event) {
    const auto currency = core::Currency::Parse(amount.currency());
    if (!currency || amount.minor_units() <= 0) throw events::UnreadableEvent(event.type);
    return *currency;
}

// Nothing for an account that stands for none at a bank: all but the clearing account and those
// that the bank accounts' file names.
std::optional<core::AccountId> AtABank(const std::string& id, const core::Currency& currency,
                                       const BankAccounts& accounts) {
    const auto account = core::AccountId::Parse(id);
    if (!account) return std::nullopt;
    const bool stands = *account == core::DeriveClearingAccountId(currency.Code()) ||
                        accounts.Find(*account) != nullptr;
    return stands ? account : std::nullopt;
}

// What the ledger's account is credited leaves the one at the bank. Between two at banks both
// statements show it.
void Expect(const ledger::TransfersPosted::Transfer& transfer, const BankAccounts& accounts,
            const ReceivedEvent& event, std::vector<ExpectedOnStatement>& expected) {
    const auto currency = CurrencyOf(transfer.amount(), event);
    const auto left = AtABank(transfer.creditor_account_id(), currency, accounts);
    const auto entered = AtABank(transfer.debtor_account_id(), currency, accounts);
    if (left == entered) return;
    const auto id = core::TransferId::Parse(transfer.transfer_id());
    if (!id) throw events::UnreadableEvent(event.type);
    const auto add = [&](const core::TransferId& one, const core::AccountId& account, int sign) {
        expected.push_back({.transfer_id = one,
                            .account = account,
                            .amount = core::Money(currency, sign * transfer.amount().minor_units()),
                            .fact_id = event.event_id,
                            .moved_at = event.occurred_at});
    };
    if (left) add(*id, *left, -1);
    if (entered)
        add(left ? core::TransferId(core::Uuid::Derive(id->value, "entered")) : *id, *entered, 1);
}

std::vector<ExpectedOnStatement> ReadBooked(const ledger::TransfersPosted& fact,
                                            const BankAccounts& accounts,
                                            const ReceivedEvent& event) {
    std::vector<ExpectedOnStatement> expected;
    if (fact.booked_by().ends_with(kOurselves)) return expected;
    for (const auto& transfer : fact.transfers()) Expect(transfer, accounts, event, expected);
    return expected;
}

// The ledger's account for the one at which the settlement agent, who is the platform, settles; the
// clearing account where nothing else is agreed. nullopt: no file names it yet.
std::optional<core::AccountId> AccountOf(const std::string& number, const core::Currency& currency,
                                         const BankAccounts& accounts) {
    if (number.empty()) return core::DeriveClearingAccountId(currency.Code());
    const auto known = accounts.Names().find(number);
    if (known == accounts.Names().end()) return std::nullopt;
    return core::AccountId::Parse(known->second);
}

std::optional<ExpectedOnStatement> ReadInstruction(const Instruction& instruction,
                                                   const ledger::SettlementWindow& window,
                                                   const BankAccounts& accounts,
                                                   const ReceivedEvent& event) {
    const bool in_ledger =
        instruction.debtor_account().empty() && instruction.creditor_account().empty();
    const bool pays = instruction.debtor().empty();
    if (in_ledger || pays == instruction.creditor().empty()) return std::nullopt;
    const auto currency = CurrencyOf(instruction.amount(), event);
    const auto number = statements::AccountText(pays ? instruction.debtor_account()
                                                     : instruction.creditor_account());
    const auto id = core::TransferId::Parse(instruction.instruction_id());
    if (!id) throw events::UnreadableEvent(event.type);
    // The end-to-end id of the pacs.009 that settlement writes.
    return ExpectedOnStatement{
        .transfer_id = *id,
        .account = AccountOf(number, currency, accounts),
        .amount = core::Money(currency, (pays ? -1 : 1) * instruction.amount().minor_units()),
        .fact_id = event.event_id,
        .moved_at = event.occurred_at,
        .reference = window.currency() + "-" + std::to_string(window.number()) + "-" +
                     std::to_string(instruction.place()),
        .number = number};
}

}  // namespace

std::vector<ExpectedOnStatement> ReadTreasury(const ReceivedEvent& event,
                                              const BankAccounts& accounts) {
    ledger::TransfersPosted booked;
    if (event.ReadAs(booked)) return ReadBooked(booked, accounts, event);
    ledger::InstructionsCreated created;
    std::vector<ExpectedOnStatement> expected;
    if (!event.ReadAs(created)) return expected;
    for (const auto& instruction : created.instructions())
        if (auto one = ReadInstruction(instruction, created.window(), accounts, event))
            expected.push_back(std::move(*one));
    return expected;
}

}  // namespace clearway::reconciliation
