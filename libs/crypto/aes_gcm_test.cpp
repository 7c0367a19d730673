// SPDX-License-Identifier: Apache-2.0
#include "crypto/aes_gcm.h"

#include <gtest/gtest.h>

#include <memory>
#include <new>
#include <utility>

namespace clearway::crypto {
namespace {

std::string FromHex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    return bytes;
}

// Test case 16 of the GCM specification (McGrew and Viega).
TEST(AesGcm, OpensTheExampleOfTheSpecification) {
    const auto key = AesKey::FromBytes(
        FromHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
    const auto nonce = FromHex("cafebabefacedbaddecaf888");
    const auto text = FromHex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
    const auto ciphertext = FromHex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662");
    const auto tag = FromHex("76fc6ece0f4e1768cddf8853bb2d551b");
    const auto bound = FromHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    ASSERT_TRUE(key);
    EXPECT_EQ(GcmOpen(*key, nonce + ciphertext + tag, bound), text);
}

TEST(AesGcm, OpensWhatItSealed) {
    const auto key = AesKey::Random();
    for (const auto& text : {std::string(), std::string("x"), std::string(100'000, 'y')}) {
        const auto sealed = GcmSeal(key, text, "bound");
        EXPECT_EQ(sealed.size(), text.size() + kGcmOverhead);
        EXPECT_EQ(GcmOpen(key, sealed, "bound"), text);
        EXPECT_FALSE(GcmOpen(key, sealed, "bounD"));
        EXPECT_FALSE(GcmOpen(AesKey::Random(), sealed, "bound"));
    }
    EXPECT_NE(GcmSeal(key, "text", ""), GcmSeal(key, "text", ""));
}

TEST(AesGcm, RefusesAnAlteredOrShortenedText) {
    const auto key = AesKey::Random();
    const auto sealed = GcmSeal(key, "a text", "");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        EXPECT_FALSE(GcmOpen(key, altered, "")) << i;
        EXPECT_FALSE(GcmOpen(key, sealed.substr(0, i), "")) << i;
    }
}

TEST(AesKey, IsWipedWhenItMovesAndWhenItGoes) {
    const std::string zeros(AesKey::kSize, '\0');
    alignas(AesKey) std::array<char, sizeof(AesKey)> memory{};
    const auto bytes = [&] { return std::string(memory.data(), AesKey::kSize); };
    auto* key = new (memory.data()) AesKey(AesKey::Random());
    EXPECT_NE(bytes(), zeros);
    const auto moved = std::move(*key);
    EXPECT_NE(moved.Bytes(), zeros);
    EXPECT_EQ(bytes(), zeros);
    *key = AesKey::Random();
    EXPECT_NE(bytes(), zeros);
    std::destroy_at(key);
    EXPECT_EQ(bytes(), zeros);
}

TEST(AesKey, HasThirtyTwoBytes) {
    EXPECT_FALSE(AesKey::FromBytes(std::string(31, 'k')));
    EXPECT_FALSE(AesKey::FromBytes(std::string(33, 'k')));
    EXPECT_EQ(AesKey::FromBytes(std::string(32, 'k'))->Bytes(), std::string(32, 'k'));
}

}  // namespace
}  // namespace clearway::crypto
