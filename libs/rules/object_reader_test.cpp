// SPDX-License-Identifier: Apache-2.0
#include "rules/object_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace clearway::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::array<std::string_view, 3> kKnown{"a", "b", "c"};

class ObjectReaderTest : public ::testing::Test {
protected:
    ObjectReader Read(std::string_view json, std::string path = "") {
        document_ = boost::json::parse(boost::json::string_view(json.data(), json.size()));
        return {document_, std::move(path), faults_, kKnown};
    }

    boost::json::value document_;
    std::vector<std::string> faults_;
};

TEST_F(ObjectReaderTest, ADocumentIsOneObjectOfLimitedSize) {
    EXPECT_TRUE(ParseObject(R"({"a": 1})", 8, faults_));
    EXPECT_THAT(faults_, IsEmpty());
    EXPECT_FALSE(ParseObject(R"({"a": 10})", 8, faults_));
    EXPECT_FALSE(ParseObject(std::string(2049, ' '), 2048, faults_));
    EXPECT_FALSE(ParseObject("[1]", 8, faults_));
    EXPECT_FALSE(ParseObject("{", 8, faults_));
    EXPECT_THAT(
        faults_,
        ElementsAre("the file is larger than 0 KiB", "the file is larger than 2 KiB",
                    "the file must be one JSON object", "the file must be one JSON object"));
}

TEST_F(ObjectReaderTest, AKeyOccursOnce) {
    EXPECT_TRUE(ParseObject(R"({"a": {"b": 1, "b": 2}, "b": 3})", 100, faults_));
    EXPECT_THAT(faults_, ElementsAre("b: occurs twice"));
}

TEST_F(ObjectReaderTest, NamesWhatIsUnknownOrNoObject) {
    Read(R"({"a": 1, "d": 2})", "rails[0]");
    Read(R"({"d": 2})");
    Read("[1]", "rails[1]");
    EXPECT_THAT(faults_, ElementsAre("rails[0].d: unknown key", "d: unknown key",
                                     "rails[1]: must be an object"));
}

TEST_F(ObjectReaderTest, WhatIsAbsentIsAFaultOnlyWhereItIsRequired) {
    auto reader = Read("{}", "p");
    std::string text = "as it was";
    reader.Text("a", 10, text);
    EXPECT_EQ(text, "as it was");
    EXPECT_EQ(reader.Number("a", 1, 2), std::nullopt);
    EXPECT_THAT(faults_, IsEmpty());
    EXPECT_EQ(reader.Require("a"), nullptr);
    EXPECT_EQ(reader.Name("b"), "");
    EXPECT_THAT(faults_, ElementsAre("p.a: is missing", "p.b: is missing"));
}

TEST_F(ObjectReaderTest, ATextHasItsLengthAndItsForm) {
    auto reader = Read(R"({"a": "sepa-1.x_", "b": "", "c": 7})");
    EXPECT_EQ(reader.Name("a"), "sepa-1.x_");
    EXPECT_EQ(reader.Name("b"), "");
    EXPECT_EQ(reader.Name("c"), "");
    std::string text;
    reader.Text("a", 9, text);
    EXPECT_EQ(text, "sepa-1.x_");
    reader.Text("a", 8, text);
    reader.Text("b", 8, text);
    reader.Text("c", 8, text);
    EXPECT_EQ(text, "sepa-1.x_");
    EXPECT_THAT(faults_, ElementsAre("b: must be 1 to 40 of a-z, 0-9, '_', '-', '.'",
                                     "c: must be 1 to 40 of a-z, 0-9, '_', '-', '.'",
                                     "a: must be a text of 1 to 8 bytes",
                                     "b: must be a text of 1 to 8 bytes",
                                     "c: must be a text of 1 to 8 bytes"));
}

TEST_F(ObjectReaderTest, ANumberIsWholeAndWithinItsBounds) {
    auto reader = Read(R"({"a": 5, "b": 1.5, "c": "5"})");
    EXPECT_EQ(reader.Number("a", 5, 5), 5);
    EXPECT_EQ(reader.Number("a", 6, 9), std::nullopt);
    EXPECT_EQ(reader.Number("a", 1, 4), std::nullopt);
    EXPECT_EQ(reader.Number("b", 1, 9), std::nullopt);
    EXPECT_EQ(reader.Number("c", 1, 9), std::nullopt);
    EXPECT_THAT(faults_, ElementsAre("a: must be a whole number from 6 to 9",
                                     "a: must be a whole number from 1 to 4",
                                     "b: must be a whole number from 1 to 9",
                                     "c: must be a whole number from 1 to 9"));
}

TEST_F(ObjectReaderTest, AFlagAndAChoiceKeepWhatTheyWereAfterAFault) {
    constexpr std::pair<std::string_view, int> kNames[] = {{"one", 1}, {"two", 2}};
    auto reader = Read(R"({"a": true, "b": "two", "c": "three"})");
    bool flag = false;
    reader.Flag("a", flag);
    EXPECT_TRUE(flag);
    reader.Flag("b", flag);
    EXPECT_TRUE(flag);
    int number = 0;
    reader.OneOf<int>("b", kNames, number);
    EXPECT_EQ(number, 2);
    reader.OneOf<int>("c", kNames, number);
    EXPECT_EQ(number, 2);
    EXPECT_THAT(faults_, ElementsAre("b: must be true or false", "c: must be one of one, two"));
}

}  // namespace
}  // namespace clearway::rules
