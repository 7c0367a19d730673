// SPDX-License-Identifier: Apache-2.0
// Months of transfers leave the ledger and the books go on as if they were there.
#include "postgres/retention.h"
#include "services/settlement/ledger_fixture.h"
#include "services/settlement/store/transfer_partitions.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::MakePlace;
using testing::MakePost;

core::Timestamp Noon(const std::string& day) { return *core::ParseRfc3339(day + "T12:00:00Z"); }

class LedgerRetentionTest : public testing::LedgerFixture {
protected:
    // January: 1,000 for the payer, 100 of it to the shop. February: 50 more. March: 7 more.
    void SetUp() override {
        clock.Set(Noon("2026-01-10"));
        Open("payer", 1'000);
        Open("shop");
        Pay("january", 100, "2026-01-20");
        Pay("february", 50, "2026-02-20");
        Pay("march", 7, "2026-03-20");
    }
    void TearDown() override { ExpectBooksBalance(); }

    void Pay(const std::string& name, std::int64_t cents, const std::string& day) {
        clock.Set(Noon(day));
        auto place = MakePlace(name, "payer", "shop", Eur(cents));
        place.expires_at = Noon("2027-01-01");
        ASSERT_EQ(Do<HoldReply>(place).outcome, HoldOutcome::kHeld);
        ASSERT_EQ(Do<PostReply>(MakePost(name, "payer", "shop", Eur(cents))).outcome,
                  PostOutcome::kPosted);
    }
    std::vector<postgres::Retired> Retire(int keep_months) {
        const std::vector<postgres::PartitionedTable> tables{TransferPartitions()};
        return postgres::RetirePartitions(database.Url(), tables, {.keep_months = keep_months},
                                          Noon("2026-03-25"));
    }
    StatementPage Statement(const std::string& account, const std::string& from = "",
                            const std::string& to = "") {
        StatementQuery query{
            .partner_id = "acme", .account_id = AccountNamed(account), .limit = 100};
        if (!from.empty()) query.from = Noon(from);
        if (!to.empty()) query.to = Noon(to);
        return *async::BlockOn(runtime.GetExecutor(), reader.ReadStatement(query));
    }
    using Cents = std::vector<std::int64_t>;
    static Cents Amounts(const StatementPage& page) {
        Cents amounts;
        for (const auto& line : page.lines) amounts.push_back(line.entry.amount);
        return amounts;
    }
};

TEST_F(LedgerRetentionTest, AMonthIsMadeWhenItsFirstTransferIsPosted) {
    EXPECT_EQ(Query("SELECT string_agg(relid::text, ' ' ORDER BY relid::text)"
                    " FROM pg_partition_tree('transfers') WHERE isleaf"),
              "transfers_2026_01 transfers_2026_02 transfers_2026_03");
}

TEST_F(LedgerRetentionTest, WhatLeftIsBroughtForward) {
    ASSERT_EQ(Retire(1).size(), 1u);
    ExpectBooksBalance();
    auto page = Statement("shop");
    EXPECT_EQ(page.opening_balance, 100);
    EXPECT_EQ(page.closing_balance, 157);
    EXPECT_EQ(Amounts(page), (Cents{50, 7}));
    // And once more, on top of it.
    ASSERT_EQ(Retire(0).size(), 1u);
    ExpectBooksBalance();
    page = Statement("shop");
    EXPECT_EQ(page.opening_balance, 150);
    EXPECT_EQ(Amounts(page), Cents{7});
    EXPECT_EQ(Statement("payer").opening_balance, 850);
    EXPECT_EQ(Statement("payer").closing_balance, 843);
}

TEST_F(LedgerRetentionTest, AStatementOfThePastBeginsWhereItStillCan) {
    Retire(1);
    const auto page = Statement("shop", "2026-01-01", "2026-03-01");
    EXPECT_EQ(page.opening_balance, 100);
    EXPECT_EQ(page.closing_balance, 150);
    EXPECT_EQ(Amounts(page), Cents{50});
    EXPECT_EQ(Statement("shop", "2026-01-01", "2026-01-31").lines.size(), 0u);
    EXPECT_EQ(Statement("shop", "2026-03-01").opening_balance, 150);
}

TEST_F(LedgerRetentionTest, MoneyMovesOnAndNoPaymentMovesItAgain) {
    Retire(0);
    EXPECT_EQ(Do<PostReply>(MakePost("january", "payer", "shop", Eur(100))).outcome,
              PostOutcome::kRepeated);
    EXPECT_FALSE(Do<ReleaseReply>(VoidHold{HoldOf("january")}).released);
    Pay("later", 3, "2026-03-26");
    EXPECT_EQ(At("shop").posted, 160);
    EXPECT_EQ(Amounts(Statement("shop")), (Cents{7, 3}));
}

TEST_F(LedgerRetentionTest, TheBooksBalanceBetweenBringingForwardAndLeaving) {
    const auto statement = Statement("shop");
    Query(postgres::Named(TransferPartitions().before_leaving, "transfers_2026_01"), Keep::kYes);
    ExpectBooksBalance();
    EXPECT_EQ(Statement("shop").closing_balance, statement.closing_balance);
    EXPECT_EQ(Statement("shop").opening_balance, 100);
}

TEST_F(LedgerRetentionTest, AMonthStaysWhileAWindowOfItsTransfersIsNotSettled) {
    clock.Set(Noon("2026-01-25"));
    Open("early", 100);
    Do<AccountReply>(OpenAccount{.account_id = AccountNamed("other"),
                                 .partner_id = "globex",
                                 .currency = testing::kEur,
                                 .type = AccountType::kCustomer,
                                 .sealed_holder_name = std::string(38, 'x'),
                                 .holder_country = "DE"});
    Do<BookingReply>(BookTransfers{.orders = {testing::MakeOrder("1", "early", "other", Eur(100))},
                                   .booked_by = "ops"});
    const auto kept = Retire(1);
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_NE(kept[0].stays_because, "");
    Query("UPDATE settlement_windows SET state = 'settled', closed_at = now(), settled_at = now()",
          Keep::kYes);
    EXPECT_EQ(Retire(1).at(0).stays_because, "");
}

TEST_F(LedgerRetentionTest, WhatIsBookedCannotBeChangedInItsPartitionEither) {
    for (const auto* statement : {"UPDATE transfers_2026_01 SET amount = amount + 1",
                                  "DELETE FROM transfers_2026_01", "TRUNCATE transfers_2026_01"})
        EXPECT_THROW(Query(statement), pqxx::sql_error) << statement;
}

}  // namespace
}  // namespace clearway::settlement
