// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/routing.h"

#include <gtest/gtest.h>

#include "services/settlement/rails/outgoing_way.h"
#include "services/settlement/rails/routing_file.h"

namespace clearway::settlement::rails {
namespace {

using namespace std::chrono_literals;

constexpr char kTable[] = R"({
  "id": "routing", "version": "3",
  "rails": [
    {"name": "quick", "kind": "instant", "cost": {"EUR": 20}, "amount_max": {"EUR": 10000000},
     "failures_max": 2, "left_out_ms": 1000, "left_out_max_ms": 3000},
    {"name": "files", "kind": "batch", "cost": {"EUR": 2, "SEK": 30},
     "open": {"weekdays": ["mon", "tue", "wed", "thu", "fri"], "from": "07:00", "to": "15:30",
              "holidays": ["2026-01-01"]}},
    {"name": "here", "kind": "book", "cost": {"EUR": 0, "SEK": 0, "USD": 0}}
  ],
  "rules": [
    {"id": "small", "currencies": ["EUR"], "amount_max": 5000, "rails": ["files", "quick"],
     "prefer": "cheapest", "when": {"from": "08:00", "to": "12:00"}},
    {"id": "near", "currencies": ["EUR"], "countries": ["DE", "FR"], "rails": ["quick", "files"]},
    {"id": "nordic", "currencies": ["SEK"], "rails": ["files"]},
    {"id": "rest", "rails": ["here"]}
  ]
})";

core::Timestamp At(const char* text) { return *core::ParseRfc3339(text); }
const auto kFriday = At("2026-01-02T10:00:00Z");
const auto kSaturday = At("2026-01-03T10:00:00Z");

RailOrder Order(const std::string& currency, std::int64_t minor, const std::string& country) {
    return {.payment = core::DerivePaymentId("acme", "one"),
            .partner_id = "acme",
            .debtor = {},
            .amount = core::Money(*core::Currency::Parse(currency), minor),
            .creditor_country = country};
}

class RoutingTest : public ::testing::Test {
protected:
    Choice Choose(const RailOrder& order, core::Timestamp now) {
        return ChooseRail(table, order, healths, now);
    }
    std::string RailOf(const RailOrder& order, core::Timestamp now) {
        const auto choice = Choose(order, now);
        return choice.route ? choice.route->rail : "";
    }

    RoutingTable table = *ReadRoutingFile(kTable).table;
    RailHealths healths;
};

TEST_F(RoutingTest, WhatOurOwnBookTakesDoesNotLeave) {
    EXPECT_TRUE(LeavesByRail(table, Order("EUR", 5000, "DE"), kFriday));
    EXPECT_FALSE(LeavesByRail(table, Order("EUR", 5001, "US"), kFriday));
    // Taken by no rail, or by one that is closed now: not ours to post.
    EXPECT_TRUE(LeavesByRail(table, Order("JPY", 100, "JP"), kFriday));
    EXPECT_TRUE(LeavesByRail(table, Order("SEK", 5000, "SE"), kSaturday));
}

TEST_F(RoutingTest, TheFirstRuleThatFitsDecides) {
    EXPECT_EQ(Choose(Order("EUR", 5000, "DE"), kFriday).route, (Route{"files", "routing/3#small"}));
    EXPECT_EQ(RailOf(Order("EUR", 5001, "DE"), kFriday), "quick");        // amount
    EXPECT_EQ(RailOf(Order("EUR", 5000, "DE"), kFriday + 2h), "quick");   // hour
    EXPECT_EQ(RailOf(Order("EUR", 5001, "US"), kFriday), "here");         // country
    EXPECT_EQ(RailOf(Order("SEK", 5000, "SE"), kFriday), "files");        // currency
    EXPECT_EQ(RailOf(Order("EUR", 10'000'001, "FR"), kFriday), "files");  // the rail's limit
    EXPECT_EQ(RailOf(Order("EUR", 10'000'000, "FR"), kFriday), "quick");
}

TEST_F(RoutingTest, WhereAPaymentIsExpectedHealthAndHoursDoNotChange) {
    EXPECT_EQ(ExpectedRail(table, Order("EUR", 5001, "DE"), kFriday), "quick");
    EXPECT_EQ(ExpectedRail(table, Order("SEK", 5000, "SE"), kFriday), "files");
    EXPECT_EQ(ExpectedRail(table, Order("SEK", 5000, "SE"), kSaturday), "files");
    EXPECT_EQ(ExpectedRail(table, Order("JPY", 100, "JP"), kFriday), "");
}

TEST_F(RoutingTest, WhatNoRailTakesHasNoRouteAndNoLater) {
    const auto choice = Choose(Order("JPY", 100, "JP"), kFriday);
    EXPECT_FALSE(choice.route);
    EXPECT_FALSE(choice.again_at);
}

