// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/window_facts.h"

#include "clearway/settlement/v1/settlement_events.pb.h"
#include "core/digest.h"
#include "rpc/times.h"

namespace clearway::settlement {
namespace {

namespace pb = clearway::settlement::v1;

std::string NameOf(const Window& window) {
    return std::string(window.currency.Code()) + " " + std::to_string(window.number);
}

void Write(const Window& window, pb::SettlementWindow& message) {
    message.set_window_id(IdOf(window).ToString());
    message.set_currency(std::string(window.currency.Code()));
    message.set_number(window.number);
    message.set_model(NameOf(window.model));
}

Published ToMessage(const Window& window, const SettlingBegun& fact) {
    pb::WindowSettling message;
    Write(window, *message.mutable_window());
    message.set_instructions(fact.instructions);
    return Publish(message, "settlement begun: " + NameOf(window) +
                                ", instructions: " + std::to_string(fact.instructions));
}

Published ToMessage(const Window& window, const InstructionsCreated& fact) {
    pb::InstructionsCreated message;
    Write(window, *message.mutable_window());
    for (const auto& instruction : fact.instructions) {
        auto& added = *message.add_instructions();
        added.set_instruction_id(instruction.id.ToString());
        added.set_place(instruction.place);
        added.set_debtor(instruction.debtor);
        added.set_creditor(instruction.creditor);
        settlement::Write(instruction.amount, *added.mutable_amount());
        added.set_debtor_bic(instruction.debtor_at.bic);
        added.set_debtor_account(instruction.debtor_at.account);
        added.set_creditor_bic(instruction.creditor_at.bic);
        added.set_creditor_account(instruction.creditor_at.account);
    }
    return Publish(message, "settlement instructions created: " + NameOf(window) + ", " +
                                std::to_string(fact.instructions.size()));
}

Published ToMessage(const Window& window, const InstructionsConfirmed& fact) {
    pb::InstructionsConfirmed message;
    Write(window, *message.mutable_window());
    for (const auto& id : fact.ids) message.add_instruction_ids(id.ToString());
    message.set_confirmed_by(fact.confirmed_by);
    return Publish(message, "settlement instructions confirmed: " + NameOf(window) + ", " +
                                std::to_string(fact.ids.size()));
}

Published ToMessage(const Window& window, const WindowSettled& fact) {
    pb::WindowSettled message;
    Write(window, *message.mutable_window());
    message.set_instructions(fact.instructions);
    message.set_instructions_digest(core::ToHex(fact.digest));
    *message.mutable_settled_at() = rpc::ToTimestamp(fact.settled_at);
    return Publish(message, "settlement window settled: " + NameOf(window));
}

}  // namespace

Published ToMessage(const WindowOpened& fact) {
    pb::WindowOpened message;
    Write(fact.window, *message.mutable_window());
    *message.mutable_opened_at() = rpc::ToTimestamp(fact.window.opened_at);
    return Publish(message, "settlement window opened: " + NameOf(fact.window));
}

Published ToMessage(const WindowClosed& fact) {
    pb::WindowClosed message;
    Write(fact.window, *message.mutable_window());
    *message.mutable_closed_at() = rpc::ToTimestamp(fact.window.closed_at.value());
    message.set_closed_by(fact.closed_by);
    return Publish(message, "settlement window closed: " + NameOf(fact.window));
}

Published ToMessage(const ParticipantSet& fact) {
    const auto& key = fact.participant.key;
    const auto& terms = fact.participant.terms;
    pb::ParticipantSet message;
    message.set_institution(key.institution);
    message.set_currency(std::string(key.currency.Code()));
    message.set_bic(terms.bic);
    message.set_settlement_account(terms.settlement_account);
    message.set_suspended(terms.status == ParticipantStatus::kSuspended);
    if (terms.debit_cap) message.set_debit_cap_minor_units(*terms.debit_cap);
    if (terms.liquidity) message.set_liquidity_minor_units(*terms.liquidity);
    message.set_set_by(fact.set_by);
    message.set_proposed_by(fact.proposed_by);
    if (const auto& proposal = fact.participant.proposal) {
        message.mutable_proposal()->set_bic(proposal->address.bic);
        message.mutable_proposal()->set_settlement_account(proposal->address.account);
        message.mutable_proposal()->set_proposed_by(proposal->proposed_by);
    }
    const auto& who = key.institution.empty() ? "the settlement agent" : key.institution;
    return Publish(message, "participant set: " + who + " in " + message.currency());
}

events::NewEvent ToSettlingEvent(const SettlingFact& fact, core::Timestamp occurred_at) {
    auto published =
        std::visit([&fact](const auto& what) { return ToMessage(fact.window, what); }, fact.what);
    return {.stream_id = IdOf(fact.window),
            .version = fact.window.version,
            .type = std::move(published.type),
            .payload = std::move(published.payload),
            .occurred_at = occurred_at,
            .summary = std::move(published.summary)};
}

}  // namespace clearway::settlement
