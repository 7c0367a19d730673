// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/settling.h"

#include <map>
#include <utility>

namespace clearway::settlement {
namespace {

using Sums = std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>>;

Sums ByPair(std::span<const Flow> flows) {
    Sums sums;
    for (const auto& flow : flows) {
        sums.insert_or_assign({flow.debtor, flow.creditor}, std::pair(flow.gross, flow.transfers));
    }
    return sums;
}

}  // namespace

std::optional<std::string> FindFault(std::span<const Flow> flows, std::span<const Flow> transfers) {
    if (ByPair(flows) != ByPair(transfers)) {
        return "the flows of the window are not the sums of its transfers";
    }
    // Each flow leaves one side and reaches another: what nets without overflow nets to zero.
    if (!NetPositions(flows)) return "a position of the window is beyond 64 bits";
    return std::nullopt;
}

core::Result<std::vector<Obligation>> ObligationsOf(SettlementModel model,
                                                    std::span<const Flow> flows) {
    switch (model) {
        case SettlementModel::kBilateralNet: return NetBilaterally(flows);
        case SettlementModel::kMultilateralNet: return NetMultilaterally(flows);
        case SettlementModel::kGross: break;
    }
    std::vector<Obligation> obligations;
    for (const auto& flow : flows) obligations.push_back({flow.debtor, flow.creditor, flow.gross});
    return obligations;
}

}  // namespace clearway::settlement