TEST_F(RoutingTest, AClosedRailIsLeftOut) {
    EXPECT_EQ(RailOf(Order("EUR", 5000, "DE"), kSaturday), "quick");
    const auto closed = Choose(Order("SEK", 5000, "SE"), kSaturday);
    EXPECT_FALSE(closed.route);
    EXPECT_EQ(closed.left_out, std::vector<std::string>{"files"});
    EXPECT_EQ(closed.again_at, At("2026-01-05T07:00:00Z"));
}

TEST_F(RoutingTest, OurOwnBookTakesNothingThatARailTakesLater) {
    table.rules = {{.id = "all", .rails = {"quick", "here"}}};
    auto& health = healths.emplace("quick", RailHealth(table.Find("quick")->health)).first->second;
    for (int i = 0; i < 2; ++i) health.Failed(kFriday);
    const auto choice = Choose(Order("EUR", 5000, "DE"), kFriday);
    EXPECT_FALSE(choice.route);
    EXPECT_EQ(choice.again_at, kFriday + 1s);
    EXPECT_EQ(RailOf(Order("EUR", 10'000'001, "DE"), kFriday), "here");  // no rail takes it ever
}

TEST_F(RoutingTest, ARuleThatIsClosedByItsHoursAloneIsWaitedFor) {
    auto order = Order("EUR", 5000, "US");
    const auto choice = Choose(order, kFriday + 3h);
    EXPECT_FALSE(choice.route);
    EXPECT_EQ(choice.again_at, At("2026-01-03T08:00:00Z"));
    order.amount = core::Money(*core::Currency::Parse("EUR"), 5001);  // no rule of a rail is for it
    EXPECT_EQ(RailOf(order, kFriday + 3h), "here");
}

TEST_F(RoutingTest, AFailingRailIsLeftOutAndTriedAgainByOnePayment) {
    const auto order = Order("EUR", 6000, "FR");
    auto& health = healths.emplace("quick", RailHealth(table.Find("quick")->health)).first->second;
    health.Failed(kFriday);
    EXPECT_EQ(RailOf(order, kFriday), "quick");
    health.Failed(kFriday);
    EXPECT_EQ(RailOf(order, kFriday), "files");
    EXPECT_EQ(Choose(order, kFriday).left_out, std::vector<std::string>{"quick"});
    EXPECT_EQ(RailOf(order, kFriday + 999ms), "files");
    EXPECT_EQ(RailOf(order, kFriday + 1s), "quick");
    health.Chosen(kFriday + 1s);
    EXPECT_EQ(RailOf(order, kFriday + 1s), "files");  // one at a time
    health.Failed(kFriday + 1s);
    EXPECT_EQ(RailOf(order, kFriday + 2s), "files");  // twice as long
    EXPECT_EQ(RailOf(order, kFriday + 3s), "quick");
    health.Chosen(kFriday + 3s);
    health.Answered();
    EXPECT_EQ(RailOf(order, kFriday + 3s), "quick");
    health.Failed(kFriday + 3s);
    EXPECT_EQ(RailOf(order, kFriday + 3s), "quick");  // in a row: counted anew
}

TEST(RailHealth, FailuresOfPaymentsOnTheirWayDoNotLengthenTheWait) {
    RailHealth health({.failures_max = 1, .left_out_for = 1s, .left_out_for_max = 60s});
    for (int i = 0; i < 100; ++i) health.Failed(kFriday);
    EXPECT_EQ(health.UsableFrom(kFriday), kFriday + 1s);
    for (int i = 0; i < 100; ++i) {
        const auto then = health.UsableFrom(kFriday + 24h * i);
        health.Chosen(then);
        health.Failed(then);
    }
    EXPECT_EQ(health.UsableFrom(kFriday + 2400h), kFriday + 2400h);
}

TEST(RailHealth, ATrialOfWhichNothingIsHeardDoesNotShutTheRailForEver) {
    RailHealth health({.failures_max = 1, .left_out_for = 1s, .left_out_for_max = 1s});
    health.Failed(kFriday);
    health.Chosen(kFriday + 1s);
    EXPECT_EQ(health.UsableFrom(kFriday + 1s), kFriday + 2s);
}

TEST(Calendar, OpensOnBusinessDaysBetweenItsHours) {
    Calendar calendar{.from = 7h, .to = 15h + 30min};
    calendar.weekdays = {false, true, true, true, true, true, false};
    calendar.holidays = {std::chrono::floor<std::chrono::days>(At("2026-01-01T00:00:00Z"))};
    const auto next = [&](const char* at) {
        return core::FormatRfc3339(NextOpening(calendar, At(at)));
    };
    EXPECT_EQ(next("2026-01-02T07:00:00Z"), "2026-01-02T07:00:00Z");
    EXPECT_EQ(next("2026-01-02T15:29:59Z"), "2026-01-02T15:29:59Z");
    EXPECT_EQ(next("2026-01-02T15:30:00Z"), "2026-01-05T07:00:00Z");
    EXPECT_EQ(next("2025-12-31T15:30:00Z"), "2026-01-02T07:00:00Z");
    EXPECT_EQ(next("2026-01-02T06:59:59Z"), "2026-01-02T07:00:00Z");
    calendar.weekdays = {};
    EXPECT_EQ(NextOpening(calendar, kFriday), core::Timestamp::max());
}

