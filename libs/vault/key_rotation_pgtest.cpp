// SPDX-License-Identifier: Apache-2.0
#include "vault/key_rotation.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "vault/vault_fixture.h"

namespace clearway::vault {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class KeyRotationTest : public VaultTest {
protected:
    KeyRotation Rotation(std::size_t batch = 2) {
        return KeyRotation(database_.Url(), keys_, batch);
    }
    std::int64_t Under(const std::string& kek_id) {
        return Number("SELECT count(*) FROM person_keys WHERE kek_id = '" + kek_id + "'");
    }
};

TEST_F(KeyRotationTest, WrapsAnewByBatchesAndRetiresTheOldKey) {
    const auto persons = MakePersons(5);
    const auto process = Process();
    const auto sealed = SealFor(*process, persons);
    keys_.AddKey();
    std::vector<std::uint64_t> done;
    const auto progress = Rotation().Run([&](const auto& so_far) {
        EXPECT_EQ(so_far.total, 5U);
        done.push_back(so_far.done);
        EXPECT_EQ(OpenAnew(persons, sealed), TextsOf(persons)) << "under both keys";
    });
    EXPECT_THAT(done, ElementsAre(2U, 4U, 5U));
    EXPECT_EQ(progress.failed, 0U);
    EXPECT_EQ(Under("kek-2"), 5);
    EXPECT_THAT(Rotation().Retire(), ElementsAre("kek-1"));
    EXPECT_THAT(Rotation().Retire(), IsEmpty());
    keys_.DestroyKey("kek-1");
    EXPECT_EQ(OpenAnew(persons, sealed), TextsOf(persons));
    EXPECT_EQ(Rotation().Run().total, 0U);
}

TEST_F(KeyRotationTest, AKeyInUseIsNotRetired) {
    SealFor(*Process(), MakePersons(1));
    keys_.AddKey();
    EXPECT_THAT(Rotation().Retire(), IsEmpty());
    EXPECT_EQ(Rotation().Run().done, 1U);
    EXPECT_THAT(Rotation().Retire(), ElementsAre("kek-1"));
}

// Each use of a master key and each commit is a step: killed before it, the next run goes on.
TEST_F(KeyRotationTest, KilledAtAnyStepItLosesNothingAndGoesOn) {
    const auto persons = MakePersons(5);
    const auto sealed = SealFor(*Process(), persons);
    bool killed = true;
    int step = 1;
    for (; killed; ++step) {
        const auto old = keys_.CurrentKeyId(), next = keys_.AddKey();
        const auto child = ::fork();
        if (child == 0) {
            int steps = 0;
            const auto count = [&] {
                if (++steps == step) ::raise(SIGKILL);
            };
            keys_.before_wrap = keys_.before_unwrap = count;
            Rotation().Run([&](const auto&) { count(); });
            ::_exit(0);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        killed = WIFSIGNALED(status);
        ASSERT_TRUE(killed || WEXITSTATUS(status) == 0);
        EXPECT_EQ(OpenAnew(persons, sealed), TextsOf(persons)) << "killed at step " << step;
        const auto left = static_cast<std::uint64_t>(Under(old));
        EXPECT_EQ(Rotation().Run().done, left);
        EXPECT_EQ(Under(next), 5);
        EXPECT_THAT(Rotation().Retire(), ElementsAre(old));
        keys_.DestroyKey(old);
        EXPECT_EQ(OpenAnew(persons, sealed), TextsOf(persons));
    }
    EXPECT_EQ(step - 2, 5 + 5 + 3) << "all steps were tried";
}

TEST_F(KeyRotationTest, OthersSealOpenAndEraseMeanwhile) {
    const auto persons = MakePersons(200);
    const auto sealed = SealFor(*Process(), persons);
    const PersonKeysOptions no_memory{.cached_max = 1, .cached_for = std::chrono::milliseconds(0)};
    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0, sealed_meanwhile = 0, erased = 0;
    std::thread opening([&] {
        const auto process = Process(no_memory);
        for (std::size_t i = 0; !stop; i = (i + 7) % 100) {
            const auto ring = process->ForOpening(std::vector{persons[i]}).front();
            wrong += Opened(*ring, sealed[i]) == persons[i].ToString() ? 0 : 1;
        }
    });
    std::thread sealing([&] {
        const auto process = Process(no_memory);
        while (!stop) {
            const auto newcomers = MakePersons(3);
            const auto values = SealFor(*process, newcomers);
            wrong += OpenAnew(newcomers, values) == TextsOf(newcomers) ? 0 : 1;
            process->AddGeneration(newcomers);
            sealed_meanwhile += 3;
        }
    });
    std::thread erasing([&] {
        const auto process = Process(no_memory);
        for (std::size_t i = 100; i < 200 && !stop; ++i, ++erased)
            process->Erase(std::vector{persons[i]});
    });
    std::string current = keys_.CurrentKeyId();
    for (int turn = 0; turn < 5; ++turn) {
        const auto old = std::exchange(current, keys_.AddKey());
        EXPECT_EQ(Rotation(10).Run().failed, 0U);
        // Who was about to store a key under the old one makes it stay; the next run takes it
        // along.
        while (!::testing::Value(Rotation().Retire(), ::testing::Contains(old))) Rotation(10).Run();
        keys_.DestroyKey(old);
    }
    stop = true;
    for (auto* thread : {&opening, &sealing, &erasing}) thread->join();
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(sealed_meanwhile, 0);
    EXPECT_EQ(Number("SELECT count(DISTINCT person_id) FROM person_keys WHERE wrapped IS NULL"),
              erased);
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys WHERE wrapped IS NOT NULL AND kek_id <> '" +
                     current + "'"),
              0);
}

