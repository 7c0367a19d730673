// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "services/reconciliation/matching/amount.h"
#include "services/reconciliation/matching/day.h"
#include "services/reconciliation/matching/json_lines.h"
#include "services/reconciliation/matching/likeness.h"
#include "services/reconciliation/matching/reference_form.h"
#include "services/reconciliation/matching/subset_search.h"
#include "services/reconciliation/matching/text_pool.h"

namespace clearway::reconciliation::matching {
namespace {

const auto kEur = *FindCurrency("EUR");
const auto kJpy = *FindCurrency("JPY");

TEST(TextPool, KeepsEachTextOnceAcrossManyChunks) {
    TextPool pool;
    std::vector<TextId> ids;
    for (int i = 0; i < 50'000; ++i) ids.push_back(pool.Add("reference-" + std::to_string(i)));
    for (int i = 0; i < 50'000; ++i) {
        EXPECT_EQ(pool.Add("reference-" + std::to_string(i)), ids[static_cast<std::size_t>(i)]);
        EXPECT_EQ(pool.At(ids[static_cast<std::size_t>(i)]), "reference-" + std::to_string(i));
    }
    EXPECT_EQ(pool.Add(""), kNoText);
    EXPECT_FALSE(pool.Find("unknown"));
    EXPECT_THROW(pool.Add(std::string(TextPool::kLengthMax + 1, 'x')), std::length_error);
}

TEST(Amounts, AreReadInTheirForm) {
    EXPECT_EQ(ParseAmount("12.34", kEur), 1'234);
    EXPECT_EQ(ParseAmount("-12.3", kEur), -1'230);
    EXPECT_EQ(ParseAmount("12.34-", kEur), -1'234);
    EXPECT_EQ(ParseAmount("0012.3400", kEur), 1'234);
    EXPECT_EQ(ParseAmount("1.234,56", kEur, {.decimal = ',', .thousands = '.'}), 123'456);
    EXPECT_EQ(ParseAmount("-1.234.567,8", kEur, {.decimal = ',', .thousands = '.'}), -123'456'780);
    for (const auto* bad : {"12.34", "1.23,4", ".123,4", "1.2345,6"})
        EXPECT_FALSE(ParseAmount(bad, kEur, {.decimal = ',', .thousands = '.'})) << bad;
    EXPECT_EQ(ParseAmount("12", kJpy), 12);
    EXPECT_EQ(ParseAmount("12.00", kJpy), 12);
    EXPECT_EQ(ParseAmount("9999999999999999.99", kEur), 999'999'999'999'999'999);
    for (const auto* bad : {"", ".", "1.234", "1,2", "1e3", "--1", "-1-", "12.345", "1 2", "NaN",
                            "99999999999999999.99"})
        EXPECT_FALSE(ParseAmount(bad, kEur)) << bad;
    EXPECT_FALSE(ParseAmount("0.5", kJpy));
}

TEST(Days, AreReadInTheirForm) {
    EXPECT_EQ(FormatDay(*ParseDay("2026-02-28")), "2026-02-28");
    EXPECT_EQ(ParseDay("2026-03-01T12:00:00Z"), ParseDay("01.03.2026", "DD.MM.YYYY"));
    EXPECT_EQ(ParseDay("260301", "YYMMDD"), ParseDay("2026-03-01"));
    EXPECT_EQ(ParseDay("1.3.2026", "DD.MM.YYYY"), ParseDay("2026-03-01"));
    EXPECT_EQ(ParseDay("1-mar-26 12:00", "DD-MMM-YY"), ParseDay("2026-03-01"));
    for (const auto* bad : {"2026031", "2026311"}) EXPECT_FALSE(ParseDay(bad, "YYYYMMDD")) << bad;
    for (const auto* bad :
         {"2026-02-29", "2026-13-01", "2026-3-1", "01.03.2026", "", "2026-03-01x"})
        EXPECT_FALSE(ParseDay(bad)) << bad;
}

TEST(JsonLines, NameTheLineOfAValue) {
    constexpr auto kJson =
        "{\n \"a\": [\n  1,\n  {\"b\": \"x]\\\"\",\n   \"c\": 2}\n ],\n \"d\": 3\n}";
    EXPECT_EQ(LineOf(kJson, "a[1].c"), 5U);
    EXPECT_EQ(LineOf(kJson, "a[1].missing"), 4U);
    EXPECT_EQ(LineOf(kJson, "d"), 7U);
    EXPECT_EQ(LineOf(kJson, "e"), 1U);
}

TEST(Likeness, IsOfLettersLostMovedOrMisread) {
    EXPECT_TRUE(CouldBeMangled("INV123456", "INV12346"));
    EXPECT_TRUE(CouldBeMangled("INV123456", "INV124356"));
    EXPECT_TRUE(CouldBeMangled("INV120456", "INV12O456"));
    EXPECT_TRUE(CouldBeMangled("XX-INV123456", "INV123456"));
    EXPECT_FALSE(CouldBeMangled("INV123456", "INV123457"));
    EXPECT_FALSE(CouldBeMangled("INV123456", "INV12")) << "too short a part";
    EXPECT_FALSE(CouldBeMangled("A1", "A12"));
}

TEST(ReferenceForm, KnowsCreditorReferencesByTheirCheckDigits) {
    EXPECT_TRUE(IsCreditorReference("RF18539007547034"));
    EXPECT_FALSE(IsCreditorReference("RF19539007547034"));
    EXPECT_FALSE(IsCreditorReference("RF18"));
}

using Places = std::vector<std::uint32_t>;

TEST(SubsetSearch, FindsTheOnlyOne) {
    const std::vector<std::int64_t> amounts{500, 300, -100, 77};
    EXPECT_EQ(OnlySubset(amounts, {.least_sum = 400, .most_sum = 400}), (Places{0, 2}));
    EXPECT_EQ(OnlySubset(amounts, {.least_sum = 276, .most_sum = 277}), (Places{1, 2, 3}));
    EXPECT_FALSE(OnlySubset(amounts, {.least_sum = 500, .most_sum = 500})) << "one is no group";
    EXPECT_FALSE(OnlySubset(amounts, {.least_sum = 0, .most_sum = 1'000})) << "several";
    EXPECT_FALSE(OnlySubset(amounts, {.least_sum = 277, .most_sum = 277, .items_max = 2}));
}

TEST(SubsetSearch, GivesNoAnswerWhenTheWorkIsTooMuchToTell) {
    std::vector<std::int64_t> amounts;
    for (int i = 0; i < 20; ++i) amounts.push_back(1 << i);
    const SubsetOrder order{.least_sum = 7, .most_sum = 7, .items_max = 3};
    EXPECT_TRUE(OnlySubset(amounts, order));
    auto bounded = order;
    bounded.work_max = 10;
    EXPECT_FALSE(OnlySubset(amounts, bounded));
}

TEST(SubsetSearch, FindsBalancesThatShareNothing) {
    const std::vector<std::int64_t> left{700, 298, 5'001, 49};
    const std::vector<std::int64_t> right{600, 398, 5'000, 50};
    const auto found = OnlyBalances(left, right, {});
    ASSERT_EQ(found.size(), 2U);
    const auto has = [&](const Places& a, const Places& b) {
        return std::ranges::any_of(
            found, [&](const Balance& one) { return one.left == a && one.right == b; });
    };
    EXPECT_TRUE(has({0, 1}, {0, 1}));
    EXPECT_TRUE(has({2, 3}, {2, 3}));
}

}  // namespace
}  // namespace clearway::reconciliation::matching
