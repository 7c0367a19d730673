// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <regex>

#include "services/fraud/offline/backtest/report/chart.h"
#include "services/fraud/offline/backtest/report/example_table.h"
#include "services/fraud/offline/backtest/report/text.h"

namespace clearway::fraud {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kHostile[] = "<script>alert('x')</script>&\"\x01";

TEST(ReportText, IsSafeInHtml) {
    EXPECT_EQ(Escape(kHostile), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot; ");
    EXPECT_EQ(Escape("ä – 5 %"), "ä – 5 %");
}

TEST(ReportText, ShowsNumbersAsPeopleReadThem) {
    EXPECT_EQ(Grouped(0), "0");
    EXPECT_EQ(Grouped(999), "999");
    EXPECT_EQ(Grouped(-1'234'567), "−1,234,567");
    EXPECT_EQ(Grouped(std::numeric_limits<std::int64_t>::min()), "−9,223,372,036,854,775,808");
    EXPECT_EQ(AmountText(12'345'000), "1,234.50");
    EXPECT_EQ(AmountText(49), "0.00");
    EXPECT_EQ(AmountText(-50), "−0.01");
    EXPECT_EQ(AmountText(9'999'950), "1,000.00");
    EXPECT_EQ(AmountText(std::numeric_limits<std::int64_t>::max()), "922,337,203,685,477.58");
    EXPECT_EQ(Percent(0.1234), "12.3 %");
    EXPECT_EQ(Fixed(std::numeric_limits<double>::quiet_NaN(), 2), "–");
    EXPECT_EQ(TimeText(1'742'046'310), "2025-03-15 13:45:10");
}

TEST(ReportText, TellsADifferenceAndWhetherItIsGood) {
    Figure figure{"k", "K", Unit::kCount, Better::kLower, {std::int64_t{5}, std::int64_t{1'200}}};
    EXPECT_EQ(DifferenceText(figure), "+1,195");
    EXPECT_LT(Improvement(figure), 0);
    figure.unit = Unit::kScaledAmount;
    figure.values[kCandidate] = std::int64_t{-15'000'000};
    EXPECT_EQ(DifferenceText(figure), "−1,500.00");
    EXPECT_GT(Improvement(figure), 0);
    figure = {"k", "K", Unit::kShare, Better::kHigher, {0.5, 0.625}};
    EXPECT_EQ(DifferenceText(figure), "+12.5 points");
    EXPECT_GT(Improvement(figure), 0);
    figure.values[kCandidate] = 0.5;
    EXPECT_EQ(DifferenceText(figure), "0");
    EXPECT_EQ(Improvement(figure), 0);
    figure.values[kActive].reset();
    EXPECT_EQ(DifferenceText(figure), "");
    EXPECT_EQ(Improvement(figure), 0);
    EXPECT_EQ(FigureText(Unit::kShare, figure.values[kActive]), "–");
}

TEST(Chart, KeepsWhatIsOutsideAtItsEndsAndHasNoNan) {
    Chart chart(kHostile, ShareAxis(kHostile), CountAxis("payments", 0));
    const std::vector<Point> points{{-5, 3}, {0.5, 1e300}, {2, -7}};
    chart.Line("active", kHostile, points);
    chart.Area("fraud", "all", points);
    chart.Line("active", "", {});
    const std::vector<Chart::Dot> dots{{.at = {0.5, 2}, .low = 1, .high = 3, .hint = kHostile}};
    chart.Dots("candidate", "dots", dots);
    const auto html = chart.Html();
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("nan")));
    EXPECT_THAT(html, HasSubstr("d=\"M62.0 107.6L285.0 10.0L508.0 254.0\""));
}

TEST(Chart, AxesEndAtRoundNumbers) {
    EXPECT_EQ(RoundUp(1), 1);
    EXPECT_EQ(RoundUp(61), 100);
    EXPECT_EQ(RoundUp(24), 25);
    EXPECT_EQ(RoundUp(4'100), 5'000);
    EXPECT_EQ(CountAxis("", 0).high, 5);
    EXPECT_EQ(CountAxis("", 5).ticks.size(), 6U);
}

BacktestResult HostileResult() {
    ChangedPayment changed;
    changed.transaction = {.line = 7, .attempt = {}, .fraud = true};
    changed.transaction.attempt.payer = EntityKeyOf("customer 1");
    changed.transaction.attempt.payee = EntityKeyOf("terminal 1");
    changed.transaction.attempt.scaled_amount = 1'234'500;
    changed.transaction.attempt.at = 1'742'046'310;
    changed.judgements[kCandidate] = {
        .outcome = Outcome::kReview,
        .score = 812,
        .reasons = {{kHostile, kHostile, "FRAD"}},
        .contributions = {{kHostile, std::numeric_limits<double>::quiet_NaN(), -0.5}}};
    BacktestResult result;
    result.request = {.period = {1'741'996'800, 1'741'996'800 + 2 * kDaySeconds},
                      .warm_up_days = {},
                      .exclude_known_days = {}};
    result.policy_versions = {kHostile, kHostile};
    result.model_versions = {kHostile, kHostile};
    result.replay.source = "<b>.csv";
    auto& change = result.replay.changes[0];
    change = {.payments = 1, .scaled_amount = 1'234'500, .largest = {changed}};
    result.replay.payments = {
        {.at = 1'742'046'310,
         .payer = changed.transaction.attempt.payer,
         .scaled_amount = 1'234'500,
         .fraud = true,
         .decisions = {Decision{Outcome::kApprove, 0.1}, Decision{Outcome::kReview, 0.812}}}};
    result.figures = FiguresOf(result.replay.payments, result.request.period, {true, true});
    return result;
}

TEST(Report, HasNoUnescapedText) {
    const auto html = HtmlReport(HostileResult());
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("<b>.csv")));
    EXPECT_THAT(html, HasSubstr("&lt;b&gt;.csv"));
    EXPECT_THAT(html, HasSubstr("1 payment of "));
    // Every attribute is ended by its own quote, and every tag is one of ours.
    auto rest = std::regex_replace(
        html,
        std::regex("<!DOCTYPE html>|</?(html|head|meta|title|style|body|h1|h2|h3|p|b|br|table|"
                   "thead|tr|th|td|ul|li|code|small|span|div|footer|figure|figcaption|svg|g|line|"
                   "path|text|circle)( [a-zA-Z0-9-]+=\"[^\"<>]*\")*/?>"),
        "");
    rest.erase(0, rest.find("margin"));
    EXPECT_THAT(rest, Not(HasSubstr("<")));
}

TEST(Report, NeedsNothingElseAndIsWellFormed) {
    const auto html = HtmlReport(HostileResult());
    for (const auto* foreign : {"http:", "https:", "<script", "<link", "url(", "@import", "src="})
        EXPECT_THAT(html, Not(HasSubstr(foreign)));
    for (const auto* tag : {"table", "tr", "td", "th", "ul", "li", "figure", "svg", "div", "p"}) {
        const std::regex open(std::string("<") + tag + "[ >]");
        const std::regex close(std::string("</") + tag + ">");
        const auto count = [&](const std::regex& what) {
            return std::distance(std::sregex_iterator(html.begin(), html.end(), what), {});
        };
        EXPECT_EQ(count(open), count(close)) << tag;
    }
}

TEST(Report, ShowsAPartyByItsDigestAndAMissingValueByItsName) {
    const auto table = ExampleTable(HostileResult().replay.changes[0].largest);
    EXPECT_THAT(table, HasSubstr(EntityKeyOf("customer 1").ToString()));
    EXPECT_THAT(table, HasSubstr("2025-03-15 13:45:10"));
    EXPECT_THAT(table, HasSubstr("123.45"));
    EXPECT_THAT(table, HasSubstr("score 812"));
    EXPECT_THAT(table, HasSubstr("= missing (−0.50)"));
}

}  // namespace
}  // namespace clearway::fraud
