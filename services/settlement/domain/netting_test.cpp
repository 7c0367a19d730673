// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/netting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

#include "services/settlement/domain/instruction.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/domain/rounding.h"

namespace clearway::settlement {
namespace {

using testing::Eur;
using testing::kEur;
using testing::kNow;

const std::vector<Flow> kTriangle{{"acme", "globex", 100, 2},
                                  {"globex", "initech", 70, 1},
                                  {"initech", "acme", 50, 5},
                                  {"globex", "acme", 20, 1}};

Window MakeWindow(SettlementModel model = SettlementModel::kMultilateralNet) {
    return {.currency = kEur, .number = 7, .model = model, .opened_at = kNow};
}

TEST(Netting, EachPaysOrIsPaidOnceByTheAgent) {
    const std::vector<Obligation> expected{
        {"acme", "", 30}, {"", "globex", 10}, {"", "initech", 20}};
    EXPECT_EQ(*NetMultilaterally(kTriangle), expected);
}

TEST(Netting, EachPairSettlesItsDifference) {
    const std::vector<Obligation> expected{
        {"acme", "globex", 80}, {"initech", "acme", 50}, {"globex", "initech", 70}};
    EXPECT_EQ(*NetBilaterally(kTriangle), expected);
}

TEST(Netting, WhoIsEvenHasNothingToPay) {
    const std::vector<Flow> even{{"acme", "globex", 5, 1}, {"globex", "acme", 5, 1}};
    EXPECT_TRUE(NetMultilaterally(even)->empty());
    EXPECT_TRUE(NetBilaterally(even)->empty());
    EXPECT_TRUE(NetMultilaterally({})->empty());
}

TEST(Netting, ASumBeyondTheLargestIsRefused) {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    const std::vector<Flow> flows{{"acme", "globex", kMost, 1}, {"initech", "globex", 1, 1}};
    EXPECT_EQ(NetMultilaterally(flows).error().code, core::ErrorCode::kBalanceLimit);
    EXPECT_EQ(NetPositions(flows).error().code, core::ErrorCode::kBalanceLimit);
}

TEST(Netting, TheInstructionsDoNotDependOnTheOrderOfTheFlows) {
    std::mt19937 random(7);
    auto flows = kTriangle;
    const auto window = MakeWindow();
    const auto digest_of = [&] {
        return ExtendDigest("", MakeInstructions(window, *NetMultilaterally(flows), {}));
    };
    const auto digest = digest_of();
    EXPECT_EQ(digest.size(), 32u);
    for (int i = 0; i < 20; ++i) {
        std::shuffle(flows.begin(), flows.end(), random);
        EXPECT_EQ(digest_of(), digest);
    }
    flows.front().gross += 1;
    EXPECT_NE(digest_of(), digest);
}

TEST(Netting, WhateverWasPaidNetsToZeroAndIsSettledByWhatIsOwed) {
    std::mt19937 random(11);
    for (int round = 0; round < 200; ++round) {
        std::map<std::string, std::int64_t> net;
        std::vector<Flow> flows;
        for (const char* debtor : {"a", "b", "c", "d"}) {
            for (const char* creditor : {"a", "b", "c", "d"}) {
                if (std::string_view(debtor) == creditor || random() % 3 == 0) continue;
                const auto gross = static_cast<std::int64_t>(random() % 1'000 + 1);
                flows.push_back({debtor, creditor, gross, 1});
                net[debtor] -= gross;
                net[creditor] += gross;
            }
        }
        std::int64_t sum = 0;
        const auto positions = NetPositions(flows);
        for (const auto& position : *positions) {
            EXPECT_EQ(position.net, net[position.institution]);
            sum += position.net;
        }
        EXPECT_EQ(sum, 0);
        for (const auto& obligations : {*NetMultilaterally(flows), *NetBilaterally(flows)}) {
            auto left = net;
            for (const auto& [debtor, creditor, amount] : obligations) {
                EXPECT_GT(amount, 0);
                left[debtor] += amount;
                left[creditor] -= amount;
            }
            for (const auto& [institution, rest] : left) EXPECT_EQ(rest, 0) << institution;
        }
    }
}

TEST(Instructions, TheirIdsFollowFromWindowAndPair) {
    const auto made = MakeInstructions(MakeWindow(), *NetMultilaterally(kTriangle), {});
    ASSERT_EQ(made.size(), 3u);
    EXPECT_EQ(made[0].place, 1);
    EXPECT_EQ(made[0].id, core::Uuid::Derive(IdOf(MakeWindow()), "4:acme:"));
    auto next = MakeWindow();
    ++next.number;
    EXPECT_NE(MakeInstructions(next, *NetMultilaterally(kTriangle), {})[0].id, made[0].id);
    EXPECT_NE(TransferOf(made[0]), TransferOf(made[1]));
}

TEST(Instructions, ThePagesOfADigestAreTheDigestOfAll) {
    const auto made = MakeInstructions(MakeWindow(), *NetMultilaterally(kTriangle), {});
    const std::span all(made);
    EXPECT_EQ(ExtendDigest(ExtendDigest("", all.first(1)), all.subspan(1)), ExtendDigest("", all));
}

TEST(Instructions, SayWhereTheirSidesSettleAndTheDigestCoversIt) {
    const auto obligations = *NetMultilaterally(kTriangle);
    SettlementAddresses addresses{{"", {.bic = "AGENDEFF"}},
                                  {"acme", {.bic = "ACMEDEFF", .account = "RTGS-1"}}};
    const auto made = MakeInstructions(MakeWindow(), obligations, addresses);
    EXPECT_EQ(made[0].debtor, "acme");
    EXPECT_FALSE(made[0].IsInLedger());
    EXPECT_EQ(made[0].debtor_at.account, "RTGS-1");
    EXPECT_EQ(made[0].creditor_at.bic, "AGENDEFF");
    EXPECT_TRUE(made[1].IsInLedger());
    addresses["acme"].account = "RTGS-2";
    EXPECT_NE(ExtendDigest("", MakeInstructions(MakeWindow(), obligations, addresses)),
              ExtendDigest("", made));
}

TEST(Instructions, WhoSettlesElsewhereNeedsABicAndSoDoesTheOtherSide) {
    const auto obligations = *NetMultilaterally(kTriangle);
    const auto missing = [&](const SettlementAddresses& addresses) {
        return FindUnaddressed(obligations, addresses);
    };
    EXPECT_EQ(missing({}), std::nullopt);
    EXPECT_EQ(missing({{"acme", {.account = "RTGS-1"}}}), "acme");
    EXPECT_EQ(missing({{"acme", {.bic = "ACMEDEFF", .account = "RTGS-1"}}}), "");
    EXPECT_EQ(missing({{"", {.bic = "AGENDEFF"}}, {"acme", {.bic = "ACMEDEFF", .account = "R"}}}),
              std::nullopt);
}

TEST(Rounding, PartsAndRemainderAreTheWhole) {
    const std::int64_t weights[] = {1, 1, 1};
    const auto split = SplitByWeights(Eur(100), weights);
    EXPECT_EQ(split->parts, (std::vector{Eur(33), Eur(33), Eur(33)}));
    EXPECT_EQ(split->rounding, Eur(1));

    std::mt19937_64 random(3);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::int64_t> any(1 + random() % 7);
        for (auto& weight : any) {
            weight = static_cast<std::int64_t>(random() >> (2 + random() % 61)) + 1;
        }
        const auto amount = Eur(static_cast<std::int64_t>(random() >> 1));
        const auto parts = SplitByWeights(amount, any);
        ASSERT_TRUE(parts);
        auto sum = parts->rounding.MinorUnits();
        EXPECT_GE(sum, 0);
        EXPECT_LT(sum, std::ssize(any));
        for (const auto& part : parts->parts) {
            EXPECT_GE(part.MinorUnits(), 0);
            sum += part.MinorUnits();
        }
        EXPECT_EQ(sum, amount.MinorUnits());
    }
}

TEST(Rounding, WhatCannotBeSplitIsRefused) {
    const std::int64_t weights[] = {1, 0};
    EXPECT_FALSE(SplitByWeights(Eur(1), weights));
    EXPECT_FALSE(SplitByWeights(Eur(1), {}));
    EXPECT_FALSE(SplitByWeights(Eur(-1), std::span(weights, 1)));
}

}  // namespace
}  // namespace clearway::settlement
