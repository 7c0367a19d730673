// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/screening_evidence.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "services/compliance/domain/list/combine_lists.h"
#include "services/compliance/domain/names/normalise.h"
#include "services/compliance/usecase/rescreening.h"

namespace clearway::compliance {
namespace {

namespace json = boost::json;

constexpr char kListed[] = "Odo Marchetto";

SourceList Source() {
    SanctionsList list{.version = "first", .entries = {}, .names = {}};
    for (const auto* name : {kListed, "Ottavia Lindqvist"}) {
        const auto place = static_cast<std::uint32_t>(list.entries.size());
        ListEntry entry{.number = place + 1, .type = EntryType::kIndividual, .program = "p"};
        entry.id = name;
        entry.facts.births.push_back(*ParseBirthDate("1962-11-23"));
        entry.facts.countries = {"VE"};
        list.entries.push_back(std::move(entry));
        list.names.push_back({place, NameQuality::kPrimary, name});
    }
    return {kOfacSource, std::move(list)};
}

const LoadedLists& Lists() {
    static const LoadedLists lists(CombineLists({Source()}), 10);
    return lists;
}

QueryFacts Known() {
    return {.birth = ParseBirthDate("1962-11-23"),
            .countries = {"VE", "DE"},
            .identifiers = {"C01X00T47"}};
}

void ExpectKnown(const json::value& facts) {
    EXPECT_EQ(facts.at("birth"),
              json::parse(R"({"year_from":1962,"year_to":1962,"month":11,"day":23})"));
    EXPECT_EQ(facts.at("countries"), json::parse(R"(["VE","DE"])"));
    EXPECT_EQ(facts.at("identifiers"), json::parse(R"(["C01X00T47"])"));
}

TEST(ScreeningEvidence, HasInFullWhatWasKnownBesideTheName) {
    const auto& screener = Lists().GetScreener();
    ScreeningFound found{
        .subject_field = "party_id", .subject_id = "1", .list_version = Lists().Version()};
    const std::string name = kListed;
    found.names.push_back({.name = name, .facts = Known()});
    found.names[0].matches = Lists().Screen(Normalise(name), Known());
    ASSERT_FALSE(found.names[0].matches.empty());
    const auto party = json::parse(DescribeScreening(found, screener)).at("parties").at(0);
    ExpectKnown(party.at("facts"));
    const auto& candidate = party.at("candidates").at(0);
    EXPECT_FALSE(candidate.at("facts").as_array().empty()) << "what they did to the score";
    EXPECT_EQ(candidate.at("entry_digest").as_string().size(), 64U);
}

TEST(ScreeningEvidence, SaysOfAnUnknownBirthNothing) {
    ScreeningFound found{.subject_field = "payment_id", .subject_id = "1", .list_version = "v"};
    found.names.push_back({.name = "Jane Roe", .facts = {.birth = ParseBirthDate("1962-11")}});
    found.names.push_back({.name = "Jane Roe"});
    const auto parties =
        json::parse(DescribeScreening(found, Lists().GetScreener())).at("parties").as_array();
    EXPECT_FALSE(parties.at(0).at("facts").at("birth").as_object().contains("day"));
    EXPECT_FALSE(parties.at(1).at("facts").as_object().contains("birth"));
}

TEST(ScreeningEvidence, OfARescreeningHasInFullWhatWasKnownOfTheParty) {
    KnownParty party{.party = core::Uuid::Random(), .names = {}, .facts = Known()};
    party.names.emplace_back(kListed);
    const auto hits = ChangedEntries(Source(), Lists()).Screen(party);
    ASSERT_FALSE(hits.empty());
    const auto evidence = json::parse(hits[0].evidence.Reveal());
    EXPECT_EQ(evidence.at("party_id").as_string(), party.party.ToString());
    const auto& holder = evidence.at("parties").at(0);
    EXPECT_EQ(holder.at("name").as_string(), kListed);
    ExpectKnown(holder.at("facts"));
    EXPECT_FALSE(holder.at("candidates").at(0).at("facts").as_array().empty());
}

}  // namespace
}  // namespace clearway::compliance
