// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/positions.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace clearway::settlement {
namespace {

ParticipantKey KeyOf(std::string_view institution, const core::Money& amount) {
    return {.currency = amount.GetCurrency(), .institution = std::string(institution)};
}

bool IsSuspended(const Participant* participant) {
    return participant && participant->terms.status == ParticipantStatus::kSuspended;
}

// Of the limits that are set the lowest.
std::optional<std::int64_t> LimitOf(const ParticipantTerms& terms) {
    if (terms.debit_cap && terms.liquidity) return std::min(*terms.debit_cap, *terms.liquidity);
    return terms.debit_cap ? terms.debit_cap : terms.liquidity;
}

bool IsWithin(std::int64_t limit, std::int64_t net, std::int64_t reserved, std::int64_t amount) {
    const auto promised = core::SubtractMinor(reserved, net);
    if (!promised) return false;
    const auto owed = core::AddMinor(*promised, amount);
    return owed && *owed <= limit;
}

}  // namespace

void Positions::Load(Participant participant) {
    auto key = participant.key;
    auto before = participant;
    participants_.emplace(std::move(key), ParticipantRow{.participant = std::move(participant),
                                                         .before = std::move(before)});
}

void Positions::Load(const Window& window) {
    windows_.emplace(std::pair(window.currency, window.number), WindowRow{.window = window});
}

const Participant* Positions::Find(const ParticipantKey& key) const {
    const auto found = participants_.find(key);
    return found == participants_.end() ? nullptr : &found->second.participant;
}

const Window* Positions::FindOpen(const core::Currency& currency) const {
    // The last one of the currency: a batch may close several.
    auto next = windows_.upper_bound({currency, std::numeric_limits<std::int64_t>::max()});
    if (next == windows_.begin()) return nullptr;
    const auto& window = std::prev(next)->second.window;
    return window.currency == currency && window.state == WindowState::kOpen ? &window : nullptr;
}

std::optional<Refusal> Positions::Check(const Between& between, const core::Money& amount) const {
    const auto* debtor = Find(KeyOf(between.debtor, amount));
    if (IsSuspended(debtor) || IsSuspended(Find(KeyOf(between.creditor, amount)))) {
        return Refusal::kParticipantSuspended;
    }
    const auto limit = debtor ? LimitOf(debtor->terms) : std::nullopt;
    if (!limit) return std::nullopt;
    const auto* window = FindOpen(amount.GetCurrency());
    const auto net = window ? debtor->NetIn(window->number) : std::int64_t{0};
    if (IsWithin(*limit, net, debtor->reserved, amount.MinorUnits())) return std::nullopt;
    return Refusal::kSettlementLimit;
}

const Window& Positions::Open(const core::Currency& currency, core::Timestamp now) {
    const auto next = windows_.upper_bound({currency, std::numeric_limits<std::int64_t>::max()});
    const bool is_first =
        next == windows_.begin() || std::prev(next)->second.window.currency != currency;
    const auto number = is_first ? 1 : std::prev(next)->second.window.number + 1;
    const auto inherited =
        is_first ? SettlementModel::kMultilateralNet : std::prev(next)->second.window.model;
    const Window window{.currency = currency,
                        .number = number,
                        .model = models_.Of(currency, inherited),
                        .opened_at = now};
    return windows_
        .emplace(std::pair(currency, number), WindowRow{.window = window, .is_new = true})
        .first->second.window;
}

Window Positions::Close(const core::Currency& currency, core::Timestamp now) {
    auto& row = windows_.at({currency, FindOpen(currency)->number});
    row.is_closed = true;
    row.window.state = WindowState::kClosed;
    row.window.closed_at = now;
    ++row.window.version;
    return row.window;
}

Positions::ParticipantRow& Positions::Touch(const ParticipantKey& key) {
    auto [found, is_new] = participants_.try_emplace(
        key, ParticipantRow{.participant = {.key = key}, .before = {.key = key}});
    auto& row = found->second;
    if (is_new) row.is_new = true;
    if (!row.is_changed) {
        row.is_changed = true;
        ++row.participant.revision;
    }
    return row;
}

core::Result<core::Done> Positions::Reserve(const Between& between, const core::Money& amount) {
    const auto key = KeyOf(between.debtor, amount);
    const auto* known = Find(key);
    const auto reserved = core::AddMinor(known ? known->reserved : 0, amount.MinorUnits());
    if (!reserved) return reserved.error();
    Touch(key).participant.reserved = *reserved;
    return core::Done{};
}

void Positions::Release(const Between& between, const core::Money& amount) {
    Touch(KeyOf(between.debtor, amount)).participant.reserved -= amount.MinorUnits();
}

core::Result<core::Done> Positions::Pass(const Between& between, const core::Money& amount) {
    const auto window = FindOpen(amount.GetCurrency())->number;
    const auto debtor_key = KeyOf(between.debtor, amount);
    const auto creditor_key = KeyOf(between.creditor, amount);
    const auto net_of = [&](const ParticipantKey& key) {
        const auto* known = Find(key);
        return known ? known->NetIn(window) : std::int64_t{0};
    };
    const auto sent = core::SubtractMinor(net_of(debtor_key), amount.MinorUnits());
    if (!sent) return sent.error();
    const auto received = core::AddMinor(net_of(creditor_key), amount.MinorUnits());
    if (!received) return received.error();
    const FlowKey flow_key{amount.GetCurrency(), window, debtor_key.institution,
                           creditor_key.institution};
    const auto known = flows_.find(flow_key);
    const auto gross =
        core::AddMinor(known == flows_.end() ? 0 : known->second.gross, amount.MinorUnits());
    if (!gross) return gross.error();
    auto& flow = flows_[flow_key];
    flow.gross = *gross;
    ++flow.transfers;
    auto& debtor = Touch(debtor_key).participant;
    debtor.window = window;
    debtor.net = *sent;
    auto& creditor = Touch(creditor_key).participant;
    creditor.window = window;
    creditor.net = *received;
    return core::Done{};
}

const Participant& Positions::Agree(const ParticipantKey& key, Agreement agreement) {
    auto& participant = Touch(key).participant;
    participant.terms = std::move(agreement.terms);
    participant.proposal = std::move(agreement.proposal);
    ++participant.version;
    return participant;
}

}  // namespace clearway::settlement
