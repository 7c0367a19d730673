// SPDX-License-Identifier: Apache-2.0
// The positions counted once more, from the transfers and holds of the batch.
#include <map>
#include <string>

#include "services/settlement/domain/invariants.h"

namespace clearway::settlement {
namespace {

using Nets = std::map<std::pair<ParticipantKey, std::int64_t>, std::int64_t>;
using Flows = std::map<Positions::FlowKey, Positions::Flow>;

void Require(bool holds, const char* what, const std::string& where) {
    if (!holds) {
        throw BrokenInvariant(std::string("the positions are inconsistent: ") + what + ", " +
                              where);
    }
}

std::int64_t Sum(std::int64_t a, std::int64_t b) {
    const auto sum = core::AddMinor(a, b);
    if (!sum) throw BrokenInvariant("the positions are inconsistent: a sum is beyond 64 bits");
    return *sum;
}

std::optional<Between> InstitutionsOf(const Ledger& ledger, const core::AccountId& debtor,
                                      const core::AccountId& creditor) {
    const auto* from = ledger.FindAccount(debtor);
    const auto* to = ledger.FindAccount(creditor);
    return from && to ? InstitutionsOf(*from, *to) : std::nullopt;
}

void Follow(const Ledger& ledger, Nets& nets, Flows& flows) {
    for (const auto& transfer : ledger.NewTransfers()) {
        const auto between = InstitutionsOf(ledger, transfer.debtor, transfer.creditor);
        Require(between.has_value() == transfer.window.has_value(),
                "a transfer is in no window, or in one where there is nothing to settle",
                transfer.id.ToString());
        if (!between) continue;
        const auto& currency = transfer.amount.GetCurrency();
        const auto amount = transfer.amount.MinorUnits();
        const std::string debtor(between->debtor);
        const std::string creditor(between->creditor);
        auto& sent = nets[{{currency, debtor}, *transfer.window}];
        sent = Sum(sent, -amount);
        auto& received = nets[{{currency, creditor}, *transfer.window}];
        received = Sum(received, amount);
        auto& flow = flows[{currency, *transfer.window, debtor, creditor}];
        flow.gross = Sum(flow.gross, amount);
        ++flow.transfers;
    }
}

std::map<ParticipantKey, std::int64_t> FollowHolds(const Ledger& ledger) {
    std::map<ParticipantKey, std::int64_t> reserved;
    for (const auto* row : ledger.TouchedHolds()) {
        const auto between = InstitutionsOf(ledger, row->hold.debtor, row->hold.creditor);
        if (!between) continue;
        auto& sum = reserved[{row->hold.amount.GetCurrency(), std::string(between->debtor)}];
        sum = Sum(sum, row->hold.Reserved() - row->reserved_before);
    }
    return reserved;
}

}  // namespace

void CheckPositions(const Ledger& ledger) {
    Nets nets;
    Flows flows;
    Follow(ledger, nets, flows);
    auto reserved = FollowHolds(ledger);
    for (const auto& [key, row] : ledger.Positions().Participants()) {
        const auto& now = row.participant;
        const auto where = key.institution + " in " + std::string(key.currency.Code());
        Require(now.net == Sum(row.before.NetIn(now.window), nets[{key, now.window}]),
                "a position did not move by the transfers", where);
        Require(now.reserved == Sum(row.before.reserved, reserved[key]) && now.reserved >= 0,
                "what is reserved is not the sum of the open holds", where);
    }
    const auto& counted = ledger.Positions().NewFlows();
    Require(counted.size() == flows.size(), "flows and transfers differ", "in number");
    for (const auto& [key, flow] : counted) {
        const auto& other = flows[key];
        Require(flow.gross == other.gross && flow.transfers == other.transfers,
                "a flow is not the sum of its transfers",
                std::get<2>(key) + " to " + std::get<3>(key));
    }
}

}  // namespace clearway::settlement
