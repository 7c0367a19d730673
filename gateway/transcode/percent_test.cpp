// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/percent.h"

#include <gtest/gtest.h>

namespace clearway::gateway {
namespace {

TEST(PercentDecode, DecodesOnceAndKeepsWhatIsNoEscape) {
    EXPECT_EQ(PercentDecode("a%2Fb%3ac", PlusSign::kLiteral), "a/b:c");
    EXPECT_EQ(PercentDecode("%2541", PlusSign::kLiteral), "%41");
    EXPECT_EQ(PercentDecode("M%C3%BCller", PlusSign::kLiteral), "M\xc3\xbcller");
    EXPECT_EQ(PercentDecode("%F0%9F%98%80", PlusSign::kLiteral), "\xf0\x9f\x98\x80");
    EXPECT_EQ(PercentDecode("", PlusSign::kLiteral), "");
}

TEST(PercentDecode, ReadsPlusAsABlankOnlyInAQuery) {
    EXPECT_EQ(PercentDecode("a+b%2Bc", PlusSign::kLiteral), "a+b+c");
    EXPECT_EQ(PercentDecode("a+b%2Bc", PlusSign::kBlank), "a b+c");
}

TEST(PercentDecode, RefusesWhatIsCutNotHexadecimalNotUtf8OrAControlCharacter) {
    for (const char* text :
         {"%", "%4", "a%", "%zz", "%4g", "%-1", "% 1", "%00", "%0A", "%1f", "%7F", "%ff", "%C3",
          "%C3%28", "%C0%AF", "%ED%A0%80", "%F4%90%80%80", "%80", "%E2%82"}) {
        EXPECT_EQ(PercentDecode(text, PlusSign::kLiteral), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace clearway::gateway