TEST_F(KeyRotationTest, AReaderWhoseRowIsFromBeforeReadsItAgain) {
    const auto persons = MakePersons(1);
    const auto sealed = SealFor(*Process(), persons);
    keys_.AddKey();
    keys_.before_unwrap = [&] {
        keys_.before_unwrap = nullptr;
        Rotation().Run();
        Rotation().Retire();
        keys_.DestroyKey("kek-1");
    };
    EXPECT_EQ(OpenAnew(persons, sealed), TextsOf(persons));
}

TEST_F(KeyRotationTest, NothingIsWrappedUnderARetiredKeyByWhoHasNotHeardOfIt) {
    // Of the same token, but with a view of its own of what is current.
    struct Stale final : KeyEncryption {
        explicit Stale(KeyEncryption& to) : keys(to) {}
        std::string CurrentKeyId() override { return current; }
        void Refresh() override { current = keys.CurrentKeyId(); }
        std::string Wrap(const std::string& kek_id, const crypto::AesKey& key,
                         std::string_view bound) override {
            return keys.Wrap(kek_id, key, bound);
        }
        crypto::AesKey Unwrap(const std::string& kek_id, std::string_view wrapped,
                              std::string_view bound) override {
            return keys.Unwrap(kek_id, wrapped, bound);
        }
        std::vector<std::string> SearchKeyIds() override { return {}; }
        std::string KeyedHash(const std::string&, std::string_view) override { return {}; }
        KeyEncryption& keys;
        std::string current = "kek-1";
    };
    SealFor(*Process(), MakePersons(1));
    keys_.AddKey();
    Rotation().Run();
    ASSERT_THAT(Rotation().Retire(), ElementsAre("kek-1"));
    Stale stale(keys_);
    PersonKeys late(database_.Url(), stale, clock_);
    SealFor(late, MakePersons(1));
    EXPECT_EQ(Under("kek-1"), 0);
    EXPECT_EQ(Under("kek-2"), 2);
}

TEST_F(KeyRotationTest, ARetirementWaitsForWhoIsAboutToStoreAKey) {
    SealFor(*Process(), MakePersons(1));
    keys_.AddKey();
    std::vector<std::string> retired;
    std::thread retiring;
    keys_.before_wrap = [&] {  // inside the transaction that stores the key
        keys_.before_wrap = nullptr;
        Rotation().Run();
        retiring = std::thread([&] { retired = Rotation().Retire(); });
        EXPECT_TRUE(testing::WaitUntil([&] {
            return Number(
                       "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                       "AND datname = current_database()") == 1;
        }));
    };
    SealFor(*Process(), MakePersons(1));
    retiring.join();
    EXPECT_THAT(retired, IsEmpty());
    EXPECT_EQ(Under("kek-1"), 1);
    EXPECT_EQ(Rotation().Run().done, 1U);
    EXPECT_THAT(Rotation().Retire(), ElementsAre("kek-1"));
}

TEST_F(KeyRotationTest, WhoIsErasedWhileTheirKeyIsWrappedAnewStaysErased) {
    const auto persons = MakePersons(5);
    const auto sealed = SealFor(*Process(), persons);
    keys_.AddKey();
    keys_.before_wrap = [&] {
        keys_.before_wrap = nullptr;
        Process()->Erase(persons);
    };
    EXPECT_EQ(Rotation().Run().done, 0U);
    EXPECT_EQ(Number("SELECT count(*) FROM person_keys WHERE wrapped IS NOT NULL"), 0);
    EXPECT_EQ(OpenAnew(persons, sealed), std::vector<std::string>(5, "erased"));
}

TEST_F(KeyRotationTest, WhatDoesNotUnwrapIsCountedAndKeepsTheOldKey) {
    const auto persons = MakePersons(5);
    SealFor(*Process(), persons);
    Execute(
        "UPDATE person_keys SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) "
        "WHERE person_id = '" +
        persons[2].ToString() + "'");
    keys_.AddKey();
    const auto progress = Rotation().Run();
    EXPECT_EQ(progress.done, 4U);
    EXPECT_EQ(progress.failed, 1U);
    EXPECT_THAT(Rotation().Retire(), IsEmpty());
    Process()->Erase(std::vector{persons[2]});
    EXPECT_THAT(Rotation().Retire(), ElementsAre("kek-1"));
}

TEST_F(KeyRotationTest, ALockedRowIsNotWaitedFor) {
    const auto persons = MakePersons(5);
    SealFor(*Process(), persons);
    keys_.AddKey();
    postgres::Session session(database_.Url());
    {
        postgres::Transaction holding(session);
        holding.exec("SELECT FROM person_keys WHERE person_id = '" + persons[0].ToString() +
                     "' FOR UPDATE");
        EXPECT_EQ(Rotation().Run().done, 4U);
    }
    EXPECT_EQ(Rotation().Run().done, 1U);
}

}  // namespace
}  // namespace clearway::vault
