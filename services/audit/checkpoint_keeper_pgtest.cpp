// SPDX-License-Identifier: Apache-2.0
// When the log is signed, and when not.
#include "services/audit/checkpoint_keeper.h"

#include <gmock/gmock.h>

#include "async/runtime.h"
#include "services/audit/log_writer.h"
#include "services/audit/offline/verify_fixture.h"
#include "services/audit/schema.h"
#include "services/audit/tamper_test_support.h"
#include "testing/test_database.h"

namespace clearway::audit {
namespace {

using namespace std::chrono_literals;

class CheckpointKeeperTest : public VerifyTest {
protected:
    CheckpointKeeperTest() { Migrate(database_.Url()); }

    std::unique_ptr<CheckpointKeeper> Keeper(const CheckpointPace& pace) {
        return std::make_unique<CheckpointKeeper>(database_.Url(), signer_, pace);
    }
    // As fast as it may be.
    CheckpointPace Often() const { return {.interval = 100ms, .kept_file = KeptFile()}; }
    std::string KeptFile() const { return (folder_ / "checkpoint").string(); }
    std::string Kept() const {
        std::ifstream file(KeptFile());
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::uint64_t Append(std::uint64_t count) {
        LogCommand command;
        const auto size = stored_.Size();
        for (auto i = size; i < size + count; ++i)
            command.facts.push_back({.mark = {}, .entry = MakeEntry(i)});
        EXPECT_TRUE(async::BlockOn(runtime_.GetExecutor(), writer_.Append(std::move(command))));
        return size + count;
    }
    std::uint64_t SignedSize() {
        const auto latest = stored_.LatestCheckpoint();
        return latest ? latest->size : 0;
    }
    bool SignedBecomes(std::uint64_t size) {
        return testing::WaitUntil([&] { return SignedSize() == size; }, 30'000);
    }
    static bool RefusedBecomes(const CheckpointKeeper& keeper, bool refused) {
        return testing::WaitUntil([&] { return keeper.Refused() == refused; }, 30'000);
    }
    static double Metric(const std::string& name) { return metrics::Gauge(name, "").Value(); }
    void Tamper(const std::string& sql) { TamperWith(database_.Url(), sql); }

    testing::TestDatabase database_{"audit", Migrations()};
    async::Runtime runtime_{1};
    LogWriter writer_{database_.Url()};
    StoredLog stored_{database_.Url()};
};

TEST_F(CheckpointKeeperTest, SignsWhatWasAddedAndKeepsTheNoteOutsideTheDatabase) {
    const auto keeper = Keeper(Often());
    Append(300);
    ASSERT_TRUE(SignedBecomes(300));
    Append(1);
    ASSERT_TRUE(SignedBecomes(301));
    EXPECT_TRUE(testing::WaitUntil([&] { return Kept() == stored_.LatestCheckpoint()->note; }));
    EXPECT_TRUE(merkle::OpenCheckpoint(Kept(), signer_.key.Public(), "clearway/audit").checkpoint);
}

TEST_F(CheckpointKeeperTest, SignsBeforeItsTimeWhenEnoughHasComeIn) {
    const auto keeper = Keeper({.interval = 1h, .entries = 100});
    // The first comes with the start, of whatever is there.
    ASSERT_TRUE(testing::WaitUntil([&] { return stored_.LatestCheckpoint().has_value(); }));
    keeper->Grown(Append(100));
    EXPECT_TRUE(SignedBecomes(100));
}

TEST_F(CheckpointKeeperTest,
       ARowThatWasAlteredIsFoundAtTheNextSigningAndSigningGoesOnOnceItIsMended) {
    const auto keeper = Keeper(Often());
    Append(300);
    ASSERT_TRUE(SignedBecomes(300));
    Tamper("UPDATE audit_entries SET version = version + 5 WHERE sequence = 17");
    ASSERT_TRUE(RefusedBecomes(*keeper, true));
    EXPECT_EQ(Metric("clearway_audit_signing_refused"), 1);
    Append(10);
    const auto refused = metrics::Counter("clearway_audit_signings_refused_total", "").Value();
    ASSERT_TRUE(testing::WaitUntil([&] {
        return metrics::Counter("clearway_audit_signings_refused_total", "").Value() >= refused + 3;
    }));
    EXPECT_EQ(SignedSize(), 300U);
    Tamper("UPDATE audit_entries SET version = version - 5 WHERE sequence = 17");
    ASSERT_TRUE(RefusedBecomes(*keeper, false));
    EXPECT_TRUE(SignedBecomes(310));
    EXPECT_EQ(Metric("clearway_audit_signing_refused"), 0);
}

TEST_F(CheckpointKeeperTest, ALogThatWasBegunAnewIsHeldToTheNoteThatWasKept) {
    {
        const auto keeper = Keeper(Often());
        Append(300);
        ASSERT_TRUE(SignedBecomes(300));
        ASSERT_TRUE(testing::WaitUntil([&] { return !Kept().empty(); }));
    }
    const auto kept = Kept();
    Tamper("DELETE FROM audit_entries; DELETE FROM audit_tiles; DELETE FROM audit_checkpoints");
    {
        const auto keeper = Keeper(Often());
        EXPECT_TRUE(RefusedBecomes(*keeper, true));
        EXPECT_EQ(Kept(), kept);
    }
    // Without the note nobody would know.
    std::filesystem::remove(KeptFile());
    const auto keeper = Keeper(Often());
    EXPECT_TRUE(testing::WaitUntil([&] { return stored_.LatestCheckpoint().has_value(); }));
}

TEST_F(CheckpointKeeperTest, ACheckpointByAnotherKeyIsNotTakenUp) {
    const auto other = crypto::PrivateKey::Generate();
    Append(10);
    stored_.AddCheckpoint(
        10, merkle::SignCheckpoint({.origin = "clearway/audit",
                                    .tree = {.size = 10, .root = merkle::Tree(stored_).Root(10)}},
                                   other));
    {
        const auto keeper = Keeper(Often());
        EXPECT_TRUE(RefusedBecomes(*keeper, true));
        Append(10);
        EXPECT_EQ(SignedSize(), 10U);
    }
    CheckpointKeeper keeper(
        database_.Url(), {.origin = "clearway/audit", .key = signer_.key, .former = other.Public()},
        Often());
    EXPECT_TRUE(SignedBecomes(20));
    EXPECT_FALSE(keeper.Refused());
}

}  // namespace
}  // namespace clearway::audit
