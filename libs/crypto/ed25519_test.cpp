// SPDX-License-Identifier: Apache-2.0
#include "crypto/ed25519.h"

#include <gtest/gtest.h>

#include "core/digest.h"

namespace clearway::crypto {
namespace {

// RFC 8410, section 10.3 and 10.1.
constexpr std::string_view kPrivatePem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view kPublicPem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
    "-----END PUBLIC KEY-----\n";
// P-256, made for this test.
constexpr std::string_view kOtherKind =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETt8Bg+DeRL2SKSqhx5rQYS2uwUCM\n"
    "GM+/gtb5J7kQfD8R+mYjQnYOaWfhHvALWRqAQOe76ztUFknz8lF9DAbTmw==\n"
    "-----END PUBLIC KEY-----\n";
// With the passphrase x.
constexpr std::string_view kEncrypted =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjKs1S6cIIkfwICCAAw\n"
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELyb5x5VHM9CgvkAXEXnLMgEQO0N\n"
    "KN8Wsd/OwuAWnD2yXcWPRuNqxpBjMERHc2VEWbHm5aocs8AlmnMX3TdhwrgasqWP\n"
    "wOG5YxWa9BA3rXyyIDc=\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

TEST(Ed25519, ReadsTheKeysOfTheStandardAndFindsThemAPair) {
    const auto key = PrivateKey::FromPem(kPrivatePem);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->Public().ToPem(), kPublicPem);
    EXPECT_EQ(key->ToPem(), kPrivatePem);
    const auto public_key = PublicKey::FromPem(kPublicPem);
    ASSERT_TRUE(public_key);
    EXPECT_TRUE(public_key->Verify("text", key->Sign("text")));
}

TEST(Ed25519, NamesAKeyByTheHashOfItsRawBytes) {
    const std::string raw =
        "\x19\xbf\x44\x09\x69\x84\xcd\xfe\x85\x41\xba\xc1\x67\xdc\x3b\x96"
        "\xc8\x50\x86\xaa\x30\xb6\xb6\xcb\x0c\x5c\x38\xad\x70\x31\x66\xe1";
    ASSERT_EQ(raw.size(), 32U);
    EXPECT_EQ(PublicKey::FromPem(kPublicPem)->Raw(), raw);
    EXPECT_EQ(PublicKey::FromPem(kPublicPem)->Id(), core::ToHex(core::Sha256(raw)).substr(0, 16));
}

TEST(Ed25519, VerifiesNothingButTheSameTextByTheSameKey) {
    const auto key = PrivateKey::Generate();
    const auto signature = key.Sign("text");
    ASSERT_EQ(signature.size(), 64U);
    EXPECT_TRUE(key.Public().Verify("text", signature));
    EXPECT_FALSE(key.Public().Verify("texT", signature));
    EXPECT_FALSE(key.Public().Verify("", signature));
    EXPECT_FALSE(PrivateKey::Generate().Public().Verify("text", signature));
    EXPECT_FALSE(key.Public().Verify("text", ""));
    EXPECT_FALSE(key.Public().Verify("text", signature.substr(1)));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        auto changed = signature;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(key.Public().Verify("text", changed)) << i;
    }
}

TEST(Ed25519, RefusesWhatIsNoEd25519Key) {
    for (const auto text : {std::string_view(), std::string_view("-----BEGIN PUBLIC KEY-----\n"),
                            kPrivatePem, kOtherKind, kPublicPem.substr(0, kPublicPem.size() / 2)})
        EXPECT_FALSE(PublicKey::FromPem(text)) << text;
    for (const auto text : {std::string_view(), kPublicPem, kEncrypted, std::string_view("no key")})
        EXPECT_FALSE(PrivateKey::FromPem(text)) << text;
}

}  // namespace
}  // namespace clearway::crypto
