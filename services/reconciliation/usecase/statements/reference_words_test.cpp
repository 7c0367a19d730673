// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/reference_words.h"

#include <gtest/gtest.h>

namespace clearway::reconciliation {
namespace {

TEST(ReferenceWords, KeepsWhatMayBeAReferenceAndNoNames) {
    EXPECT_EQ(ReferenceWords("Rent Maria Musterfrau INV-2026-17 thank you 12"), "INV-2026-17");
    EXPECT_EQ(ReferenceWords("RF18539007547034"), "RF18539007547034");
    EXPECT_EQ(ReferenceWords("eref 6f1f6ad0-0000-5000-8000-000000000001, order A/77.1"),
              "6f1f6ad0-0000-5000-8000-000000000001 A/77.1");
    EXPECT_EQ(ReferenceWords(""), "");
}

TEST(ReferenceWords, KeepsNoAccountAndNoCard) {
    EXPECT_EQ(ReferenceWords("DE89370400440532013000"), "");
    EXPECT_EQ(ReferenceWords("to DE89 3704 0044 0532 0130 00"), "");
    EXPECT_EQ(ReferenceWords("/IBAN/DE89370400440532013000/NAME/X"), "");
    EXPECT_EQ(ReferenceWords("DE89-3704-0044-0532-0130-00"), "");
    EXPECT_EQ(ReferenceWords("card 4111111111111111 4111-1111-1111-1111"), "");
    EXPECT_EQ(ReferenceWords("IBAN DE89370400440532013000SVWZ"), "");
    EXPECT_EQ(ReferenceWords("DE00370400440532013000"), "");  // mistyped
    EXPECT_EQ(ReferenceWords("4111111111111112"), "4111111111111112");
}

// Hexadecimal ids begin with letters and digits as an IBAN does, and a tenth of all numbers has the
// check digit of a card.
TEST(ReferenceWords, KeepsIdsThatAccountNumbersOnlyResemble) {
    for (const auto* kept :
         {"ad12f3c4-5b67-4890-8123-456789012345", "ad12f3c45b6748908123456789012345",
          "fe10283746554738291011", "de44123456789012345678901234567890", "2026030100000002",
          "7000-0000-0000-0005"}) {
        EXPECT_EQ(ReferenceWords(kept), kept);
        EXPECT_FALSE(IsAccountNumber(kept)) << kept;
    }
}

TEST(ReferenceWords, TellsReferencesFromAccountsAndCards) {
    for (const auto* kept :
         {"INV-2026-17", "RF18539007547034", "NOTPROVIDED", "DE00370400440532013000",
          "ab12cdef-1234-4123-8123-123456789012", "4111111111111112", ""})
        EXPECT_FALSE(IsAccountNumber(kept)) << kept;
    for (const auto* account : {"DE89370400440532013000", "DE89 3704 0044 0532 0130 00",
                                "de89-3704-0044-0532-0130-00", "4111 1111 1111 1111"})
        EXPECT_TRUE(IsAccountNumber(account)) << account;
}

}  // namespace
}  // namespace clearway::reconciliation
