// SPDX-License-Identifier: Apache-2.0
// Against a real token of SoftHSM.
#include "vault/pkcs11/token_keys.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "vault/pkcs11/session.h"
#include "vault/pkcs11/token_fixture.h"

namespace clearway::vault {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Reason = KeyEncryptionError::Reason;

class TokenKeysTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!HasSoftHsm()) GTEST_SKIP() << "SoftHSM is not installed (package softhsm2)";
        static int tokens = 0;
        label_ = "token" + std::to_string(++tokens);
    }

    // Both kinds of keys.
    TokenSettings MakeToken() {
        auto settings = folder_.MakeToken(label_);
        TokenKeys keys(settings);
        keys.MakeKey();
        keys.MakeSearchKey();
        return settings;
    }

    template <class Call>
    static Reason Failure(Call call, std::string* text = nullptr) {
        try {
            call();
        } catch (const KeyEncryptionError& error) {
            if (text != nullptr) *text = error.what();
            return error.Why();
        }
        ADD_FAILURE() << "nothing was thrown";
        return Reason::kFailed;
    }

    TokenFolder folder_;
    std::string label_;
};

TEST_F(TokenKeysTest, UnwrapsWhatItWrapped) {
    const auto settings = MakeToken();
    TokenKeys keys(settings), another(settings);
    const auto data_key = crypto::AesKey::Random();
    const auto id = keys.CurrentKeyId();
    EXPECT_EQ(id, "clearway-kek-1");
    const auto wrapped = keys.Wrap(id, data_key, "person 1");
    EXPECT_EQ(wrapped.size(), crypto::AesKey::kSize + crypto::kGcmOverhead);
    EXPECT_EQ(another.Unwrap(id, wrapped, "person 1").Bytes(), data_key.Bytes());
    EXPECT_THAT(wrapped, Not(HasSubstr(std::string(data_key.Bytes().substr(0, 8)))));
}

TEST_F(TokenKeysTest, UnwrapsNothingThatWasAltered) {
    TokenKeys keys(MakeToken());
    const auto id = keys.CurrentKeyId();
    const auto wrapped = keys.Wrap(id, crypto::AesKey::Random(), "person 1");
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
        auto altered = wrapped;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        EXPECT_EQ(Failure([&] { keys.Unwrap(id, altered, "person 1"); }), Reason::kNotAuthentic);
        EXPECT_EQ(Failure([&] { keys.Unwrap(id, wrapped.substr(0, i), "person 1"); }),
                  Reason::kNotAuthentic);
    }
    EXPECT_EQ(Failure([&] { keys.Unwrap(id, wrapped, "person 2"); }), Reason::kNotAuthentic);
    EXPECT_NO_THROW(keys.Unwrap(id, wrapped, "person 1"));
}

TEST_F(TokenKeysTest, ANewKeyIsCurrentAndTheOldOneGoesWhenItIsDestroyed) {
    const auto settings = MakeToken();
    TokenKeys keys(settings), another(settings);
    const auto data_key = crypto::AesKey::Random();
    const auto old = another.CurrentKeyId();
    const auto wrapped = keys.Wrap(old, data_key, "");
    EXPECT_EQ(keys.MakeKey(), "clearway-kek-2");
    EXPECT_EQ(keys.CurrentKeyId(), "clearway-kek-2");
    another.Refresh();
    EXPECT_EQ(another.CurrentKeyId(), "clearway-kek-2");
    EXPECT_EQ(another.Unwrap(old, wrapped, "").Bytes(), data_key.Bytes());
    EXPECT_EQ(Failure([&] { keys.Unwrap("clearway-kek-2", wrapped, ""); }), Reason::kNotAuthentic);
    EXPECT_EQ(Failure([&] { keys.DestroyKey("clearway-kek-2"); }), Reason::kFailed);
    keys.DestroyKey(old);
    EXPECT_EQ(Failure([&] { keys.Unwrap(old, wrapped, ""); }), Reason::kNoKey);
    EXPECT_EQ(Failure([&] { another.Unwrap(old, wrapped, ""); }), Reason::kNoKey);
}

TEST_F(TokenKeysTest, AKeyThatIsNewerThanWhatIsKnownIsFound) {
    const auto settings = MakeToken();
    TokenKeys keys(settings), another(settings);
    another.CurrentKeyId();
    const auto id = keys.MakeKey();
    const auto wrapped = keys.Wrap(id, crypto::AesKey::Random(), "");
    EXPECT_NO_THROW(another.Unwrap(id, wrapped, ""));
}

