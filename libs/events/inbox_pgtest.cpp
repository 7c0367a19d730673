// SPDX-License-Identifier: Apache-2.0
// The inbox on a real PostgreSQL while two members of a group are at work, as in a rebalance.
#include <future>

#include "embedded/events_sql.h"
#include "events/events_fixture.h"

namespace clearway::events {
namespace {

using InboxMarks = std::vector<InboxMark>;

class OverlapTest : public EventsTest {
protected:
    std::vector<bool> Advance(postgres::Transaction& transaction, const InboxMarks& marks) {
        return AdvanceInbox(transaction, "consumer", marks);
    }

    // The other member's whole batch.
    std::vector<bool> AdvanceAndCommit(const InboxMarks& marks) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        const auto fresh = Advance(transaction, marks);
        transaction.commit();
        return fresh;
    }

    // Both members were handed the same fact; the second comes while the first is not committed.
    std::vector<bool> SecondOfTwo(const InboxMarks& marks) {
        postgres::Session session(database_.Url());
        postgres::Transaction first(session);
        EXPECT_EQ(Advance(first, marks), std::vector<bool>{true});
        auto second = std::async(std::launch::async, [&] { return AdvanceAndCommit(marks); });
        EXPECT_TRUE(testing::WaitUntil([&] { return SomebodyWaitsForALock(); }));
        first.commit();
        return second.get();
    }
};

InboxMark Mark(std::int32_t lane, std::int64_t sequence) {
    return {.topic = "facts",
            .partition = 0,
            .offset = sequence,
            .lane = lane,
            .lane_sequence = sequence};
}

TEST_F(OverlapTest, AFactOfAPartitionNeverSeenIsNewToOneMemberOnly) {
    EXPECT_EQ(SecondOfTwo({Mark(0, 1)}), std::vector<bool>{false});
}

TEST_F(OverlapTest, AFactOfALaneNeverSeenIsNewToOneMemberOnly) {
    AdvanceAndCommit({Mark(0, 1)});
    EXPECT_EQ(SecondOfTwo({Mark(1, 1)}), std::vector<bool>{false});
}

TEST_F(OverlapTest, TheNumberOfALaneNeverFallsAndTheOffsetMay) {
    AdvanceAndCommit({Mark(0, 9)});
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    transaction.exec_params(std::string(embedded::events_sql::kAdvanceInbox), "consumer",
                            "{facts,facts}", "{0,0}", "{-1,0}", "{4,4}");
    transaction.commit();
    EXPECT_EQ(Query("SELECT position FROM inbox WHERE lane = -1"), 4);
    EXPECT_EQ(Query("SELECT position FROM inbox WHERE lane = 0"), 9);
}

}  // namespace
}  // namespace clearway::events
