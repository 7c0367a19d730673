// SPDX-License-Identifier: Apache-2.0
// Two processes write one ledger: what one remembers of its rows is not taken for what the other did.
#include "services/settlement/ledger_fixture.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::MakeId;
using testing::MakePlace;
using testing::MakePost;

class LedgerMemoryTest : public testing::LedgerFixture {
protected:
    // The writer's last batch touched both accounts and the payer's hold "first" of 100.
    void SetUp() override {
        Open("payer", 1'000);
        Open("shop");
        EXPECT_EQ(Place("first", 100).outcome, HoldOutcome::kHeld);
    }
    void TearDown() override { ExpectBooksBalance(); }

    // A writer that was mistaken reads all for a while (postgres::Remembered).
    void LetPass() {
        for (int batch = 0; batch < 64; ++batch) Do<ReleaseReply>(VoidHold{HoldOf("none")});
    }
    HoldReply Place(const std::string& name, std::int64_t cents) {
        return Do<HoldReply>(MakePlace(name, "payer", "shop", Eur(cents)));
    }
    template <class What>
    Outcome Elsewhere(What what) {
        return async::BlockOn(runtime.GetExecutor(),
                              other_runner.Submit(Command{.what = std::move(what)}));
    }

    events::Outbox other_outbox{{.service = "settlement-test",
                                 .instance = "settlement-test-1",
                                 .database_url = database.Url(),
                                 .kafka_brokers = clearway::testing::TestKafkaBrokers()}};
    LedgerStore other_store{clock, ToEvent, database.Url()};
    LedgerRunner other_runner{{.name = "other", .database_url = database.Url()},
                              other_outbox,
                              [this](auto& transaction, auto commands, auto& sink) {
                                  return other_store.Apply(transaction, commands, sink);
                              },
                              [this] { other_store.Committed(); }};
};

TEST_F(LedgerMemoryTest, FundsThatAnotherProcessReservedAreNotReservedAgain) {
    ASSERT_TRUE(Elsewhere(MakePlace("second", "payer", "shop", Eur(900))));
    EXPECT_EQ(Place("third", 1).refusal, Refusal::kInsufficientFunds);
    EXPECT_EQ(At("payer").held, 1'000);
}

TEST_F(LedgerMemoryTest, ARefusalRestsOnWhatIsThere) {
    ASSERT_TRUE(Elsewhere(CreditFromClearing{MakeId<core::TransferId>("more"), "acme",
                                             AccountNamed("payer"), Eur(500)}));
    EXPECT_EQ(Place("second", 1'400).outcome, HoldOutcome::kHeld);
}

TEST_F(LedgerMemoryTest, AHoldThatAnotherProcessPlacedIsFoundWhenItIsAskedForAgain) {
    const auto order = MakePlace("second", "payer", "shop", Eur(300));
    ASSERT_TRUE(Elsewhere(order));
    EXPECT_EQ(Do<HoldReply>(order).outcome, HoldOutcome::kHeld);
    EXPECT_EQ(At("payer").held, 400);
}

TEST_F(LedgerMemoryTest, AHoldThatAnotherProcessPlacedIsReleasedHere) {
    ASSERT_TRUE(Elsewhere(MakePlace("second", "payer", "shop", Eur(300))));
    // The payer is remembered with less held than this hold gives back.
    EXPECT_TRUE(Do<ReleaseReply>(VoidHold{HoldOf("second")}).released);
    EXPECT_EQ(At("payer").held, 100);
}

TEST_F(LedgerMemoryTest, AlsoWhenThereWouldBeNoFundsForAnother) {
    const auto order = MakePlace("second", "payer", "shop", Eur(900));
    ASSERT_TRUE(Elsewhere(order));
    // The other process's doing is known after this, that hold is not: nothing was read of it.
    EXPECT_EQ(Place("third", 1).refusal, Refusal::kInsufficientFunds);
    LetPass();
    EXPECT_EQ(Place("fourth", 1).refusal, Refusal::kInsufficientFunds);
    EXPECT_EQ(Do<HoldReply>(order).outcome, HoldOutcome::kHeld);
}

TEST_F(LedgerMemoryTest, NothingIsHeldForACreditorThatAnotherProcessClosed) {
    ASSERT_TRUE(Elsewhere(CloseAccount{AccountNamed("shop"), "acme"}));
    EXPECT_EQ(Place("second", 1).refusal, Refusal::kCreditorClosed);
}

TEST_F(LedgerMemoryTest, AHoldThatAnotherProcessEndedIsPostedFromWhatIsAvailable) {
    ASSERT_TRUE(Elsewhere(VoidHold{HoldOf("first")}));
    ASSERT_TRUE(Elsewhere(MakePlace("second", "payer", "shop", Eur(950))));
    const auto posted = Do<PostReply>(MakePost("first", "payer", "shop", Eur(100)));
    EXPECT_EQ(posted.outcome, PostOutcome::kRefused);
    EXPECT_EQ(Do<PostReply>(MakePost("second", "payer", "shop", Eur(950))).outcome,
              PostOutcome::kPosted);
    EXPECT_EQ(At("payer").posted, 50);
    EXPECT_EQ(At("payer").held, 0);
}

TEST_F(LedgerMemoryTest, AHoldThatAnotherProcessPostedIsPostedOnce) {
    ASSERT_TRUE(Elsewhere(MakePost("first", "payer", "shop", Eur(100))));
    EXPECT_EQ(Do<PostReply>(MakePost("first", "payer", "shop", Eur(100))).outcome,
              PostOutcome::kRepeated);
    EXPECT_FALSE(Do<ReleaseReply>(VoidHold{HoldOf("first")}).released);
    EXPECT_EQ(At("shop").posted, 100);
}

}  // namespace
}  // namespace clearway::settlement
