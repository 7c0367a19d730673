// SPDX-License-Identifier: Apache-2.0
#include "vault/keyring.h"

#include <gtest/gtest.h>

#include "vault/opened_fixture.h"

namespace clearway::vault {
namespace {

constexpr Place kPlace{.table = "accounts", .column = "iban", .row = "17"};
constexpr std::string_view kIban = "DE89370400440532013000";

Keyring RingOf(const PersonId& person, std::string_view byte = "k") {
    Keyring ring(person);
    ring.Add(1, *crypto::AesKey::FromBytes(std::string(crypto::AesKey::kSize, byte[0])));
    return ring;
}

const PersonId kPerson(core::Uuid::Random());

std::string Sealed(const Keyring& ring) { return std::get<std::string>(ring.Seal(kPlace, kIban)); }

TEST(Keyring, OpensWhatItSealedAtItsPlace) {
    const auto ring = RingOf(kPerson);
    const auto sealed = Sealed(ring);
    EXPECT_EQ(sealed.size(), kIban.size() + kSealedOverhead);
    EXPECT_EQ(sealed.find(kIban.substr(0, 6)), std::string::npos);
    EXPECT_EQ(Opened(ring, kPlace, sealed), kIban);
    EXPECT_NE(Sealed(ring), sealed) << "equal values must not look equal";
}

TEST(Keyring, OpensNothingWithAnAlteredByte) {
    const auto ring = RingOf(kPerson);
    const auto sealed = Sealed(ring);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            auto altered = sealed;
            altered[i] = static_cast<char>(altered[i] ^ 1 << bit);
            // Bytes 1 to 4 are the generation: another one has no key.
            EXPECT_EQ(Opened(ring, kPlace, altered), i >= 1 && i <= 4 ? "no key" : "altered") << i;
        }
        EXPECT_EQ(Opened(ring, kPlace, sealed.substr(0, i)), "altered") << i;
    }
    EXPECT_EQ(Opened(ring, kPlace, sealed + "x"), "altered");
}

TEST(Keyring, OpensNothingUnderAnotherGenerationsName) {
    auto ring = RingOf(kPerson);
    auto sealed = Sealed(ring);
    ring.Add(2, *crypto::AesKey::FromBytes(std::string(crypto::AesKey::kSize, 'k')));
    sealed[4] = 2;  // the very same key, but the header is bound
    EXPECT_EQ(Opened(ring, kPlace, sealed), "altered");
}

TEST(Keyring, OpensNothingElsewhere) {
    const auto ring = RingOf(kPerson);
    const auto sealed = Sealed(ring);
    for (const auto& place : {Place{"accounts", "iban", "18"}, Place{"accounts", "ibam", "17"},
                              Place{"payments", "iban", "17"}, Place{"accountsi", "ban", "17"},
                              Place{"accounts", "iban1", "7"}, Place{"accounts", "iban", ""}})
        EXPECT_EQ(Opened(ring, place, sealed), "altered") << place.table << place.column;
    // Even the same key is another's for another person.
    EXPECT_EQ(Opened(RingOf(PersonId(core::Uuid::Random())), kPlace, sealed), "altered");
    EXPECT_EQ(Opened(RingOf(kPerson, "x"), kPlace, sealed), "altered");
}

TEST(Keyring, SealsUnderTheNewestGenerationAndOpensTheOldOnes) {
    auto ring = RingOf(kPerson);
    const auto old = Sealed(ring);
    ring.Add(2, crypto::AesKey::Random());
    const auto sealed = Sealed(ring);
    EXPECT_EQ(sealed[4], 2);
    EXPECT_EQ(Opened(ring, kPlace, old), kIban);
    EXPECT_EQ(Opened(ring, kPlace, sealed), kIban);
    ring.AddMissing(3);
    EXPECT_FALSE(ring.IsComplete());
    EXPECT_EQ(std::get<Refusal>(ring.Seal(kPlace, kIban)), Refusal::kNoKey);
    EXPECT_EQ(Opened(ring, kPlace, sealed), kIban);
}

TEST(Keyring, AnErasedPersonIsToldApart) {
    auto ring = RingOf(kPerson);
    const auto sealed = Sealed(ring);
    ring.MarkErased();
    EXPECT_EQ(Opened(ring, kPlace, sealed), "erased");
    EXPECT_EQ(std::get<Refusal>(ring.Seal(kPlace, kIban)), Refusal::kErased);
    EXPECT_EQ(Opened(Keyring(kPerson), kPlace, sealed), "no key");
}

}  // namespace
}  // namespace clearway::vault
