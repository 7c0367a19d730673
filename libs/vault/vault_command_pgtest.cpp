// SPDX-License-Identifier: Apache-2.0
// The program itself, killed while it rotates, with a token of SoftHSM and others at work.
#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/wait.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "vault/pkcs11/token_fixture.h"
#include "vault/vault_fixture.h"

namespace clearway::vault {
namespace {

constexpr int kPersons = 3'000;

class VaultCommandTest : public VaultTest {
protected:
    void SetUp() override {
        if (!HasSoftHsm()) GTEST_SKIP() << "SoftHSM is not installed (package softhsm2)";
        settings_ = folder_.MakeToken("command");
        ::setenv("CLEARWAY_PKCS11_MODULE", settings_.module.c_str(), 1);
        ::setenv("CLEARWAY_PKCS11_TOKEN", settings_.token.c_str(), 1);
        ::setenv("CLEARWAY_PKCS11_PIN_FILE", settings_.pin_file.c_str(), 1);
        ::setenv("CLEARWAY_DATABASE_URL", database_.Url().c_str(), 1);
    }

    static ::pid_t Start(std::string command, std::string word = {}) {
        std::string program = CLEARWAY_VAULT_PROGRAM;
        char* words[] = {program.data(), command.data(), word.empty() ? nullptr : word.data(),
                         nullptr};
        ::pid_t child = 0;
        EXPECT_EQ(::posix_spawn(&child, program.c_str(), nullptr, nullptr, words, environ), 0);
        return child;
    }
    static int Wait(::pid_t child) {
        int status = 0;
        EXPECT_EQ(::waitpid(child, &status, 0), child);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    // SoftHSM empties the token's file at each login, and writes it again: killed in between, the
    // token is gone (deploy/local keeps a copy). Once it has stored a batch, it has logged in.
    void KillOnceItHasStored(::pid_t rotating) {
        const auto before = Under("clearway-kek-1");  // others add to the new key's, too
        EXPECT_TRUE(testing::WaitUntil([&] { return Under("clearway-kek-1") < before; }));
        ::kill(rotating, SIGKILL);
        EXPECT_EQ(Wait(rotating), -SIGKILL) << "it was done before it could be killed";
        // A commit that was on its way must not be taken for one of the next.
        EXPECT_TRUE(testing::WaitUntil([&] { return OtherSessions() == 1; }));
    }
    std::int64_t OtherSessions() {
        return Number(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }
    std::int64_t Under(const std::string& kek_id) {
        return Number("SELECT count(*) FROM person_keys WHERE kek_id = '" + kek_id + "'");
    }

    TokenFolder folder_;
    TokenSettings settings_;
};

TEST_F(VaultCommandTest, KilledWhileItRotatesUnderLoadItLosesNothing) {
    ASSERT_EQ(Wait(Start("create-keys")), 0);
    TokenKeys token(settings_);
    ASSERT_EQ(token.KeyIds(), std::vector<std::string>{"clearway-kek-1"});
    const auto persons = MakePersons(kPersons);
    PersonKeys process(database_.Url(), token, clock_, {.cached_max = 1});
    const auto sealed = SealFor(process, persons);
    ASSERT_EQ(Wait(Start("new-key")), 0);

    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0, right = 0;
    std::thread load([&] {
        for (std::size_t i = 0; !stop; i = (i + 7) % persons.size()) {
            const std::vector both{persons[i], MakePersons(1).front()};
            const auto opened = Opened(*process.ForSealing(both).front(), sealed[i]);
            ++(opened == persons[i].ToString() ? right : wrong);
        }
    });
    for (int killed = 0; killed < 3; ++killed) KillOnceItHasStored(Start("rotate"));
    EXPECT_GT(Under("clearway-kek-1"), 0);
    // It goes on; what others still wrapped under the old key meanwhile is for the next run.
    EXPECT_TRUE(testing::WaitUntil(
        [&] {
            EXPECT_EQ(Wait(Start("rotate")), 0);
            return Number(
                       "SELECT count(*) FROM key_encryption_keys WHERE retired_at IS NOT NULL") ==
                   1;
        },
        20'000));
    EXPECT_EQ(Wait(Start("destroy-key", "clearway-kek-1")), 0);
    stop = true;
    load.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(right, 0);
    EXPECT_EQ(Under("clearway-kek-1"), 0);
    const auto rings = process.ForOpening(persons);
    for (std::size_t i = 0; i < persons.size(); ++i)
        ASSERT_EQ(Opened(*rings[i], sealed[i]), persons[i].ToString());
}

TEST_F(VaultCommandTest, RefusesWhatItDoesNotKnowAndTheLossOfTheCurrentKey) {
    EXPECT_EQ(Wait(Start("create-keys")), 0);
    EXPECT_EQ(Wait(Start("create-keys")), 0);
    EXPECT_EQ(TokenKeys(settings_).KeyIds().size(), 1U) << "makes only what is missing";
    EXPECT_EQ(Wait(Start("destroy-key", "clearway-kek-1")), 1);
    EXPECT_EQ(Wait(Start("destroy-key")), 2);
    EXPECT_EQ(Wait(Start("rotat")), 2);
}

}  // namespace
}  // namespace clearway::vault
