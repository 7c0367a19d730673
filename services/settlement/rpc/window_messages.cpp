// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rpc/window_messages.h"

#include "core/digest.h"
#include "rpc/times.h"

namespace clearway::settlement {
namespace {

void Write(const StoredInstruction& stored, v1::Instruction& message) {
    const auto& instruction = stored.instruction;
    message.set_instruction_id(instruction.id.ToString());
    message.set_place(instruction.place);
    message.set_debtor(instruction.debtor);
    message.set_creditor(instruction.creditor);
    message.mutable_amount()->set_currency(std::string(instruction.amount.GetCurrency().Code()));
    message.mutable_amount()->set_minor_units(instruction.amount.MinorUnits());
    message.set_confirmed(stored.confirmed);
    message.set_in_ledger(instruction.IsInLedger());
    message.set_debtor_bic(instruction.debtor_at.bic);
    message.set_debtor_account(instruction.debtor_at.account);
    message.set_creditor_bic(instruction.creditor_at.bic);
    message.set_creditor_account(instruction.creditor_at.account);
}

core::Result<TermsChange> ReadTerms(const v1::SetParticipantRequest& request) {
    if (request.no_debit_cap() && request.has_debit_cap_minor_units())
        return core::InvalidField("no_debit_cap", "contradicts debit_cap_minor_units");
    if (request.no_liquidity() && request.has_liquidity_minor_units())
        return core::InvalidField("no_liquidity", "contradicts liquidity_minor_units");
    TermsChange terms;
    if (request.has_bic()) terms.bic = request.bic();
    if (request.has_settlement_account()) terms.settlement_account = request.settlement_account();
    if (request.has_suspended())
        terms.status =
            request.suspended() ? ParticipantStatus::kSuspended : ParticipantStatus::kActive;
    if (request.has_debit_cap_minor_units())
        terms.debit_cap = TermsChange::Limit(request.debit_cap_minor_units());
    if (request.has_liquidity_minor_units())
        terms.liquidity = TermsChange::Limit(request.liquidity_minor_units());
    if (request.no_debit_cap()) terms.debit_cap = TermsChange::Limit();
    if (request.no_liquidity()) terms.liquidity = TermsChange::Limit();
    return terms;
}

}  // namespace

core::Result<WindowKey> ReadWindowKey(const std::string& currency, std::int64_t number) {
    const auto parsed = core::Currency::Parse(currency);
    if (!parsed) return core::InvalidField("currency", "is not a currency");
    if (number < 1) return core::InvalidField("number", "must be above zero");
    return WindowKey{.currency = *parsed, .number = number};
}

core::Result<usecase::ParticipantOrder> ReadParticipantOrder(
    const v1::SetParticipantRequest& request) {
    const auto currency = core::Currency::Parse(request.currency());
    if (!currency) return core::InvalidField("currency", "is not a currency");
    auto terms = ReadTerms(request);
    if (!terms) return std::move(terms).error();
    return usecase::ParticipantOrder{
        .key = {.currency = *currency, .institution = request.institution()},
        .is_agent = request.settlement_agent(),
        .terms = std::move(*terms)};
}

v1::WindowSummary ToMessage(const Settling& settling) {
    const auto& window = settling.window;
    v1::WindowSummary message;
    message.set_window_id(IdOf(window).ToString());
    message.set_currency(std::string(window.currency.Code()));
    message.set_number(window.number);
    message.set_model(NameOf(window.model));
    message.set_state(NameOf(window.state));
    *message.mutable_opened_at() = rpc::ToTimestamp(window.opened_at);
    if (window.closed_at) *message.mutable_closed_at() = rpc::ToTimestamp(*window.closed_at);
    if (settling.settled_at) *message.mutable_settled_at() = rpc::ToTimestamp(*settling.settled_at);
    message.set_instructions(settling.instructions);
    message.set_instructions_digest(core::ToHex(settling.digest));
    return message;
}

v1::WindowDetails ToMessage(const usecase::WindowDetails& details) {
    v1::WindowDetails message;
    *message.mutable_window() = ToMessage(details.settling);
    for (const auto& position : details.positions) {
        auto& added = *message.add_positions();
        added.set_institution(position.institution);
        added.set_net_minor_units(position.net);
    }
    for (const auto& stored : details.instructions) Write(stored, *message.add_instructions());
    message.set_next_page_token(details.next_page_token);
    return message;
}

v1::ListFlowsResponse ToMessage(const usecase::FlowPage& page) {
    v1::ListFlowsResponse message;
    for (const auto& flow : page.flows) {
        auto& added = *message.add_flows();
        added.set_debtor(flow.debtor);
        added.set_creditor(flow.creditor);
        added.set_gross_minor_units(flow.gross);
        added.set_transfers(flow.transfers);
    }
    message.set_next_page_token(page.next_page_token);
    return message;
}

v1::Participant ToMessage(const Participant& participant) {
    const auto& terms = participant.terms;
    v1::Participant message;
    message.set_institution(participant.key.institution);
    message.set_currency(std::string(participant.key.currency.Code()));
    message.set_bic(terms.bic);
    message.set_settlement_account(terms.settlement_account);
    message.set_suspended(terms.status == ParticipantStatus::kSuspended);
    if (terms.debit_cap) message.set_debit_cap_minor_units(*terms.debit_cap);
    if (terms.liquidity) message.set_liquidity_minor_units(*terms.liquidity);
    message.set_window_number(participant.window);
    message.set_net_minor_units(participant.net);
    message.set_reserved_minor_units(participant.reserved);
    message.set_awaits_second_operator(participant.proposal.has_value());
    if (const auto& proposal = participant.proposal) {
        message.mutable_proposal()->set_bic(proposal->address.bic);
        message.mutable_proposal()->set_settlement_account(proposal->address.account);
        message.mutable_proposal()->set_proposed_by(proposal->proposed_by);
    }
    return message;
}

}  // namespace clearway::settlement
