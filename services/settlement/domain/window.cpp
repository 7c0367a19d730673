// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/window.h"

#include <stdexcept>
#include <string>

#include "services/settlement/domain/participant.h"

namespace clearway::settlement {
namespace {

core::Uuid Derive(const core::Currency& currency, const std::string& name) {
    return core::Uuid::Derive(core::DeriveClearingAccountId(currency.Code()).value, name);
}

}  // namespace

// Part of the id: never changes.
const char* NameOf(SettlementModel model) {
    switch (model) {
        case SettlementModel::kGross: return "gross";
        case SettlementModel::kBilateralNet: return "bilateral_net";
        case SettlementModel::kMultilateralNet: return "multilateral_net";
    }
    throw std::logic_error("no such settlement model");
}

std::optional<SettlementModel> ParseModel(std::string_view name) {
    for (const auto model : {SettlementModel::kGross, SettlementModel::kBilateralNet,
                             SettlementModel::kMultilateralNet}) {
        if (name == NameOf(model)) return model;
    }
    return std::nullopt;
}

const char* NameOf(WindowState state) {
    switch (state) {
        case WindowState::kOpen: return "open";
        case WindowState::kClosed: return "closed";
        case WindowState::kSettling: return "settling";
        case WindowState::kSettled: return "settled";
    }
    throw std::logic_error("no such window state");
}

core::Uuid IdOf(const Window& window) {
    return Derive(window.currency, std::string("window ") + NameOf(window.model) + " " +
                                       std::to_string(window.number));
}

ParticipantTerms TermsChange::AppliedTo(ParticipantTerms terms) const {
    if (bic) terms.bic = *bic;
    if (settlement_account) terms.settlement_account = *settlement_account;
    if (status) terms.status = *status;
    if (debit_cap) terms.debit_cap = *debit_cap;
    if (liquidity) terms.liquidity = *liquidity;
    return terms;
}

Agreement Agree(const Participant& before, const TermsChange& change, const std::string& set_by) {
    Agreement agreement{.terms = change.AppliedTo(before.terms), .proposal = before.proposal};
    if (!change.bic && !change.settlement_account) return agreement;
    AddressProposal said{agreement.terms.Address(), set_by};
    agreement.proposal.reset();
    if (said.address == before.terms.Address()) return agreement;
    const auto& waiting = before.proposal;
    if (waiting && waiting->address == said.address && waiting->proposed_by != set_by) {
        agreement.proposed_by = waiting->proposed_by;
        return agreement;
    }
    agreement.terms.bic = before.terms.bic;
    agreement.terms.settlement_account = before.terms.settlement_account;
    agreement.proposal = std::move(said);
    return agreement;
}

core::Uuid StreamOf(const ParticipantKey& key) {
    return Derive(key.currency, "participant " + key.institution);
}

core::AccountId SettlementAccountOf(const ParticipantKey& key) {
    return core::AccountId(Derive(key.currency, "settlement account " + key.institution));
}

std::optional<Between> InstitutionsOf(const Account& debtor, const Account& creditor) {
    if (debtor.partner_id.empty() || creditor.partner_id.empty()) return std::nullopt;
    if (debtor.partner_id == creditor.partner_id) return std::nullopt;
    return Between{.debtor = debtor.partner_id, .creditor = creditor.partner_id};
}

}  // namespace clearway::settlement
