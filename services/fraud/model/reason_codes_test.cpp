// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/reason_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/fraud/model/model_fixture.h"

namespace clearway::fraud {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

constexpr const char* kGood = R"({"default": {"code": "OTHER", "words": "Other.", "iso": "NARR"},
"reasons": [{"prefixes": ["payer"], "code": "PAYER", "words": "Payer.", "iso": "FRAD"},
            {"prefixes": ["payer_sum", "hour"], "code": "SUM", "words": "Sum.", "iso": "FRAD"}]})";

TEST(ReasonCodes, TakesTheLongestPrefixOrTheDefault) {
    const auto file = ReadReasonCodes(kGood);
    ASSERT_TRUE(file.codes) << ::testing::PrintToString(file.faults);
    EXPECT_EQ(file.codes->For("payer_sum_1h"), (ReasonCode{"SUM", "Sum.", "FRAD"}));
    EXPECT_EQ(file.codes->For("payer_count_1h").code, "PAYER");
    EXPECT_EQ(file.codes->For("payer").code, "PAYER");
    EXPECT_EQ(file.codes->For("hour").code, "SUM");
    EXPECT_EQ(file.codes->For("paye").code, "OTHER");
    EXPECT_EQ(file.codes->For("").iso, "NARR");
}

TEST(ReasonCodes, GivesEachReasonOnceAndNoneForWhatSpeaksAgainstFraud) {
    const auto file = ReadReasonCodes(kGood);
    ASSERT_TRUE(file.codes);
    const std::vector<Contribution> contributions{{"payer_sum_1h", 5, 2.0},
                                                  {"hour", 3, 1.5},
                                                  {"amount", 7, 1.0},
                                                  {"payer_count_1h", 1, 0.0},
                                                  {"payer_age", 1, -0.5}};
    const auto code = [](const char* text) { return Field(&ReasonCode::code, text); };
    EXPECT_THAT(file.codes->Of(contributions, 9), ElementsAre(code("SUM"), code("OTHER")));
    EXPECT_THAT(file.codes->Of(contributions, 1), ElementsAre(code("SUM")));
    EXPECT_TRUE(file.codes->Of(contributions, 0).empty());
    EXPECT_TRUE(file.codes->Of({}, 3).empty());
}

TEST(ReasonCodes, NamesEachFault) {
    struct Row {
        std::string from, to, fault;
    };
    const Row rows[] = {
        {"\"default\"", "\"fallback\"", "default: is missing"},
        {"\"default\"", "\"fallback\"", "fallback: unknown key"},
        {"\"iso\": \"NARR\"", "\"iso\": \"narr\"", "default.iso: must be four"},
        {"\"iso\": \"NARR\"", "\"iso\": 4", "default.iso: must be four"},
        {"[\"payer\"]", "\"payer\"", "reasons[0].prefixes: must be a list"},
        {"[\"payer\"]", "[\"\"]", "reasons[0].prefixes[0]: must be 1 to 64"},
        {"\"hour\"", "\"payer\"", "reasons[1].prefixes: payer occurs twice"},
        {"\"code\": \"SUM\"", "\"code\": \"PAYER\"", "reasons[1].code: occurs twice"},
        {"\"Sum.\"", "\"S\\u00fcm.\"", "reasons[1].words: must be 1 to 200 printable"},
        {"\"Sum.\"", "\"\"", "reasons[1].words: must be"},
        {"\"iso\": \"NARR\"", "\"iso\": \"NARR\", \"iso\": \"FRAD\"", "iso: occurs twice"},
        {"[{", "[1, {", "reasons[0]: must be an object"},
        {kGood, "[]", "must be one JSON object"},
    };
    for (const auto& row : rows) {
        const auto file = ReadReasonCodes(With(kGood, row.from, row.to));
        EXPECT_FALSE(file.codes) << row.fault;
        EXPECT_THAT(file.faults, Contains(HasSubstr(row.fault)));
    }
}

TEST(ReasonCodes, HasABuiltInTableWithoutFault) {
    const auto& codes = ReasonCodes::BuiltIn();
    EXPECT_EQ(codes.For("payer_amount_ratio"),
              (ReasonCode{"AMOUNT_UNUSUAL", "The amount is far above what this payer usually pays.",
                          "FRAD"}));
    EXPECT_EQ(codes.For("payee_reported_share_30d").code, "PAYEE_REPORTED");
    EXPECT_EQ(codes.For("what_comes_next").code, "PATTERN_UNUSUAL");
}

}  // namespace
}  // namespace clearway::fraud