constexpr char kWithFiles[] = R"({
  "id": "routing", "version": "3",
  "rails": [
    {"name": "quick", "kind": "instant", "cost": {"EUR": 20}, "failures_max": 1},
    {"name": "files", "kind": "batch", "cost": {"EUR": 2}, "cut_offs": ["15:30", "10:00"],
     "cycle_minutes": 30, "file_payments_max": 100, "file_bytes_max": 65536, "failures_max": 1,
     "open": {"calendar": "target", "holidays": ["2026-01-05"]}}
  ],
  "rules": [{"id": "far", "countries": ["CH"], "rails": ["files", "quick"]},
            {"id": "rest", "rails": ["quick"]}]
})";

TEST(RoutingWithFiles, APaymentIsGatheredForTheNextCutOffWheneverItComes) {
    const auto table = *ReadRoutingFile(kWithFiles).table;
    const auto* files = table.Find("files");
    EXPECT_EQ(files->files->cut_offs, (CutOffTimes{10h, 15h + 30min}));
    EXPECT_EQ(files->files->payments_max, 100);
    EXPECT_EQ(files->files->bytes_max, 65536);
    EXPECT_EQ(files->deadlines.cycle, 30min);
    const auto order = Order("EUR", 5000, "CH");
    const auto choice = ChooseRail(table, order, {}, kFriday - 1min);
    EXPECT_EQ(choice.route, (Route{"files", "routing/3#far"}));
    EXPECT_EQ(choice.cut_off, kFriday);
    EXPECT_EQ(ChooseRail(table, order, {}, kFriday).cut_off, At("2026-01-02T15:30:00Z"));
    // Monday is a holiday of the rail.
    EXPECT_EQ(ChooseRail(table, order, {}, kSaturday).cut_off, At("2026-01-06T10:00:00Z"));
    EXPECT_FALSE(ChooseRail(table, Order("EUR", 5000, "DE"), {}, kFriday).cut_off);
}

// What is gathered leaves later: how the rail is now says nothing of it.
TEST(RoutingWithFiles, ARailThatTakesFilesIsNotLeftOutWhenItFails) {
    const auto table = *ReadRoutingFile(kWithFiles).table;
    RailHealths healths;
    auto& health = healths.emplace("files", RailHealth(table.Find("files")->health)).first->second;
    for (int i = 0; i < 9; ++i) health.Failed(kFriday);
    ASSERT_TRUE(health.LeftOut());
    const auto choice = ChooseRail(table, Order("EUR", 5000, "CH"), healths, kFriday);
    EXPECT_EQ(choice.route->rail, "files");
    EXPECT_TRUE(choice.left_out.empty());
}

TEST(RoutingWithFiles, CutOffsAreListedOrSomeMinutesApart) {
    std::string text = kWithFiles;
    const std::string list = R"(["15:30", "10:00"])";
    text.replace(text.find(list), list.size(),
                 R"({"from": "06:00", "to": "18:30", "every_minutes": 360})");
    EXPECT_EQ(ReadRoutingFile(text).table->Find("files")->files->cut_offs,
              (CutOffTimes{6h, 12h, 18h}));
}

TEST(RoutingWithFiles, WhatCannotBeIsAFault) {
    const auto fault_with = [](const std::string& from, const std::string& to) {
        std::string text = kWithFiles;
        text.replace(text.find(from), from.size(), to);
        const auto file = ReadRoutingFile(text);
        EXPECT_FALSE(file.table);
        return file.faults.size() == 1 ? file.faults.front() : "not one fault";
    };
    const std::string list = R"(["15:30", "10:00"])";
    EXPECT_EQ(fault_with(list, R"(["24:00"])"),
              "rails[1].cut_offs: must be times of the day, 15:30");
    EXPECT_EQ(fault_with(list, R"(["10:00", "10:00"])"),
              "rails[1].cut_offs: must not name a time twice");
    EXPECT_EQ(fault_with(list, R"({"every_minutes": 0})"),
              "rails[1].cut_offs.every_minutes: must be a whole number from 1 to 1440");
    EXPECT_EQ(fault_with(list, R"({"from": "12:00", "to": "11:00", "every_minutes": 5})"),
              "rails[1].cut_offs.to: must not be before from");
    EXPECT_EQ(fault_with(R"("calendar": "target")", R"("calendar": "moon")"),
              "rails[1].open.calendar: must be target");
    EXPECT_EQ(fault_with(R"("calendar": "target")", R"("to": "18:00")"),
              "rails[1].open: has no hours beside cut_offs");
    EXPECT_EQ(fault_with(R"("failures_max": 1})", R"("failures_max": 1, "cycle_minutes": 5})"),
              "rails[0].cycle_minutes: is of a rail with cut_offs");
    EXPECT_EQ(fault_with(R"("cycle_minutes": 30)", R"("cycle_minutes": 7)"),
              "rails[1].cycle_minutes: must divide a day");
    EXPECT_EQ(fault_with(R"("file_bytes_max": 65536)", R"("file_bytes_max": 400000)"),
              "rails[1].file_bytes_max: must be a whole number from 4096 to 393216");
}