TEST_F(TokenKeysTest, TwoKeysOfOneNameAreNotUsed) {
    const auto settings = MakeToken();
    TokenKeys keys(settings);
    const auto made = keys.MakeKey();
    const auto wrapped = keys.Wrap(made, crypto::AesKey::Random(), "");
    {
        auto& module = pkcs11::Module::Load(settings.module);
        const std::lock_guard lock(module.Lock());
        pkcs11::Session(module, settings.token, TokenFolder::kPin).MakeKey(pkcs11::kWrapping, 2);
    }
    keys.Refresh();
    EXPECT_EQ(keys.CurrentKeyId(), "clearway-kek-1");
    EXPECT_EQ(Failure([&] { keys.Unwrap(made, wrapped, ""); }), Reason::kNoKey);
    EXPECT_EQ(keys.MakeKey(), "clearway-kek-3") << "never a third of the name";
    EXPECT_EQ(keys.CurrentKeyId(), "clearway-kek-3");
}

TEST_F(TokenKeysTest, HashesUnderAKeyOfItsOwn) {
    const auto settings = MakeToken();
    TokenKeys keys(settings), another(settings);
    EXPECT_THAT(keys.SearchKeyIds(), ElementsAre("clearway-search-1"));
    const auto hash = keys.KeyedHash("clearway-search-1", "DE89");
    EXPECT_EQ(hash.size(), 32U);
    EXPECT_EQ(another.KeyedHash("clearway-search-1", "DE89"), hash);
    EXPECT_NE(keys.KeyedHash("clearway-search-1", "DE88"), hash);
    EXPECT_EQ(keys.MakeSearchKey(), "clearway-search-2");
    EXPECT_THAT(keys.SearchKeyIds(), ElementsAre("clearway-search-2", "clearway-search-1"));
    EXPECT_NE(keys.KeyedHash("clearway-search-2", "DE89"), hash);
    EXPECT_EQ(Failure([&] { keys.KeyedHash("clearway-search-3", "DE89"); }), Reason::kNoKey);
}

TEST_F(TokenKeysTest, TheTokenGivesNoKeyAway) {
    const auto settings = MakeToken();
    auto& module = pkcs11::Module::Load(settings.module);
    const std::lock_guard lock(module.Lock());
    CK_FUNCTION_LIST& call = module.Functions();
    pkcs11::Session session(module, settings.token, TokenFolder::kPin);
    for (const auto& purpose : {pkcs11::kWrapping, pkcs11::kSearching}) {
        const auto keys = session.FindKeys(purpose);
        ASSERT_EQ(keys.size(), 1U);
        CK_SESSION_HANDLE handle = 0;  // of a second session, in which the login holds too
        CK_SLOT_ID slots[8];
        CK_ULONG count = 8;
        ASSERT_EQ(call.C_GetSlotList(CK_TRUE, slots, &count), CKR_OK);
        for (CK_ULONG i = 0; i < count; ++i) {
            CK_TOKEN_INFO info{};
            call.C_GetTokenInfo(slots[i], &info);
            const std::string label(reinterpret_cast<char*>(info.label), sizeof info.label);
            if (!label.starts_with(settings.token + " ")) continue;
            ASSERT_EQ(call.C_OpenSession(slots[i], CKF_SERIAL_SESSION, nullptr, nullptr, &handle),
                      CKR_OK);
        }
        char value[64];
        CK_ATTRIBUTE attribute{CKA_VALUE, value, sizeof value};
        EXPECT_EQ(call.C_GetAttributeValue(handle, keys.begin()->second, &attribute, 1),
                  CKR_ATTRIBUTE_SENSITIVE);
        CK_BBOOL extractable = CK_TRUE, sensitive = CK_FALSE;
        CK_ATTRIBUTE flags[] = {{CKA_EXTRACTABLE, &extractable, 1}, {CKA_SENSITIVE, &sensitive, 1}};
        EXPECT_EQ(call.C_GetAttributeValue(handle, keys.begin()->second, flags, 2), CKR_OK);
        EXPECT_FALSE(extractable);
        EXPECT_TRUE(sensitive);
        call.C_CloseSession(handle);
    }
}

