// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>

#include "services/compliance/domain/parties/check_details.h"
#include "services/compliance/domain/parties/party_fixture.h"
#include "services/compliance/domain/parties/review.h"

namespace clearway::compliance {
namespace {

TEST(PartyTest, IdsFollowFromPartnerAndKeyAndNoTwoPairsMeet) {
    EXPECT_EQ(DerivePartyId("acme", "1"), DerivePartyId("acme", "1"));
    EXPECT_NE(DerivePartyId("acme", "1"), DerivePartyId("globex", "1"));
    EXPECT_NE(DerivePartyId("a", "1:1"), DerivePartyId("a1", ":1"));
}

TEST(PartyTest, TheDigestChangesWithAllThatIsScreenedAndWithTheSalt) {
    const Party before{.id = kSabine, .details = Sabine(), .salt = PersonalText("salt")};
    const std::function<void(Party&)> changes[] = {
        [](Party& party) { party.details.name = PersonalText("Sabine Weber"); },
        [](Party& party) { party.details.other_names.clear(); },
        [](Party& party) { party.details.birth_date = PersonalText("1985"); },
        [](Party& party) { party.details.country = "FR"; },
        [](Party& party) { party.details.nationalities.pop_back(); },
        [](Party& party) { party.details.identifiers[0].number = PersonalText("C01X00T48"); },
        [](Party& party) { party.salt = PersonalText("pepper"); },
    };
    EXPECT_EQ(DigestOf(before), DigestOf(Party(before)));
    for (const auto& change : changes) {
        auto after = before;
        change(after);
        EXPECT_NE(DigestOf(after), DigestOf(before));
    }
}

TEST(PartyTest, BringsItsFactsToTheScreening) {
    const auto facts = FactsOf(Sabine());
    EXPECT_EQ(facts.birth, ParseBirthDate("1985-03-14"));
    EXPECT_EQ(facts.countries, (std::vector<std::string>{"DE", "DE", "AT"}));
    EXPECT_EQ(facts.identifiers, std::vector<std::string>{"C01X00T47"});
}

TEST(CheckDetails, NamesEachFaultyFieldAndNeverItsValue) {
    struct Row {
        const char* field;
        std::function<void(PartyDetails&)> spoil;
    };
    const Row rows[] = {
        {"name", [](auto& d) { d.name = {}; }},
        {"name", [](auto& d) { d.name = PersonalText(std::string(141, 'x')); }},
        {"name", [](auto& d) { d.name = PersonalText("secret\n"); }},
        {"other_names[1]", [](auto& d) { d.other_names.emplace_back(""); }},
        {"other_names", [](auto& d) { d.other_names.resize(21, PersonalText("x")); }},
        {"birth_date", [](auto& d) { d.birth_date = PersonalText("1985-02-30"); }},
        {"birth_date", [](auto& d) { d.birth_date = PersonalText("secret"); }},
        {"country", [](auto& d) { d.country = "secret"; }},
        {"nationalities[2]", [](auto& d) { d.nationalities.push_back("XX"); }},
        {"identifiers[0].type", [](auto& d) { d.identifiers[0].type = ""; }},
        {"identifiers[0].number", [](auto& d) { d.identifiers[0].number = {}; }},
        {"identifiers[0].country", [](auto& d) { d.identifiers[0].country = "secret"; }},
    };
    EXPECT_TRUE(CheckDetails(Sabine(), false).field_errors.empty());
    for (const auto& row : rows) {
        auto details = Sabine();
        row.spoil(details);
        const auto faults = CheckDetails(details, false);
        ASSERT_EQ(faults.field_errors.size(), 1U) << row.field;
        EXPECT_EQ(faults.field_errors[0].field, row.field);
        EXPECT_EQ(faults.field_errors[0].message.find("secret"), std::string::npos);
    }
    EXPECT_TRUE(CheckDetails({}, true).field_errors.empty()) << "a change may leave all out";
}

TEST(CheckDocument, WantsTypeCountryDigestAndADayOfTheCalendar) {
    PartyDocument good{.document_id = {},
                       .type = "passport",
                       .number = {},
                       .country = "DE",
                       .expires_on = "2031-05-01",
                       .sha256 = std::string(64, 'a'),
                       .added_at = {}};
    EXPECT_TRUE(CheckDocument(good).field_errors.empty());
    auto bad = good;
    bad.expires_on = "2031-13-01";
    bad.sha256 = std::string(64, 'A');
    EXPECT_EQ(CheckDocument(bad).field_errors.size(), 2U);
}

TEST(ReviewTest, MonthsAreCountedOnTheCalendar) {
    const auto before = [](const char* time, int months) {
        return core::FormatRfc3339(MonthsBefore(*core::ParseRfc3339(time), months));
    };
    EXPECT_EQ(before("2026-11-29T05:00:00Z", 12), "2025-11-29T05:00:00Z");
    EXPECT_EQ(before("2028-02-29T05:00:00Z", 24), "2026-02-28T05:00:00Z");
    EXPECT_EQ(before("2026-01-31T23:59:59Z", 2), "2025-11-30T23:59:59Z");
}

}  // namespace
}  // namespace clearway::compliance
