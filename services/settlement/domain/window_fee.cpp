// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/window_fee.h"

#include <limits>
#include <map>

#include "services/settlement/domain/rounding.h"

namespace clearway::settlement {
namespace {

// Beyond 64 bits a weight stays the largest: what is shared is the same.
void Weigh(std::int64_t& weight, std::int64_t gross) {
    const auto sum = core::AddMinor(weight, gross);
    weight = sum ? *sum : std::numeric_limits<std::int64_t>::max();
}

core::TransferId TransferIdOf(const Window& window, const std::string& what) {
    return core::TransferId(core::Uuid::Derive(IdOf(window), what));
}

}  // namespace

AccountType TypeOf(const SettlementSide& side) {
    const auto* own = std::get_if<AccountType>(&side);
    return own ? *own : AccountType::kSettlement;
}

core::AccountId AccountOf(const core::Currency& currency, const SettlementSide& side) {
    if (const auto* institution = std::get_if<std::string>(&side))
        return SettlementAccountOf({currency, *institution});
    return std::get<AccountType>(side) == AccountType::kFees ? FeeAccountOf(currency)
                                                             : RoundingAccountOf(currency);
}

std::vector<SettlementOrder> ShareFee(const Window& window, const core::Money& fee,
                                      std::span<const Flow> flows) {
    std::map<std::string, std::int64_t> gross;
    for (const auto& flow : flows) {
        Weigh(gross[flow.debtor], flow.gross);
        Weigh(gross[flow.creditor], flow.gross);
    }
    std::vector<std::int64_t> weights;
    for (const auto& [institution, weight] : gross) weights.push_back(weight);
    const auto split = SplitByWeights(fee, weights);
    std::vector<SettlementOrder> orders;
    if (!split) return orders;
    auto part = split->parts.begin();
    for (const auto& [institution, weight] : gross) {
        const auto share = *part++;
        if (!share.IsPositive()) continue;
        orders.push_back({.transfer_id = TransferIdOf(window, "fee of " + institution),
                          .debtor = institution,
                          .creditor = AccountType::kFees,
                          .amount = share});
    }
    if (!orders.empty() && split->rounding.IsPositive()) {
        orders.push_back({.transfer_id = TransferIdOf(window, "fee rounding"),
                          .debtor = AccountType::kRounding,
                          .creditor = AccountType::kFees,
                          .amount = split->rounding});
    }
    return orders;
}

}  // namespace clearway::settlement
