// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/query_facts.h"

#include <gtest/gtest.h>

#include "services/compliance/domain/list/remarks.h"
#include "services/compliance/domain/screening/name_score.h"

namespace clearway::compliance {
namespace {

EntryFacts Listed() {
    return ReadRemarks(
        "DOB 26 Nov 1962; alt. DOB circa 1950; POB Caracas; nationality Korea, North; "
        "Passport AB-30455 (Venezuela); Gender Male; a.k.a. 'X'.");
}

int After(int score, const QueryFacts& facts) {
    return ScoreWithFacts(score, CompareFacts(facts, Listed()));
}

TEST(Remarks, AreReadAsFacts) {
    const auto facts = Listed();
    ASSERT_EQ(facts.births.size(), 2U);
    EXPECT_EQ(facts.births[0],
              (BirthDate{.year_from = 1962, .year_to = 1962, .month = 11, .day = 26}));
    EXPECT_EQ(facts.births[1], (BirthDate{.year_from = 1948, .year_to = 1952}));
    EXPECT_EQ(facts.countries, std::vector<std::string>{"KP"});
    EXPECT_EQ(facts.identifiers, std::vector<std::string>{"AB30455"});
    EXPECT_EQ(ReadRemarks("DOB 1962 to 1965.").births.front(),
              (BirthDate{.year_from = 1962, .year_to = 1965}));
    EXPECT_EQ(ReadRemarks("DOB circa 1979-1982.").births.front(),
              (BirthDate{.year_from = 1979, .year_to = 1982}));
    EXPECT_TRUE(ReadRemarks("DOB unknown; nationality Atlantis; Passport unknown").births.empty());
}

TEST(BirthDateTest, IsReadFromYearsMonthsAndDays) {
    EXPECT_EQ(ParseBirthDate("1962")->year_to, 1962);
    EXPECT_EQ(ParseBirthDate("1962-11")->month, 11);
    EXPECT_EQ(ParseBirthDate("1962-11-26")->day, 26);
    for (const auto* text :
         {"", "62", "1962-13", "1962-11-32", "26.11.1962", "1962-11-26T00:00", "19620101"})
        EXPECT_FALSE(ParseBirthDate(text)) << text;
}

TEST(BirthDateTest, MayBeYearsFromAndTo) {
    EXPECT_EQ(BirthBetween("1962", "1965"), (BirthDate{.year_from = 1962, .year_to = 1965}));
    EXPECT_EQ(Circa(*ParseBirthDate("1962-11")), (BirthDate{.year_from = 1960, .year_to = 1964}));
    EXPECT_FALSE(BirthBetween("1965", "1962"));
    EXPECT_FALSE(BirthBetween("1965", ""));
}

TEST(EntryFactsTest, HoldEachCountryAndNumberOnce) {
    EntryFacts facts;
    for (const auto* country : {"Norway", "NO", "Atlantis", "", "Atlantis"})
        AddCountry(country, facts);
    EXPECT_EQ(facts.countries, (std::vector<std::string>{"NO", "Atlantis"}));
    for (const auto* number : {"AB-1234", "ab 1234", "123", "unknown"})
        AddIdentifier(number, facts);
    EXPECT_EQ(facts.identifiers, std::vector<std::string>{"AB1234"});
}

TEST(CountryOfTest, KnowsCodesAndNames) {
    EXPECT_EQ(CountryOf("VE"), "VE");
    EXPECT_EQ(CountryOf("ve"), "VE");
    EXPECT_EQ(CountryOf("Venezuela"), "VE");
    EXPECT_EQ(CountryOf("Korea, North"), "KP");
    EXPECT_EQ(CountryOf("Burma"), "MM");
    EXPECT_EQ(CountryOf("Atlantis"), "");
}

TEST(QueryFactsTest, MoveAScoreAsAnAnalystWould) {
    struct Row {
        const char* what;
        QueryFacts facts;
        int change;
    };
    const Row rows[] = {
        {"nothing known", {}, 0},
        {"the same day", {.birth = ParseBirthDate("1962-11-26")}, 80},
        {"the same year", {.birth = ParseBirthDate("1962")}, 40},
        {"another day of the year", {.birth = ParseBirthDate("1962-01-02")}, 40},
        {"within circa", {.birth = ParseBirthDate("1951")}, 40},
        {"a year off", {.birth = ParseBirthDate("1963")}, 0},
        {"some years off", {.birth = ParseBirthDate("1966")}, -80},
        {"another generation", {.birth = ParseBirthDate("1990")}, -150},
        {"the same country", {.countries = {"KP"}}, 20},
        {"one of several countries", {.countries = {"Norway", "KP"}}, 20},
        {"another country", {.countries = {"Norway"}}, -30},
        {"an unknown country", {.countries = {"Atlantis"}}, 0},
        {"the same passport", {.identifiers = {"ab 30455"}}, 200},
        {"another passport", {.identifiers = {"77777"}}, 0},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(After(750, row.facts), 750 + row.change) << row.what;
        EXPECT_LE(row.change, RaiseMax(row.facts)) << row.what;
    }
}

TEST(QueryFactsTest, TakeACountryInWordsForAnyOne) {
    const EntryFacts listed{.countries = {"NO", "Lower Atlantis"}};
    EXPECT_TRUE(CompareFacts({.countries = {"SE"}}, listed).empty());
    EXPECT_EQ(CompareFacts({.countries = {"NO"}}, listed).size(), 1U);
}

TEST(QueryFactsTest, NeitherMakeNorClearAMatchAlone) {
    EXPECT_EQ(After(300, {.identifiers = {"AB30455"}}), 300) << "names of strangers";
    EXPECT_GE(After(1000, {.birth = ParseBirthDate("1990"), .countries = {"SE"}}), kHitScore)
        << "listed to the letter";
    EXPECT_EQ(After(990, {.birth = ParseBirthDate("1962-11-26")}), 1000);
}

}  // namespace
}  // namespace clearway::compliance
