// SPDX-License-Identifier: Apache-2.0
// Holds that are committed to rails, as the ledger stores them.
#include "services/settlement/ledger_fixture.h"
#include "services/settlement/rail_parts.h"
#include "services/settlement/rails/routing_file.h"
#include "services/settlement/store/rails/open_rails.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kEur;
using testing::MakeId;
using testing::MakePlace;
using testing::PaymentNamed;

class LedgerRailsTest : public testing::LedgerFixture {
protected:
    void SetUp() override { Open("payer", 10'000); }
    void TearDown() override { ExpectBooksBalance(); }

    void Commit(const std::string& payment, std::int64_t held, std::int64_t cents) {
        ASSERT_EQ(Do<HoldReply>(MakePlace(payment, "payer", "", Eur(held))).outcome,
                  HoldOutcome::kHeld);
        ASSERT_EQ(Do<PostReply>(CommandOf(payment, cents)).outcome, PostOutcome::kCommitted);
    }
    static CommitHold CommandOf(const std::string& payment, std::int64_t cents) {
        return {.hold_id = HoldOf(payment),
                .payment_id = PaymentNamed(payment),
                .debtor = AccountNamed("payer"),
                .amount = Eur(cents),
                .creditor_country = "FR"};
    }
    static ReturnTransfer Return(const std::string& payment) {
        return {MakeId<core::TransferId>("return " + payment), HoldOf(payment), kEur, {"AC06"}};
    }
    std::string StateOf(const std::string& payment) {
        return Query("SELECT state FROM holds WHERE id = '" + HoldOf(payment).ToString() + "'");
    }
    // As another process says it, which remembers nothing.
    PostOutcome Elsewhere(const auto& what) {
        const auto outcomes = Batch({Command{.what = what}});
        return std::get<PostReply>(*outcomes.at(0)).outcome;
    }
};

TEST_F(LedgerRailsTest, CommittedFundsAreCountedByTheProofOfTheBooks) {
    Commit("p", 6'000, 2'500);
    EXPECT_EQ(At("payer").held, 2'500);
    EXPECT_EQ(StateOf("p"), "committed");
    ExpectBooksBalance();
    Query("UPDATE holds SET committed = 2400 RETURNING 1", Keep::kYes);
    EXPECT_FALSE(async::BlockOn(runtime.GetExecutor(), usecase::GetTrialBalance(reader))->balanced);
    Query("UPDATE holds SET committed = 2500 RETURNING 1", Keep::kYes);
}

TEST_F(LedgerRailsTest, WhatOneProcessCommittedAnotherPostsRefusesAndReturns) {
    Commit("paid", 6'000, 6'000);
    Commit("refused", 1'000, 1'000);
    EXPECT_EQ(Elsewhere(PostCommittedHold{HoldOf("paid"), kEur}), PostOutcome::kPosted);
    EXPECT_EQ(Elsewhere(RefuseHold{HoldOf("refused"), {"AC04"}}), PostOutcome::kRefused);
    EXPECT_EQ(At("payer").posted, 4'000);
    EXPECT_EQ(At("payer").held, 0);
    // This one remembers the holds as committed, and finds out.
    EXPECT_EQ(Do<PostReply>(PostCommittedHold{HoldOf("refused"), kEur}).outcome,
              PostOutcome::kRepeated);
    EXPECT_EQ(Elsewhere(Return("paid")), PostOutcome::kReturned);
    EXPECT_EQ(Do<PostReply>(Return("paid")).outcome, PostOutcome::kRepeated);
    EXPECT_EQ(At("payer").posted, 10'000);
    EXPECT_EQ(StateOf("paid"), "returned");
}

TEST_F(LedgerRailsTest, WhatComesBackForAClosedAccountIsInSuspenseOnce) {
    Commit("p", 10'000, 10'000);
    Do<PostReply>(PostCommittedHold{HoldOf("p"), kEur});
    Do<AccountReply>(CloseAccount{AccountNamed("payer"), "acme"});
    EXPECT_EQ(Elsewhere(Return("p")), PostOutcome::kReturned);
    EXPECT_EQ(Do<PostReply>(Return("p")).outcome, PostOutcome::kRepeated);
    EXPECT_EQ(Query("SELECT posted FROM accounts WHERE type = 'suspense'"), "10000");
}

TEST_F(LedgerRailsTest, ATableWithoutTheRailOfAnOpenPaymentIsNotTaken) {
    const auto table = rails::ReadRoutingFile(R"({
      "id": "routing", "version": "1",
      "rails": [{"name": "instant", "kind": "instant", "cost": {"EUR": 20}}],
      "rules": [{"id": "all", "rails": ["instant"]}]})");
    ASSERT_TRUE(table.table);
    auto other = *table.table;
    other.rails[0].name = "batch";
    const auto start = [this](const rails::RoutingTable* routing) {
        RequireRailsOfOpenPayments(database.Url(), routing);
    };
    EXPECT_NO_THROW(start(nullptr));
    Commit("p", 100, 100);  // no rail is chosen yet
    EXPECT_THROW(start(nullptr), std::runtime_error);
    EXPECT_NO_THROW(start(&other));
    Query(
        "INSERT INTO rail_transfers (id, payment_id, partner_id, debtor, currency, amount,"
        " creditor_country, state, recall, lane, rail, rule, attempts, enquiries, enquiries_before,"
        " recalls, message_digest, reason_code, reason_text, return_id, proposal, proposal_reason,"
        " proposed_by, version, created_at)"
        " SELECT id, payment_id, 'acme', debtor, 'EUR', 100, 'FR', 3, 0, 'instant', 'instant', "
        "'r', 1, 0, 0, "
        "0,"
        " '', '', '', '', 0, '', '', 1, now() FROM holds RETURNING 1",
        Keep::kYes);
    EXPECT_NO_THROW(start(&*table.table));
    const auto waiting = async::BlockOn(
        runtime.GetExecutor(),
        readers.Read<RailsWaiting>([](auto& transaction) -> core::Result<RailsWaiting> {
            return CountWaiting(transaction);
        }));
    ASSERT_TRUE(waiting);
    EXPECT_EQ(waiting->open, 1);
    EXPECT_EQ(waiting->unknown, 0);
    EXPECT_TRUE(waiting->oldest);
    try {
        start(&other);
        ADD_FAILURE() << "it was taken";
    } catch (const std::runtime_error& refused) {
        EXPECT_NE(std::string(refused.what()).find("1 payments wait for the rail instant"),
                  std::string::npos);
    }
    Query("UPDATE rail_transfers SET state = 1, attempts = 0, cut_off = now() RETURNING 1",
          Keep::kYes);
    EXPECT_THROW(start(&*table.table),
                 std::runtime_error);  // gathered, and the rail takes no files
    Query(
        "UPDATE rail_transfers SET state = 3, attempts = 1, rail = 'instant', cut_off = NULL "
        "RETURNING 1",
        Keep::kYes);
    Do<PostReply>(PostCommittedHold{HoldOf("p"), kEur});
    EXPECT_NO_THROW(start(nullptr));
}

}  // namespace
}  // namespace clearway::settlement
