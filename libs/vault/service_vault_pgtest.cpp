// SPDX-License-Identifier: Apache-2.0
#include "vault/service_vault.h"

#include <gtest/gtest.h>

#include "async/runtime.h"
#include "vault/vault_fixture.h"

namespace clearway::vault {
namespace {

class ServiceVaultTest : public VaultTest {
protected:
    core::Result<SharedKeyring> KeyOf(ServiceVault& vault, const PersonId& person) {
        return async::BlockOn(runtime_.GetExecutor(), vault.ForSealing(person));
    }
    void TakeTokenAway(bool away) {
        keys_.before_wrap = keys_.before_unwrap = [away] {
            if (away) throw KeyEncryptionError(KeyEncryptionError::Reason::kNoToken, "away");
        };
    }

    async::Runtime runtime_{2};
};

TEST_F(ServiceVaultTest, SealsForCoroutinesAndOpensForReaders) {
    ServiceVault vault(keys_, database_.Url(), clock_);
    const auto persons = MakePersons(1);
    const auto ring = KeyOf(vault, persons[0]);
    ASSERT_TRUE(ring);
    const auto sealed = std::get<std::string>((*ring)->Seal(kPlace, "Erika"));
    ServiceVault other(keys_, database_.Url(), clock_);
    const auto opened = other.ForOpening(persons);
    ASSERT_TRUE(opened);
    EXPECT_EQ(Opened(*opened->front(), sealed), "Erika");
}

TEST_F(ServiceVaultTest, IsUnavailableWhileTheTokenIsAwayAndAnswersWhenItIsBack) {
    ServiceVault vault(keys_, database_.Url(), clock_);
    const auto persons = MakePersons(1);
    TakeTokenAway(true);
    const auto refused = KeyOf(vault, persons[0]);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, core::ErrorCode::kUnavailable);
    TakeTokenAway(false);
    EXPECT_TRUE(KeyOf(vault, persons[0]));
}

TEST_F(ServiceVaultTest, AnswersWithOneQuestionWhatManyAskedForMeanwhile) {
    ServiceVault vault(keys_, database_.Url(), clock_);
    const auto persons = MakePersons(20);
    std::vector<std::future<core::Result<SharedKeyring>>> asked;
    for (const auto& person : persons)
        asked.push_back(std::async(std::launch::async, [&] { return KeyOf(vault, person); }));
    for (auto& answer : asked) EXPECT_TRUE(answer.get());
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys"), 20);
}

TEST_F(ServiceVaultTest, AsksTheTokenForCoroutines) {
    ServiceVault vault(keys_, database_.Url(), clock_);
    const std::function<std::string(KeyEncryption&)> question = [](KeyEncryption& keys) {
        return keys.KeyedHash(keys.SearchKeyIds().front(), "text");
    };
    const auto answer = async::BlockOn(runtime_.GetExecutor(), vault.Ask(question));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->size(), 32U);
}

}  // namespace
}  // namespace clearway::vault
