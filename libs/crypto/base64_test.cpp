// SPDX-License-Identifier: Apache-2.0
#include "crypto/base64.h"

#include <gtest/gtest.h>

namespace clearway::crypto {
namespace {

TEST(Base64, WritesAndReadsTheExamplesOfTheStandard) {
    const std::pair<std::string_view, std::string_view> examples[] = {{"", ""},
                                                                      {"f", "Zg=="},
                                                                      {"fo", "Zm8="},
                                                                      {"foo", "Zm9v"},
                                                                      {"foob", "Zm9vYg=="},
                                                                      {"fooba", "Zm9vYmE="},
                                                                      {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : examples) {
        EXPECT_EQ(ToBase64(bytes), text);
        EXPECT_EQ(FromBase64(text), std::string(bytes));
    }
}

TEST(Base64, ReadsBytesInOneSpellingOnly) {
    for (const std::string_view bad : {"Zg", "Zg=", "Zh==", "Zm9=", "Zm 9v", " Zm9v", "Zm9v\n",
                                       "====", "Z===", "Zm9-", "Zg==Zg==", "A=AA"})
        EXPECT_FALSE(FromBase64(bad)) << bad;
}

TEST(Base64, EveryByteSurvives) {
    std::string all;
    for (int i = 0; i < 256; ++i) {
        all.push_back(static_cast<char>(i));
        EXPECT_EQ(FromBase64(ToBase64(all)), all);
    }
}

}  // namespace
}  // namespace clearway::crypto
