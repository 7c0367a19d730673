// SPDX-License-Identifier: Apache-2.0
#include "crypto/signed_note.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "crypto/base64.h"

namespace clearway::crypto {
namespace {

// The example of c2sp.org/signed-note, whose key there is
// PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
constexpr std::string_view kPublished =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

// A raw key behind the fixed beginning of its SubjectPublicKeyInfo (RFC 8410).
PublicKey KeyOfRaw(std::string_view raw) {
    const auto der = *FromBase64("MCowBQYDK2VwAyEA") + std::string(raw);
    return *PublicKey::FromPem("-----BEGIN PUBLIC KEY-----\n" + ToBase64(der) +
                               "\n-----END PUBLIC KEY-----\n");
}

TEST(SignedNote, VerifiesTheExampleOfTheStandard) {
    const auto raw = FromBase64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")->substr(1);
    const auto note = ParseNote(kPublished);
    ASSERT_TRUE(note);
    ASSERT_EQ(note->signatures.size(), 1U);
    const auto key = KeyOfRaw(raw);
    EXPECT_TRUE(IsSignedBy(note->text, note->signatures[0], "PeterNeumann", key));
    EXPECT_FALSE(IsSignedBy(note->text, note->signatures[0], "EnochRoot", key));
    EXPECT_FALSE(IsSignedBy(note->text + "\n", note->signatures[0], "PeterNeumann", key));
    EXPECT_FALSE(IsSignedBy(note->text, note->signatures[0], "PeterNeumann",
                            PrivateKey::Generate().Public()));
}

TEST(SignedNote, AChangedByteAnywhereIsRefusedOrNotSigned) {
    const auto key = PrivateKey::Generate();
    const auto note = SignNote("one\ntwo\n", "clearway/audit", key);
    for (std::size_t i = 0; i < note.size(); ++i) {
        for (const int bit : {1, 2, 32, 128}) {
            auto changed = note;
            changed[i] = static_cast<char>(changed[i] ^ bit);
            const auto parsed = ParseNote(changed);
            EXPECT_FALSE(parsed && IsSignedBy(parsed->text, parsed->signatures[0], "clearway/audit",
                                              key.Public()))
                << i;
        }
    }
}

TEST(SignedNote, ReadsOneSpellingOnly) {
    const auto note = SignNote("text\n", "name", PrivateKey::Generate());
    ASSERT_TRUE(ParseNote(note));
    const auto line = note.substr(6);
    EXPECT_TRUE(ParseNote(note + line)) << "two signatures";
    for (const auto& bad :
         {std::string(), std::string("text\n"), std::string("text\n\n"), note + "\n",
          note.substr(0, note.size() - 1), "\n" + note, note + "more\n", "te\rxt\n\n" + line,
          "text\n\n- name " + line.substr(9), "text\n\n" + line.substr(0, 3) + line.substr(4)})
        EXPECT_FALSE(ParseNote(bad)) << bad;
    std::string many = note;
    for (int i = 0; i < 16; ++i) many += line;
    EXPECT_FALSE(ParseNote(many));
}

TEST(SignedNote, SignsNothingThatWouldNotBeReadBack) {
    const auto key = PrivateKey::Generate();
    for (const std::string_view text : {"", "no end", "\n", "a\n\nb\n", "a\tb\n"})
        EXPECT_THROW(SignNote(text, "name", key), std::invalid_argument) << text;
    for (const std::string_view name : {"", "a b", "a+b", "a\n", "\xC3\xA4"})
        EXPECT_THROW(SignNote("text\n", name, key), std::invalid_argument) << name;
}

}  // namespace
}  // namespace clearway::crypto
