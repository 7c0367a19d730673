// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/window_fee.h"

#include <gtest/gtest.h>

#include <limits>

#include "services/settlement/domain/ledger_builder.h"

namespace clearway::settlement {
namespace {

using testing::Eur;
using testing::kEur;
using testing::kNow;

const Window kWindow{
    .currency = kEur, .number = 1, .model = SettlementModel::kGross, .opened_at = kNow};

std::int64_t SumOf(const std::vector<SettlementOrder>& orders) {
    std::int64_t sum = 0;
    for (const auto& order : orders) sum += order.amount.MinorUnits();
    return sum;
}

TEST(WindowFee, IsSharedByWhatEachSentAndReceivedAndRoundingBearsTheRest) {
    const std::vector<Flow> flows{{"acme", "globex", 100, 1}, {"globex", "initech", 50, 2}};
    const auto orders = ShareFee(kWindow, Eur(100), flows);
    ASSERT_EQ(orders.size(), 4u);
    const std::pair<SettlementSide, std::int64_t> shares[] = {
        {"acme", 33}, {"globex", 50}, {"initech", 16}, {AccountType::kRounding, 1}};
    for (std::size_t i = 0; i < orders.size(); ++i) {
        EXPECT_EQ(orders[i].debtor, shares[i].first) << i;
        EXPECT_EQ(orders[i].creditor, SettlementSide(AccountType::kFees));
        EXPECT_EQ(orders[i].amount.MinorUnits(), shares[i].second) << i;
    }
    const auto again = ShareFee(kWindow, Eur(100), flows);
    for (std::size_t i = 0; i < orders.size(); ++i)
        EXPECT_EQ(orders[i].transfer_id, again[i].transfer_id);
}

TEST(WindowFee, IsEarnedWholeWhateverPassed) {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    const std::vector<Flow> flows{
        {"a", "b", kMost, 1}, {"b", "c", kMost, 1}, {"c", "a", 1, 1}, {"d", "a", 7, 1}};
    for (const std::int64_t fee : {4, 99, 2'500, 1'000'001})
        EXPECT_EQ(SumOf(ShareFee(kWindow, Eur(fee), flows)), fee);
}

TEST(WindowFee, OfAWindowWhereNothingPassedOrTooSmallToShareIsNone) {
    EXPECT_TRUE(ShareFee(kWindow, Eur(100), {}).empty());
    const std::vector<Flow> flows{{"acme", "globex", 1, 1}};
    EXPECT_TRUE(ShareFee(kWindow, Eur(1), flows).empty());
}

}  // namespace
}  // namespace clearway::settlement