// Each with one thing wrong, and what is said of it.
struct Wrong {
    const char* from;
    const char* to;
    const char* fault;
};
class WrongRoutingFile : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongRoutingFile, IsRefusedWithTheFault) {
    std::string text = kTable;
    const auto at = text.find(GetParam().from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, std::string_view(GetParam().from).size(), GetParam().to);
    const auto file = ReadRoutingFile(text);
    EXPECT_FALSE(file.table);
    ASSERT_EQ(file.faults.size(), 1U) << GetParam().to;
    EXPECT_EQ(file.faults.front(), GetParam().fault);
}

INSTANTIATE_TEST_SUITE_P(
    Each, WrongRoutingFile,
    ::testing::Values(
        Wrong{"\"id\": \"routing\"", "\"ID\": 1, \"id\": \"routing\"", "ID: unknown key"},
        Wrong{"\"version\": \"3\"", "\"version\": 3",
              "version: must be 1 to 40 of a-z, 0-9, '_', '-', '.'"},
        Wrong{"\"version\": \"3\"", "\"version\": \"2\", \"version\": \"3\"",
              "version: occurs twice"},
        Wrong{"{\"EUR\": 20}", "{\"EUX\": 20}",
              "rails[0].cost: must give whole minor units for currencies"},
        Wrong{"\"cost\": {\"EUR\": 20}", "\"cost\": {\"EUR\": -1}",
              "rails[0].cost: must give whole minor units for currencies"},
        Wrong{"\"left_out_max_ms\": 3000", "\"left_out_max_ms\": 999",
              "rails[0].left_out_max_ms: must not be below left_out_ms"},
        Wrong{"\"failures_max\": 2", "\"failures_max\": 2.5",
              "rails[0].failures_max: must be a whole number from 1 to 1000"},
        Wrong{"\"to\": \"15:30\"", "\"to\": \"15:60\"",
              "rails[1].open.to: must be an hour from 00:00 to 24:00"},
        Wrong{"\"to\": \"15:30\"", "\"to\": \"07:00\"",
              "rails[1].open.to: must be later than from"},
        Wrong{"2026-01-01", "2026-02-30", "rails[1].open.holidays: must be dates, 2026-12-25"},
        Wrong{"\"fri\"", "\"friday\"",
              "rails[1].open.weekdays: must name days: mon, tue, wed, thu, fri, sat, sun"},
        Wrong{"[\"quick\", \"files\"]", "[\"quick\", \"filez\"]",
              "rules[1].rails: must name rails of this file"},
        Wrong{"\"rails\": [\"here\"]", "\"rails\": []",
              "rules[3].rails: must be a list that is not empty"},
        Wrong{"\"cheapest\"", "\"cheap\"", "rules[0].prefer: must be first or cheapest"},
        Wrong{"[\"DE\", \"FR\"]", "[\"DE\", \"XX\"]",
              "rules[1].countries: must be codes of countries, DE"},
        Wrong{"\"currencies\": [\"EUR\"], \"amount_max\"", "\"amount_max\"",
              "rules[0].currencies: must name the one currency of the amounts"},
        Wrong{"\"id\": \"nordic\"", "\"id\": \"near\"", "rules[2]: its name is another's"},
        Wrong{"{\"id\": \"rest\", ", "{\"id\": \"rest\", \"countries\": [\"DE\"], ",
              "rules: the last must be for every payment: without conditions"}));

TEST(RoutingFile, ListsEveryFault) {
    EXPECT_EQ(ReadRoutingFile("[]").faults.size(), 1U);
    EXPECT_EQ(ReadRoutingFile("{}").faults.size(), 4U);
    EXPECT_EQ(ReadRoutingFile("{\"rails\": [1], \"rules\": [2]}").faults.size(), 4U);
    EXPECT_EQ(ReadRoutingFile(std::string(300 * 1024, ' ')).faults.size(), 1U);
}

}  // namespace
}  // namespace clearway::settlement::rails
