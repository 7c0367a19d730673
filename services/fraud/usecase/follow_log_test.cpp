// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/follow_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include "services/fraud/features/feature_snapshot.h"
#include "services/fraud/usecase/log_fixture.h"

namespace clearway::fraud {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<LogEntry> MakeEntries(int count) {
    std::mt19937 random(5);
    std::vector<LogEntry> entries;
    std::int64_t sequence = 0;
    auto at = *core::ParseRfc3339("2026-03-01T12:00:00Z");
    for (int i = 0; i < count; ++i) {
        sequence += 1 + random() % 3;  // numbers that were taken by what was rolled back
        at += std::chrono::seconds(random() % 900);
        if (i > 10 && random() % 8 == 0) {
            entries.push_back({sequence, LogEntry::Kind::kReport, entries[random() % 10].attempt});
            continue;
        }
        Attempt attempt{.payment_id = core::PaymentId(EntityKeyOf("payment " + std::to_string(i))),
                        .payer = EntityKeyOf("payer " + std::to_string(random() % 20)),
                        .payee = EntityKeyOf("payee " + std::to_string(random() % 9)),
                        .device = std::nullopt,
                        .terminal = std::nullopt,
                        .amount = core::Money(*core::Currency::Parse("EUR"), 1 + random() % 50'000),
                        // Some come late, and some clocks are wrong.
                        .created_at = i % 97 == 5 ? core::FromMicros(-1)
                                                  : at - std::chrono::hours(i % 11 == 0 ? 3 : 0)};
        if (random() % 2 == 0) attempt.device = EntityKeyOf("device");
        entries.push_back({sequence, LogEntry::Kind::kAttempt, attempt});
    }
    return entries;
}

class FollowLog : public testing::Test {
protected:
    FollowLog() {
        log_.entries = MakeEntries(600);
        log_.visible = log_.entries.size();
        fs::remove_all(folder_);
    }
    ~FollowLog() override { fs::remove_all(folder_); }

    std::string Follow(RestoredState state, std::int64_t read_at_once = 10'000) {
        LogFollower follower(
            log_, state.position,
            [&](auto entries) {
                for (const auto& entry : entries) ApplyEntry(state.engine, entry);
            },
            read_at_once);
        follower.CatchUp();
        EXPECT_EQ(follower.Position(), log_.End());
        return state.engine.StateHash();
    }
    RestoredState Restore() { return RestoreState(folder_, log_, table_, kEntities); }
    std::string FromNothing() { return Follow({FeatureEngine(table_, kEntities), 0}); }
    RestoredSnapshot Load() {
        return LoadSnapshot(folder_, log_.Identity(), log_.End(), table_, kEntities);
    }
    fs::path SnapshotOf(std::size_t visible) {
        const auto all = std::exchange(log_.visible, visible);
        auto path = MakeSnapshot(folder_, log_, table_, kEntities);
        log_.visible = all;
        return path;
    }

    static constexpr std::size_t kEntities = 15;  // fewer than there are: some are forgotten
    const FeatureTable& table_ = FeatureTable::Default();
    const fs::path folder_ =
        fs::path(testing::TempDir()) /
        ("snapshots-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    FakeLog log_;
};

TEST_F(FollowLog, AnyBatchesAndAnyRestartsMakeTheSameState) {
    const auto expected = FromNothing();
    for (const auto read_at_once : {1, 7, 100})
        EXPECT_EQ(Follow({FeatureEngine(table_, kEntities), 0}, read_at_once), expected);
    std::mt19937 random(9);
    for (std::size_t at = 1; at < log_.entries.size(); at += 1 + random() % 60) {
        SnapshotOf(at);  // made from the one before
        const auto state = Restore();
        EXPECT_EQ(state.position, log_.entries[at - 1].sequence);
        EXPECT_EQ(Follow(Restore()), expected) << at;
    }
    log_.entries.pop_back();
    --log_.visible;
    EXPECT_NE(FromNothing(), expected) << "a hash that sees no difference is none";
}

TEST_F(FollowLog, TheNewestTwoSnapshotsStay) {
    SnapshotOf(100);
    const auto second = SnapshotOf(200);
    const auto third = SnapshotOf(300);
    std::vector<fs::path> left;
    for (const auto& entry : fs::directory_iterator(folder_)) left.push_back(entry.path());
    std::ranges::sort(left);
    EXPECT_THAT(left, ElementsAre(second, third));
}

TEST_F(FollowLog, ADamagedSnapshotIsRefusedAndTheOneBeforeServes) {
    const auto expected = FromNothing();
    SnapshotOf(200);
    const auto newest = SnapshotOf(400);
    std::ifstream in(newest, std::ios::binary);
    const std::string whole(std::istreambuf_iterator<char>(in), {});
    const auto write = [&](const std::string& bytes) {
        std::ofstream(newest, std::ios::binary | std::ios::trunc) << bytes;
    };
    std::mt19937 random(4);
    for (int i = 0; i < 60; ++i) {
        auto damaged = whole;
        if (i % 3 == 0) {
            damaged.resize(random() % whole.size());
        } else if (i % 3 == 1) {
            damaged[random() % whole.size()] ^= static_cast<char>(1 << random() % 8);
        } else {
            damaged += "more";
        }
        write(damaged);
        EXPECT_EQ(Load().refused.size(), 1U) << i;
        EXPECT_EQ(Load().position, log_.entries[199].sequence) << i;
    }
    EXPECT_EQ(Follow(Restore()), expected);
    write(whole);
    EXPECT_THAT(Load().refused, IsEmpty());
}

TEST_F(FollowLog, ASnapshotOfAnotherLogOrAnotherPastIsRefused) {
    SnapshotOf(200);
    log_.visible = 100;  // the database was restored from a backup
    EXPECT_THAT(Load().refused, ElementsAre(HasSubstr("the log ends before it")));
    log_.visible = 300;
    log_.identity = EntityKeyOf("another log");
    EXPECT_THAT(Load().refused, ElementsAre(HasSubstr("another database")));
    EXPECT_EQ(Restore().position, 0);
    const auto expected = FromNothing();
    EXPECT_EQ(Follow(Restore()), expected);
}

TEST_F(FollowLog, AKillDuringASnapshotLeavesOneThatServes) {
    const auto expected = FromNothing();
    std::mt19937 random(2);
    int killed = 0;
    for (int i = 0; i < 25; ++i) {
        fs::remove_all(folder_);
        SnapshotOf(100);
        const auto child = fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            for (std::size_t at = 101; at < log_.entries.size(); ++at) SnapshotOf(at);
            _exit(0);  // not reached: it takes far longer than the child lives
        }
        // Any moment serves: the child does nothing but write snapshots.
        const auto end =
            std::chrono::steady_clock::now() + std::chrono::microseconds(random() % 30'000);
        while (std::chrono::steady_clock::now() < end) std::this_thread::yield();
        kill(child, SIGKILL);
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        killed += WIFSIGNALED(status) ? 1 : 0;
        EXPECT_THAT(Load().refused, IsEmpty()) << i;
        EXPECT_GT(Load().position, 0);
        EXPECT_EQ(Follow(Restore()), expected) << i;
    }
    EXPECT_EQ(killed, 25);
}

}  // namespace
}  // namespace clearway::fraud
