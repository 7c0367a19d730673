// SPDX-License-Identifier: Apache-2.0
#include "vault/search_token.h"

#include <gtest/gtest.h>

#include "vault/memory_keys_fixture.h"

namespace clearway::vault {
namespace {

const core::Sensitive<std::string> kIban("DE89370400440532013000");

TEST(SearchToken, IsTheSameForTheSameValueOfAFieldOnly) {
    MemoryKeys keys;
    const auto token = MakeSearchToken(keys, "account.iban", kIban);
    EXPECT_EQ(token.key_id, "search-1");
    EXPECT_EQ(token.hash.size(), 32U);
    EXPECT_EQ(token, MakeSearchToken(keys, "account.iban", kIban));
    EXPECT_NE(token, MakeSearchToken(keys, "payment.iban", kIban));
    EXPECT_NE(token, MakeSearchToken(keys, "account.iban",
                                     core::Sensitive<std::string>("DE89370400440532013001")));
    MemoryKeys others;
    EXPECT_NE(token, MakeSearchToken(others, "account.iban", kIban));
}

TEST(SearchToken, IsLookedForUnderEveryKey) {
    MemoryKeys keys;
    const auto stored = MakeSearchToken(keys, "account.iban", kIban);
    keys.AddSearchKey();
    const auto tokens = MakeSearchTokens(keys, "account.iban", kIban);
    ASSERT_EQ(tokens.size(), 2U);
    EXPECT_EQ(tokens[0], MakeSearchToken(keys, "account.iban", kIban));
    EXPECT_EQ(tokens[0].key_id, "search-2");
    EXPECT_EQ(tokens[1], stored);
}

TEST(SearchToken, AnIbanHasOneNormalForm) {
    EXPECT_EQ(NormalIban("de89 3704 0044 0532 0130 00")->Reveal(), kIban.Reveal());
    for (const auto text : {"", "  ", "DE89-3704", "DE89\t3704", "DE8\xC3\xA4"})
        EXPECT_FALSE(NormalIban(text)) << text;
}

}  // namespace
}  // namespace clearway::vault
