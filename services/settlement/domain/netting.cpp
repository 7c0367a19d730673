// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/netting.h"

#include <map>
#include <utility>

#include "core/money.h"

namespace clearway::settlement {
namespace {

// True when the sum fits.
bool AddTo(std::int64_t& sum, std::int64_t amount) {
    const auto added = core::AddMinor(sum, amount);
    if (added) sum = *added;
    return added.has_value();
}

}  // namespace

core::Result<std::vector<NetPosition>> NetPositions(std::span<const Flow> flows) {
    std::map<std::string, std::int64_t> nets;
    for (const auto& flow : flows) {
        if (!AddTo(nets[flow.debtor], -flow.gross) || !AddTo(nets[flow.creditor], flow.gross)) {
            return core::ErrorCode::kBalanceLimit;
        }
    }
    std::vector<NetPosition> positions;
    for (const auto& [institution, net] : nets) positions.push_back({institution, net});
    return positions;
}

core::Result<std::vector<Obligation>> NetMultilaterally(std::span<const Flow> flows) {
    const auto positions = NetPositions(flows);
    if (!positions) return positions.error();
    std::vector<Obligation> obligations;
    for (const auto& [institution, net] : *positions) {
        if (net < 0) obligations.push_back({institution, "", -net});
    }
    for (const auto& [institution, net] : *positions) {
        if (net > 0) obligations.push_back({"", institution, net});
    }
    return obligations;
}

core::Result<std::vector<Obligation>> NetBilaterally(std::span<const Flow> flows) {
    // What the first by name owes the second.
    std::map<std::pair<std::string, std::string>, std::int64_t> owed;
    for (const auto& flow : flows) {
        const bool in_order = flow.debtor < flow.creditor;
        auto& sum = owed[in_order ? std::pair(flow.debtor, flow.creditor)
                                  : std::pair(flow.creditor, flow.debtor)];
        if (!AddTo(sum, in_order ? flow.gross : -flow.gross)) {
            return core::ErrorCode::kBalanceLimit;
        }
    }
    std::vector<Obligation> obligations;
    for (const auto& [pair, sum] : owed) {
        if (sum > 0) obligations.push_back({pair.first, pair.second, sum});
        if (sum < 0) obligations.push_back({pair.second, pair.first, -sum});
    }
    return obligations;
}

}  // namespace clearway::settlement