TEST_F(TokenKeysTest, SaysWhatIsWrongAndNeverThePin) {
    std::string text;
    EXPECT_EQ(Failure(
                  [&] {
                      TokenKeys({"/no/such/module.so", label_, ""});
                  },
                  &text),
              Reason::kNoModule);
    EXPECT_THAT(text, HasSubstr("/no/such/module.so"));
    EXPECT_EQ(Failure([&] { TokenKeys(folder_.Settings(label_)).Refresh(); }, &text),
              Reason::kNoToken);
    EXPECT_THAT(text, HasSubstr("no token '" + label_ + "'"));

    const auto settings = folder_.MakeToken(label_);
    EXPECT_EQ(Failure([&] { TokenKeys(settings).CurrentKeyId(); }, &text), Reason::kNoKey);
    EXPECT_THAT(text, HasSubstr("no key-encryption key"));

    auto without_pin = settings;
    without_pin.pin_file += ".missing";
    EXPECT_EQ(Failure([&] { TokenKeys(without_pin).Refresh(); }, &text), Reason::kNoPin);
    folder_.WritePin("");
    EXPECT_EQ(Failure([&] { TokenKeys(settings).Refresh(); }), Reason::kNoPin);
    // Another token, in which the process is not logged in yet.
    const auto other = folder_.MakeToken(label_ + "b");
    folder_.WritePin("wrong-secret");
    TokenKeys keys(other);
    EXPECT_EQ(Failure([&] { keys.Refresh(); }, &text), Reason::kWrongPin);
    EXPECT_THAT(text, Not(HasSubstr("wrong-secret")));
    folder_.WritePin(TokenFolder::kPin);
    EXPECT_EQ(Failure([&] { keys.Refresh(); }, &text), Reason::kWrongPin) << "asked once only";
    EXPECT_THAT(text, HasSubstr("not tried again"));
    EXPECT_NO_THROW(TokenKeys(other).Refresh());
}

TEST_F(TokenKeysTest, GoesOnWhenTheTokenCameBack) {
    TokenKeys keys(MakeToken());
    const auto id = keys.CurrentKeyId();
    const auto data_key = crypto::AesKey::Random();
    const auto wrapped = keys.Wrap(id, data_key, "");
    const auto away = folder_.Tokens().string() + ".away";
    std::filesystem::rename(folder_.Tokens(), away);
    {
        auto& module = pkcs11::Module::Load(kSoftHsm);
        const std::lock_guard lock(module.Lock());
        EXPECT_ANY_THROW(module.Restart(); pkcs11::Session(module, label_, TokenFolder::kPin));
    }
    EXPECT_ANY_THROW(keys.Unwrap(id, wrapped, ""));
    std::filesystem::rename(away, folder_.Tokens());
    EXPECT_EQ(keys.Unwrap(id, wrapped, "").Bytes(), data_key.Bytes());
}

TEST_F(TokenKeysTest, AnySessionThatEndedIsOpenedAgain) {
    TokenKeys keys(MakeToken());
    const auto id = keys.CurrentKeyId();
    const auto wrapped = keys.Wrap(id, crypto::AesKey::Random(), "");
    auto& module = pkcs11::Module::Load(kSoftHsm);
    {
        const std::lock_guard lock(module.Lock());
        module.Restart();
    }
    EXPECT_NO_THROW(keys.Unwrap(id, wrapped, ""));
    {
        // Behind the back of this process's module, as a library may do by itself.
        const std::lock_guard lock(module.Lock());
        CK_SLOT_ID slots[8];
        CK_ULONG count = 8;
        ASSERT_EQ(module.Functions().C_GetSlotList(CK_TRUE, slots, &count), CKR_OK);
        for (CK_ULONG i = 0; i < count; ++i) module.Functions().C_CloseAllSessions(slots[i]);
    }
    EXPECT_NO_THROW(keys.Unwrap(id, wrapped, ""));
}

TEST_F(TokenKeysTest, ServesManyThreads) {
    const auto settings = MakeToken();
    TokenKeys keys(settings), another(settings);
    const auto id = keys.CurrentKeyId();
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            auto& mine = t % 2 == 0 ? keys : another;
            for (int i = 0; i < 50; ++i) {
                const auto data_key = crypto::AesKey::Random();
                const auto bound = std::to_string(t) + ' ' + std::to_string(i);
                const auto wrapped = mine.Wrap(id, data_key, bound);
                right += mine.Unwrap(id, wrapped, bound).Bytes() == data_key.Bytes() ? 1 : 0;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(right, 200);
}

}  // namespace
}  // namespace clearway::vault
