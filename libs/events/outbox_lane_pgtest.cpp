// SPDX-License-Identifier: Apache-2.0
// A lane that changes hands while its facts are under way: no number of one lane counts for another.
#include <algorithm>
#include <future>

#include "events/outbox_fixture.h"
#include "events/outbox_state.h"

namespace clearway::events {
namespace {

class LaneTest : public OutboxTest {
protected:
    // Another process takes the lane, and is at work.
    void TakeOver() const {
        Execute("UPDATE outbox_lanes SET instance = 'two', epoch = epoch + 1, "
                "lease_until = now() + interval '1 hour' WHERE lane = 0");
    }

    // Facts of the new lane, none so far, are all that counts then.
    static bool AwaitNewLane(const Outbox& outbox) {
        return testing::WaitUntil([&] { return outbox.Unpublished() == 0; }, 30'000);
    }

    bool AwaitWaiting(const std::string& mode) const {
        return testing::WaitUntil([&] {
            return Query("SELECT count(*) FROM pg_locks WHERE relation = 'events'::regclass AND mode = '" +
                         mode + "' AND NOT granted") > 0;
        }, 20'000);
    }
};

TEST_F(LaneTest, ARestartedProcessWaitsForWhatItsFormerOneHasUnderWay) {
    postgres::Session session(database_.Url());
    const auto lane = AcquireLane(session, "one");
    postgres::Transaction former(session);
    AppendToLane(former, lane, {Fact()});
    auto restarted = std::async(std::launch::async, [&] {
        postgres::Session own(database_.Url());
        return AcquireLane(own, "one");
    });
    EXPECT_TRUE(testing::WaitUntil([&] { return SomebodyWaitsForALock(); }));
    former.commit();
    const auto taken = restarted.get();
    EXPECT_EQ(taken.number, lane.number);
    EXPECT_EQ(taken.last_sequence, 1);
}

TEST_F(LaneTest, WhatWasCommittedOnAFormerLaneDoesNotCountForTheNewOne) {
    Outbox outbox(Options("127.0.0.1:1"));  // nobody answers there: all stays unpublished
    Publish(outbox);
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    outbox.Append(transaction, {Fact()});
    transaction.commit();
    TakeOver();
    ASSERT_TRUE(AwaitNewLane(outbox));
    outbox.Committed();
    EXPECT_EQ(outbox.Unpublished(), 0);
}

TEST_F(LaneTest, ALateReportOfAFormerLaneDoesNotCountForTheNewOne) {
    postgres::Session session(database_.Url());
    OutboxState state(Options("127.0.0.1:1"));
    state.Acquire(session);
    const auto former = state.generation;
    TakeOver();
    state.lane_lost = true;
    state.Acquire(session);
    ASSERT_EQ(state.lane.number, 1);
    state.OnDelivered(former, 1, true);
    EXPECT_EQ(state.lane.published_sequence, 0);
    state.OnDelivered(state.generation, 1, true);
    EXPECT_EQ(state.lane.published_sequence, 1);
}

TEST_F(LaneTest, WhatWasLoadedOfAFormerLaneDoesNotLeaveOnTheNewOne) {
    postgres::Session session(database_.Url());
    AcquireLane(session, "one");
    AcquireLane(session, "other");
    Execute("UPDATE outbox_lanes SET lease_until = now() - interval '1 second' WHERE lane = 1");
    Outbox outbox(Options());  // lane 0 with epoch 2, as lane 1 will have: only the numbers differ
    const auto append = [&](std::vector<NewEvent> facts) {
        postgres::Transaction rolled_back(session);
        outbox.Append(rolled_back, std::move(facts));
    };
    append({Fact()});
    // A fact that the keeper finds by itself. It is held up as it loads it.
    postgres::Session second(database_.Url()), third(database_.Url());
    postgres::Transaction untold(second), lock(third);
    AppendToLane(untold, {.number = 0, .epoch = 2}, {Fact()});
    auto locked = std::async(std::launch::async,
                             [&] { lock.exec("LOCK TABLE events IN ACCESS EXCLUSIVE MODE"); });
    ASSERT_TRUE(AwaitWaiting("AccessExclusiveLock"));
    untold.commit();
    locked.get();
    ASSERT_TRUE(AwaitWaiting("AccessShareLock"));
    TakeOver();
    EXPECT_THROW(append({}), LaneLost);        // it looks whether the fact rolled back is there
    EXPECT_THROW(append({Fact()}), LaneLost);  // it takes another lane
    ASSERT_EQ(Query("SELECT epoch FROM outbox_lanes WHERE lane = 1"), 2);
    lock.abort();

    EndLease();
    const auto received = ReadTopic([](const Received& so_far) {
        return !so_far.empty() && so_far.back().lane == 0;
    });
    ASSERT_FALSE(received.empty());
    EXPECT_TRUE(std::ranges::all_of(received, [](const auto& event) { return event.lane == 0; }));
}

}  // namespace
}  // namespace clearway::events
