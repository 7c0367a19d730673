// SPDX-License-Identifier: Apache-2.0
// The inbox on a real PostgreSQL while two members of a group are at work, as in a rebalance.
#include <future>
#include <optional>

#include "embedded/events_sql.h"
#include "events/events_fixture.h"

namespace clearway::events {
namespace {

using InboxMarks = std::vector<InboxMark>;

class OverlapTest : public EventsTest {
protected:
    static std::vector<bool> Advance(postgres::Transaction& transaction, const InboxMarks& marks) {
        return Inbox().Advance(transaction, "consumer", marks);
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

// A member that goes on with the positions which it stored last.
class Member {
public:
    explicit Member(const std::string& database_url) : session_(database_url) {}

    std::vector<bool> Advance(const InboxMarks& marks) {
        transaction_.emplace(session_);
        inbox_.Begin();
        return inbox_.Advance(*transaction_, "consumer", marks);
    }
    void Commit() {
        transaction_->commit();
        transaction_.reset();
        inbox_.Committed();
    }
    void RollBack() { transaction_.reset(); }
    std::vector<bool> AdvanceAndCommit(const InboxMarks& marks) {
        auto fresh = Advance(marks);
        Commit();
        return fresh;
    }

private:
    postgres::Session session_;
    Inbox inbox_;
    std::optional<postgres::Transaction> transaction_;
};

TEST_F(OverlapTest, WhatAMemberRemembersIsNotTakenForWhatAnotherHasDone) {
    Member first(database_.Url()), second(database_.Url());
    first.AdvanceAndCommit({Mark(0, 1)});
    second.AdvanceAndCommit({Mark(0, 2)});
    // Both remember: the first that 1 was the last, which it no longer is.
    EXPECT_THROW(first.Advance({Mark(0, 2), Mark(0, 3)}), postgres::RetryBatch);
    first.RollBack();
    EXPECT_EQ(first.AdvanceAndCommit({Mark(0, 2), Mark(0, 3)}), (std::vector<bool>{false, true}));
    EXPECT_EQ(Query("SELECT position FROM inbox WHERE lane = 0"), 3);
    EXPECT_EQ(Query("SELECT position FROM inbox WHERE lane = -1"), 4);
}

TEST_F(OverlapTest, OfTwoThatRememberTheSameOneWaitsAndDecidesAgain) {
    Member first(database_.Url()), second(database_.Url());
    first.AdvanceAndCommit({Mark(0, 1)});
    EXPECT_EQ(second.AdvanceAndCommit({Mark(0, 1)}), std::vector<bool>{false});
    EXPECT_EQ(first.Advance({Mark(0, 2)}), std::vector<bool>{true});
    auto late = std::async(std::launch::async, [&] { return second.Advance({Mark(0, 2)}); });
    EXPECT_TRUE(testing::WaitUntil([&] { return SomebodyWaitsForALock(); }));
    first.Commit();
    EXPECT_THROW(late.get(), postgres::RetryBatch);
    second.RollBack();
    EXPECT_EQ(second.AdvanceAndCommit({Mark(0, 2)}), std::vector<bool>{false});
}

TEST_F(OverlapTest, ALaneThatAppearsIsMetByOneThatRemembersOthers) {
    Member first(database_.Url()), second(database_.Url());
    first.AdvanceAndCommit({Mark(0, 1)});
    second.AdvanceAndCommit({Mark(1, 1)});
    EXPECT_EQ(first.AdvanceAndCommit({Mark(1, 1), Mark(1, 2)}), (std::vector<bool>{false, true}));
}

TEST_F(OverlapTest, WhatWasRolledBackIsNotRemembered) {
    Member member(database_.Url());
    member.AdvanceAndCommit({Mark(0, 1)});
    EXPECT_EQ(member.Advance({Mark(0, 2)}), std::vector<bool>{true});
    member.RollBack();
    EXPECT_EQ(member.AdvanceAndCommit({Mark(0, 2)}), std::vector<bool>{true});
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
