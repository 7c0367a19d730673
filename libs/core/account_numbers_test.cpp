// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "core/bic.h"
#include "core/card_number.h"
#include "core/check_digits.h"
#include "core/iban.h"

namespace clearway::core {
namespace {

TEST(Iban, IsAsLongAsItsCountrySays) {
    EXPECT_EQ(IbanLength("DE"), 22U);
    EXPECT_EQ(IbanLength("no"), 15U);
    EXPECT_EQ(IbanLength("YE"), 30U);
    for (const auto* none : {"US", "RF", "", "D", "DEU"}) EXPECT_EQ(IbanLength(none), 0U) << none;
}

TEST(Iban, HasCheckDigits) {
    for (const auto* right : {"DE89370400440532013000", "de89370400440532013000",
                              "MT84MALT011000012345MTLCAST001S", "NO9386011117947"})
        EXPECT_TRUE(HasIbanCheckDigits(right)) << right;
    for (const auto* wrong : {"DE89370400440532013001", "DE8937040044053201300", "DE89", "",
                              "DE89 3704 0044 0532 0130 00", "DE89370400440532-13000"})
        EXPECT_FALSE(HasIbanCheckDigits(wrong)) << wrong;
}

// Numbers that schemes and processors publish for tests.
TEST(CardNumber, IsOfASchemeThatGivesNumbersOfThatLength) {
    for (const auto* card :
         {"4111111111111111", "4222222222222", "5555555555554444", "2223003122003222",
          "378282246310005", "30569309025904", "36227206271667", "3566002020360505",
          "6011000990139424", "6304000000000000000", "6200000000000005", "5019717010103742"})
        EXPECT_TRUE(IsCardNumber(card)) << card;
    for (const auto* none : {"4111111111111112", "41111111111111111111", "411111111111", "",
                             "4111 1111 1111 1111", "3782822463100050", "555555555555442"})
        EXPECT_FALSE(IsCardNumber(none)) << none;
}

// Dates, counters and numbers of banks have right check digits once in ten.
TEST(CardNumber, IsNoReferenceThatNoSchemeBegins) {
    for (const std::string reference :
         {"2026030100000002", "0000000000000000", "7000000000000005", "9000000000000001"}) {
        EXPECT_TRUE(PassesLuhn(reference)) << reference;
        EXPECT_FALSE(IsCardNumber(reference)) << reference;
    }
}

TEST(Iban, IsOneInUpperCaseOfACountryWithItsLength) {
    for (const auto iban :
         {"DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606",
          "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "HN88CABF00000000000250005469"})
        EXPECT_TRUE(IsIban(iban)) << iban;
    for (const auto iban : {"", "DE", "DE89370400440532013001", "DE8937040044053201300",
                            "ZZ89370400440532013000", "de89370400440532013000",
                            "MT84malt011000012345MTLCAST001S", "DE89 3704 0044 0532 0130 00"})
        EXPECT_FALSE(IsIban(iban)) << iban;
}

TEST(Bic, IsOneOfACountry) {
    for (const auto bic : {"DEUTDEFF", "DEUTDEFF500", "NEDSZAJJXXX"})
        EXPECT_TRUE(IsBic(bic)) << bic;
    for (const auto bic : {"", "DEUTDEF", "DEUTZZFF", "deutdeff", "DEUTDEFF50", "D3UTDEFF"})
        EXPECT_FALSE(IsBic(bic)) << bic;
}

}  // namespace
}  // namespace clearway::core
