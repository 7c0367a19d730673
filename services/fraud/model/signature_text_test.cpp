// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/signature_text.h"

#include <gtest/gtest.h>

#include "crypto/ed25519.h"

namespace clearway::fraud {
namespace {

TEST(SignatureText, WritesASignatureAsOneLineAndReadsItBack) {
    const auto signature = crypto::PrivateKey::Generate().Sign("text");
    const auto text = SignatureToText(signature);
    EXPECT_EQ(text.size(), 89U);
    EXPECT_TRUE(text.ends_with("==\n"));
    EXPECT_EQ(SignatureFromText(text), signature);
    EXPECT_EQ(SignatureFromText(text.substr(0, 88)), signature);
}

TEST(SignatureText, ReadsASignatureInOneSpellingOnly) {
    const auto text = SignatureToText(std::string(64, '\0'));
    ASSERT_TRUE(SignatureFromText(text));
    auto stray_bits = text;
    stray_bits[85] = 'B';
    auto foreign = text;
    foreign[3] = '!';
    auto spaced = text;
    spaced[0] = ' ';
    for (const auto& bad : {std::string(), text + "\n", " " + text, text.substr(1), stray_bits,
                            foreign, spaced, text.substr(0, 86) + "AA\n", std::string(88, '=')})
        EXPECT_FALSE(SignatureFromText(bad)) << bad;
}

}  // namespace
}  // namespace clearway::fraud
