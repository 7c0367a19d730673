// SPDX-License-Identifier: Apache-2.0
// Each typology of the policy that ships: found, and not found when it is missed by little.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "services/compliance/monitoring/monitor_test_support.h"
#include "services/compliance/offline/movements_in_memory.h"

namespace clearway::compliance {
namespace {

using namespace std::chrono_literals;

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<RaiseAlert> AlertsOf(const Movements& movements,
                                 const std::string& policy = EnforcedPolicyText()) {
    MovementsInMemory memory;
    return Monitor(memory, *PolicyOf(policy), {}, movements.all).alerts;
}

// "structuring of payer": which rules were raised about which of the named accounts.
std::multiset<std::string> RaisedOf(const Movements& movements,
                                    const std::vector<std::string>& names,
                                    const std::string& policy = EnforcedPolicyText()) {
    std::multiset<std::string> raised;
    for (const auto& alert : AlertsOf(movements, policy)) {
        for (const auto& name : names)
            if (alert.subject.id == NamedId(name)) raised.insert(RuleIdOf(alert) + " of " + name);
    }
    return raised;
}

Movements Structuring(int count, std::chrono::microseconds apart, const char* last_currency = "EUR",
                      std::int64_t euros = 9'000) {
    Movements movements;
    for (int i = 0; i < count; ++i)
        movements.Add(kNoon + i * apart, "payer", "payee" + std::to_string(i),
                      Euros(euros, i + 1 == count ? last_currency : "EUR"));
    return movements;
}

TEST(Structuring, IsThreeMovementsJustUnderTheThresholdWithinAWeek) {
    EXPECT_THAT(RaisedOf(Structuring(3, 24h), {"payer"}), ElementsAre("structuring of payer"));
    // The first lies exactly at the far end of the window, which does not belong to it.
    EXPECT_THAT(RaisedOf(Structuring(3, 84h), {"payer"}), IsEmpty());
    EXPECT_THAT(RaisedOf(Structuring(3, 84h - 1min), {"payer"}),
                ElementsAre("structuring of payer"));
}

TEST(Structuring, IsNotLessThanThatNorAnotherCurrencyNorAnotherAmount) {
    EXPECT_THAT(RaisedOf(Structuring(2, 24h), {"payer"}), IsEmpty());
    EXPECT_THAT(RaisedOf(Structuring(3, 24h, "USD"), {"payer"}), IsEmpty());
    EXPECT_THAT(RaisedOf(Structuring(3, 24h, "EUR", 8'000), {"payer"}),
                ElementsAre("structuring of payer"));
    EXPECT_THAT(RaisedOf(Structuring(3, 24h, "EUR", 7'999), {"payer"}), IsEmpty());
    EXPECT_THAT(RaisedOf(Structuring(3, 24h, "EUR", 10'000), {"payer"}), IsEmpty());
}

TEST(Structuring, OfOnePatternIsOneAlertAndOfTheNextAnother) {
    EXPECT_THAT(RaisedOf(Structuring(8, 12h), {"payer"}), ElementsAre("structuring of payer"));
    // Three movements in each of two weeks; the second pattern begins when the first is over.
    auto movements = Structuring(3, 24h);
    for (int i = 0; i < 3; ++i)
        movements.Add(kNoon + 11 * kDay + i * 24h, "payer", "p", Euros(9'000));
    EXPECT_THAT(RaisedOf(movements, {"payer"}),
                ElementsAre("structuring of payer", "structuring of payer"));
}

TEST(Structuring, OverTheAccountsOfOnePartyIsFoundAndNotWithinIt) {
    const auto spread = [](const std::string& third) {
        Movements movements;
        movements.Add(kNoon, "first@anna", "!a", Euros(9'000));
        movements.Add(kNoon + 1h, "second@anna", "!b", Euros(9'000));
        movements.Add(kNoon + 2h, "third@anna", third, Euros(9'000));
        return movements;
    };
    EXPECT_THAT(RaisedOf(spread("!c"), {"anna", "first", "second", "third"}),
                ElementsAre("structuring_over_accounts of anna"));
    EXPECT_THAT(RaisedOf(spread("first@anna"), {"anna", "first", "second", "third"}), IsEmpty());
}

// As many payers pay in, of which most leaves again an hour later.
Movements FanIn(int payers, std::int64_t each, std::int64_t out) {
    Movements movements;
    for (int i = 0; i < payers; ++i)
        movements.Add(kNoon + i * 1min, "payer" + std::to_string(i), "mule", Euros(each));
    return movements.Add(kNoon + 2h, "mule", "!elsewhere", Euros(out));
}

TEST(FanIn, IsManyPayersWhoseMoneyIsPassedOn) {
    EXPECT_THAT(RaisedOf(FanIn(10, 600, 4'800), {"mule"}), ElementsAre("fan_in of mule"));
    EXPECT_THAT(RaisedOf(FanIn(9, 700, 5'600), {"mule"}), IsEmpty());
    EXPECT_THAT(RaisedOf(FanIn(10, 600, 4'799), {"mule"}), IsEmpty());
    EXPECT_THAT(RaisedOf(FanIn(10, 499, 4'800), {"mule"}), Not(Contains("fan_in of mule")));
}

TEST(FanOut, IsMoneySpreadOverManyPayees) {
    const auto spread = [](int payees, std::chrono::microseconds apart) {
        Movements movements;
        for (int i = 0; i < payees; ++i)
            movements.Add(kNoon + i * apart, "source", "payee" + std::to_string(i), Euros(500));
        return movements;
    };
    EXPECT_THAT(RaisedOf(spread(20, 1min), {"source"}), ElementsAre("fan_out of source"));
    EXPECT_THAT(RaisedOf(spread(19, 1min), {"source"}), IsEmpty());
    EXPECT_THAT(RaisedOf(spread(20, std::chrono::microseconds(7 * kDay) / 19 + 1us), {"source"}),
                IsEmpty());
}

TEST(RapidInAndOut, IsMoneyThatLeavesWithinADay) {
    const auto through = [](std::chrono::microseconds later, std::int64_t out,
                            const char* currency = "EUR") {
        return Movements()
            .Add(kNoon, "!bank", "mule", Euros(6'000))
            .Add(kNoon + later, "mule", "!elsewhere", Euros(out, currency));
    };
    EXPECT_THAT(RaisedOf(through(23h, 5'400), {"mule"}), ElementsAre("rapid_in_and_out of mule"));
    EXPECT_THAT(RaisedOf(through(23h, 5'399), {"mule"}), IsEmpty());
    EXPECT_THAT(RaisedOf(through(24h - 1min, 5'500), {"mule"}),
                ElementsAre("rapid_in_and_out of mule"));
    EXPECT_THAT(RaisedOf(through(24h, 5'500), {"mule"}), IsEmpty());
    EXPECT_THAT(RaisedOf(through(1h, 5'500, "USD"), {"mule"}), IsEmpty());
}

TEST(RapidInAndOut, IsNotMoneyThatWasThereBefore) {
    const auto movements = Movements()
                               .Add(kNoon, "mule", "!elsewhere", Euros(6'000))
                               .Add(kNoon + 1h, "!bank", "mule", Euros(6'000));
    EXPECT_THAT(RaisedOf(movements, {"mule"}), IsEmpty());
}

TEST(DormantAccount, WakesWhenMuchMovesAfterHalfAYear) {
    const auto woken = [](std::chrono::microseconds quiet, std::int64_t first, std::int64_t then,
                          std::chrono::microseconds apart = 1h) {
        return Movements()
            .Add(kNoon, "!bank", "sleeper", Euros(10))
            .Add(kNoon + quiet, "!bank", "sleeper", Euros(first))
            .Add(kNoon + quiet + apart, "sleeper", "!elsewhere", Euros(then));
    };
    const std::string raised = "dormant_account_wakes of sleeper";
    EXPECT_THAT(RaisedOf(woken(180 * kDay, 100, 4'900), {"sleeper"}), ElementsAre(raised));
    EXPECT_THAT(RaisedOf(woken(180 * kDay - 1min, 100, 4'900), {"sleeper"}), IsEmpty());
    EXPECT_THAT(RaisedOf(woken(180 * kDay, 100, 4'899), {"sleeper"}), IsEmpty());
    EXPECT_THAT(RaisedOf(woken(180 * kDay, 100, 6'000, 7 * kDay), {"sleeper"}),
                ElementsAre(raised));
    EXPECT_THAT(RaisedOf(woken(180 * kDay, 100, 6'000, 7 * kDay + 1min), {"sleeper"}), IsEmpty());
}

Movements Trip(int through, std::int64_t last, std::chrono::microseconds apart,
               const char* last_currency = "EUR") {
    Movements movements;
    std::string from = "origin";
    for (int i = 0; i < through; ++i) {
        const auto to = "stop" + std::to_string(i);
        movements.Add(kNoon + i * apart, from, to, Euros(2'000));
        from = to;
    }
    return movements.Add(kNoon + through * apart, from, "origin", Euros(last, last_currency));
}

TEST(RoundTrip, IsMoneyThatComesBackThroughTwoToFourAccountsWithinAWeek) {
    const std::string raised = "round_trip of origin";
    for (const int through : {2, 3, 4})
        EXPECT_THAT(RaisedOf(Trip(through, 1'900, 1h), {"origin"}), ElementsAre(raised)) << through;
    EXPECT_THAT(RaisedOf(Trip(1, 1'900, 1h), {"origin"}), IsEmpty()) << "a refund";
    EXPECT_THAT(RaisedOf(Trip(5, 1'900, 1h), {"origin"}), IsEmpty());
    EXPECT_THAT(RaisedOf(Trip(2, 1'900, 84h), {"origin"}), ElementsAre(raised));
    EXPECT_THAT(RaisedOf(Trip(2, 1'900, 84h + 1min), {"origin"}), IsEmpty());
    EXPECT_THAT(RaisedOf(Trip(2, 1'799, 1h), {"origin"}), IsEmpty()) << "too little came back";
    EXPECT_THAT(RaisedOf(Trip(2, 1'900, 1h, "USD"), {"origin"}), IsEmpty());
    EXPECT_THAT(RaisedOf(Trip(3, 1'900, -1h), {"origin"}), IsEmpty()) << "against time";
}

TEST(RoundTrip, IsFoundWhicheverOfItsMovementsIsKnownLast) {
    const auto trip = Trip(3, 1'900, 1h).all;
    std::vector<std::size_t> order{0, 1, 2, 3};
    do {
        Movements movements;
        for (const auto place : order) {
            movements.all.push_back(trip[place]);
            movements.all.back().sequence = static_cast<std::int64_t>(movements.all.size());
        }
        EXPECT_THAT(RaisedOf(movements, {"origin"}), ElementsAre("round_trip of origin"));
    } while (std::ranges::next_permutation(order).found);
}

TEST(RoundTrip, IsSearchedForWithinBoundsHoweverManyWaysThereAre) {
    Movements movements;
    for (int i = 0; i < 60; ++i) {
        for (int j = 0; j < 60; ++j)
            if (i != j)
                movements.Add(kNoon + (i * 60 + j) * 1s, "n" + std::to_string(i),
                              "n" + std::to_string(j), Euros(2'000));
    }
    struct Counting final : HopSource {
        std::vector<std::vector<Movement>> Hops(std::span<const HopQuery> queries) override {
            asked += queries.size();
            return memory.Hops(queries);
        }
        MovementsInMemory memory;
        std::size_t asked = 0;
    } source;
    source.memory.Add(movements.all);
    const auto terms = PolicyOf(DefaultPolicyText())->RoundTripTermsOf(Euros(1).GetCurrency());
    const std::vector<std::pair<std::size_t, RoundTripTerms>> one{
        {movements.all.size() - 1, terms}};
    EXPECT_THAT(FindRoundTrips(source, movements.all, one), Not(IsEmpty()));
    EXPECT_LE(source.asked, 2 * (1 + (kThroughMax - 1) * kChainsMax));
}

TEST(LateMovement, CompletesThePatternOfItsOwnTime) {
    Movements movements;
    movements.Add(kNoon, "payer", "a", Euros(9'000));
    movements.Add(kNoon + 48h, "payer", "c", Euros(9'000));
    movements.Add(kNoon + 20 * kDay, "payer", "d", Euros(50));
    EXPECT_THAT(RaisedOf(movements, {"payer"}), IsEmpty());
    movements.Add(kNoon + 24h, "payer", "b", Euros(9'000));
    EXPECT_THAT(RaisedOf(movements, {"payer"}), ElementsAre("structuring of payer"));
}

TEST(Evidence, TellsVersionExpressionValuesAndTheMovementsOfTheBand) {
    auto movements = Structuring(2, 24h);
    movements.Add(kNoon + 30h, "payer", "other", Euros(20));
    movements.Add(kNoon + 48h, "payer", "last", Euros(8'500));
    const auto alerts = AlertsOf(movements);
    ASSERT_EQ(alerts.size(), 1U);
    const auto& alert = alerts.front();
    EXPECT_EQ(alert.kind, AlertKind::kMonitoring);
    EXPECT_EQ(alert.subject, AccountNamed("payer"));
    EXPECT_EQ(alert.rule, "aml-baseline/1/structuring");
    EXPECT_EQ(alert.reason_codes, "STRUCTURING");
    EXPECT_THAT(alert.evidence, HasSubstr(R"("expression":"(out_just_below_count_7d >= 3)"));
    EXPECT_THAT(alert.evidence, HasSubstr(R"("out_just_below_sum_7d":26500)"));
    EXPECT_THAT(alert.evidence, HasSubstr(R"("reporting_threshold":10000)"));
    EXPECT_THAT(alert.evidence, HasSubstr(R"("amount":"8500.00")"));
    EXPECT_THAT(alert.evidence, HasSubstr(movements.all[0].id.ToString()));
    EXPECT_THAT(alert.evidence, Not(HasSubstr(movements.all[2].id.ToString())));
    EXPECT_EQ(alert.at, kNoon + 48h);
}

TEST(Rules, InTheShadowAreCountedAndRaiseNothing) {
    MovementsInMemory memory;
    const auto counted = Monitor(memory, *PolicyOf(PolicyWithRule("amount > 5", "shadow")), {},
                                 Movements().Add(kNoon, "a", "b", Euros(6)).all);
    EXPECT_THAT(counted.alerts, IsEmpty());
    EXPECT_THAT(counted.active.fired, ElementsAre(2));
}

TEST(Rules, OfAPolicyInShadowAreCountedBesideTheActiveOnes) {
    MovementsInMemory memory;
    const std::vector<SharedMonitoringPolicy> shadows{PolicyOf(PolicyWithRule("amount > 5"))};
    const auto counted = Monitor(memory, *PolicyOf(DefaultPolicyText()), shadows,
                                 Movements().Add(kNoon, "a", "!b", Euros(6)).all);
    EXPECT_THAT(counted.alerts, IsEmpty());
    EXPECT_THAT(counted.shadows.at(0).fired, ElementsAre(1));
}

TEST(Rules, ThatCannotBeEvaluatedRaiseAnAlertAndAreNeverSilent) {
    const auto movements =
        Movements().Add(kNoon, "a", "!b", Euros(6)).Add(kNoon + 1h, "a", "!b", Euros(7));
    const auto alerts = AlertsOf(movements, PolicyWithRule("amount / in_count_7d > 5"));
    ASSERT_EQ(alerts.size(), 1U) << "one for as long as the pattern counts as one";
    EXPECT_EQ(alerts[0].reason_codes, "RULE_FAILED");
    EXPECT_THAT(alerts[0].evidence, HasSubstr(R"("failure":"division by zero")"));
    MovementsInMemory memory;
    const auto shadow = Monitor(
        memory, *PolicyOf(PolicyWithRule("amount / in_count_7d > 5", "shadow")), {}, movements.all);
    EXPECT_THAT(shadow.alerts, IsEmpty());
    EXPECT_THAT(shadow.active.failed, ElementsAre(2));
    EXPECT_EQ(shadow.active.failure, "rule: division by zero");
}

}  // namespace
}  // namespace clearway::compliance
