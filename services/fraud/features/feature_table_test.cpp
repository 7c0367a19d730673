// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/feature_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace clearway::fraud {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string FaultOf(const std::string& line) {
    const auto reading = ReadFeatureTable("# a remark\n\namount payment amount - - it\n" + line);
    EXPECT_EQ(reading.table.has_value(), reading.faults.empty());
    return reading.faults.empty() ? "" : reading.faults.front();
}

TEST(FeatureTable, TheOneOfTheProgramIsWhole) {
    const auto& table = FeatureTable::Default();
    EXPECT_GE(table.Size(), 40U);
    for (const auto& feature : table.Features()) EXPECT_FALSE(feature.meaning.empty());
    EXPECT_EQ(table.IndexOf("amount"), 0U);
    EXPECT_EQ(table.IndexOf("no_such_feature"), std::nullopt);
    EXPECT_EQ(table.HashOf(table.Names())->size(), 64U);
}

TEST(FeatureTable, ReadsALine) {
    const auto reading = ReadFeatureTable("x_7d  payee reported_share 7d 7d  as  it says\n");
    ASSERT_TRUE(reading.table);
    const auto& feature = reading.table->Features()[0];
    EXPECT_EQ(feature.name, "x_7d");
    EXPECT_EQ(feature.subject, Subject::kPayee);
    EXPECT_EQ(feature.measure, Measure::kReportedShare);
    EXPECT_EQ(feature.window, (Window{kLongRing, 7 * kDaySeconds, 7 * kDaySeconds}));
    EXPECT_EQ(feature.meaning, "as  it says");
}

TEST(FeatureTable, NamesTheLineAndTheFault) {
    EXPECT_EQ(FaultOf("a payer count 7d - it"), "");
    EXPECT_THAT(FaultOf("a payer count 7d"), HasSubstr("line 4: a line has a name, a subject"));
    EXPECT_THAT(FaultOf("amount payer count 7d - it"), HasSubstr("is there twice"));
    EXPECT_THAT(FaultOf("A payer count 7d - it"), HasSubstr("a name has"));
    EXPECT_THAT(FaultOf("a buyer count 7d - it"), HasSubstr("subject 'buyer'"));
    EXPECT_THAT(FaultOf("a payer median 7d - it"), HasSubstr("measure 'median'"));
    EXPECT_THAT(FaultOf("a payer amount - - it"), HasSubstr("no measure of a payer"));
    EXPECT_THAT(FaultOf("a pair sum ever - it"), HasSubstr("no measure of a pair"));
    EXPECT_THAT(FaultOf("a pair count 7d - it"), HasSubstr("write ever"));
    EXPECT_THAT(FaultOf("a payer count 7 - it"), HasSubstr("the window '7'"));
    EXPECT_THAT(FaultOf("a payer count 7d x it"), HasSubstr("the delay 'x'"));
    EXPECT_THAT(FaultOf("a payer count 39d - it"), HasSubstr("no ring holds"));
    EXPECT_THAT(FaultOf("a payer count 61s - it"), HasSubstr("no ring holds"));
    EXPECT_THAT(FaultOf("a payer count ever 7d it"), HasSubstr("a delay needs a window"));
    EXPECT_THAT(FaultOf("a payer counterparties 7d 7d it"), HasSubstr("takes no delay"));
    EXPECT_THAT(FaultOf("a payer deviation 7d - it"), HasSubstr("write ever"));
    EXPECT_THAT(FaultOf("a payment hour 7d - it"), HasSubstr("has no window"));
    EXPECT_THAT(FaultOf("a payee reported_share 7d - it"), HasSubstr("needs the delay"));
    EXPECT_THAT(ReadFeatureTable("# nothing\n").faults,
                ElementsAre("the table declares no feature"));
}

TEST(FeatureTable, TheHashIsOfTheMeaningAndTheOrder) {
    const auto read = [](const std::string& text) { return *ReadFeatureTable(text).table; };
    const auto table = read("a payer count 7d - it\nb payer sum 7d - it\n");
    const std::vector<std::string> ab{"a", "b"};
    const std::vector<std::string> ba{"b", "a"};
    const auto hash = table.HashOf(ab);
    EXPECT_NE(hash, table.HashOf(ba));
    EXPECT_EQ(table.HashOf(std::vector<std::string>{"a", "c"}), std::nullopt);
    // Other words, another place among others: the same features.
    EXPECT_EQ(hash,
              read("c payee count 1h - it\nb payer sum 7d - x\na payer count 7d - y\n").HashOf(ab));
    EXPECT_NE(hash, read("a payer count 6d - it\nb payer sum 7d - it\n").HashOf(ab));
    EXPECT_NE(hash, read("a payee count 7d - it\nb payer sum 7d - it\n").HashOf(ab));
    EXPECT_NE(hash, read("a payer mean 7d - it\nb payer sum 7d - it\n").HashOf(ab));
}

}  // namespace
}  // namespace clearway::fraud
