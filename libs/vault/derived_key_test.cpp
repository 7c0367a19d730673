// SPDX-License-Identifier: Apache-2.0
#include "vault/derived_key.h"

#include <gtest/gtest.h>

#include "vault/memory_keys_fixture.h"

namespace clearway::vault {
namespace {

TEST(DerivedKey, IsTheSameForEverAlsoWhenTheTokenGetsAnotherSearchKey) {
    MemoryKeys keys;
    const DerivedKey before(keys, "label");
    keys.AddSearchKey();
    keys.AddKey();
    keys.Refresh();
    const DerivedKey after(keys, "label");
    EXPECT_EQ(before.Hash("Erika"), after.Hash("Erika"));
    EXPECT_EQ(before.Hash("Erika").size(), 32U);
}

TEST(DerivedKey, DiffersByLabelTextAndToken) {
    MemoryKeys keys, other;
    const DerivedKey one(keys, "one"), two(keys, "two"), elsewhere(other, "one");
    EXPECT_NE(one.Hash("Erika"), two.Hash("Erika"));
    EXPECT_NE(one.Hash("Erika"), one.Hash("Erikb"));
    EXPECT_NE(one.Hash("Erika"), elsewhere.Hash("Erika"));
}

}  // namespace
}  // namespace clearway::vault
