// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/adapters.h"

#include <gtest/gtest.h>

#include "services/settlement/rails/routing_file.h"

namespace clearway::settlement::rails {
namespace {

MadeRails Make(const std::string& rails) {
    const auto file = ReadRoutingFile(R"({"id": "routing", "version": "1", "rails": [)" + rails +
                                      R"(], "rules": [{"id": "all", "rails": ["one"]}]})");
    EXPECT_EQ(file.faults, std::vector<std::string>{});
    return MakeRails(*file.table);
}

TEST(Adapters, ARailIsMadeByItsKindWithItsOwnSettings) {
    const auto made = Make(
        R"({"name": "one", "kind": "instant", "cost": {"EUR": 1}, "bic": "CLWYDEFF",
            "rail_bic": "RAILFRPP", "account_iban": "DE89370400440532013000"},
           {"name": "two", "kind": "book", "cost": {"EUR": 0}})");
    EXPECT_EQ(made.faults, std::vector<std::string>{});
    ASSERT_EQ(made.rails.size(), 2U);
    EXPECT_FALSE(made.rails.at("one")->SettlesAtOnce());
    EXPECT_TRUE(made.rails.at("two")->SettlesAtOnce());
}

TEST(Adapters, EveryFaultIsListedAndNothingIsMade) {
    const auto made = Make(R"({"name": "one", "kind": "instant", "cost": {"EUR": 1}},
                              {"name": "two", "kind": "pigeon", "cost": {"EUR": 1}})");
    EXPECT_TRUE(made.rails.empty());
    EXPECT_EQ(made.faults, (std::vector<std::string>{
                               "rails.one.bic: is missing", "rails.one.rail_bic: is missing",
                               "rails.two.kind: no adapter is of this kind"}));
}

TEST(Adapters, ARailOfFilesHasCutOffsAndOthersHaveNone) {
    const std::string we = R"("cost": {"EUR": 1}, "bic": "CLWYDEFF", "rail_bic": "RAILFRPP")";
    const auto made =
        Make(R"({"name": "one", "kind": "batch", "cut_offs": ["15:00"], )" + we + "}");
    EXPECT_EQ(made.faults, std::vector<std::string>{});
    EXPECT_FALSE(made.rails.at("one")->SettlesAtOnce());
    EXPECT_EQ(Make(R"({"name": "one", "kind": "batch", "cost": {"EUR": 1}},
                      {"name": "two", "kind": "instant", "cut_offs": ["15:00"], )" +
                   we + "}")
                  .faults,
              (std::vector<std::string>{
                  "rails.one.bic: is missing", "rails.one.rail_bic: is missing",
                  "rails.one.cut_offs: is missing", "rails.two.cut_offs: is of the kind batch"}));
}

TEST(Adapters, SettingsOfAParticipantAreChecked) {
    const auto file = ReadRoutingFile(
        R"({"id": "routing", "version": "1",
            "rails": [{"name": "one", "kind": "instant", "cost": {"EUR": 1}, "bic": "nonsense",
                       "rail_bic": 7, "account_iban": "DE00370400440532013000"}],
            "rules": [{"id": "all", "rails": ["one"]}]})");
    EXPECT_FALSE(file.table);
    EXPECT_EQ(file.faults.size(), 3U);
}

}  // namespace
}  // namespace clearway::settlement::rails
