// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "services/settlement/domain/invariants.h"
#include "services/settlement/domain/ledger_builder.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::kNow;
using testing::MakeAccount;
using testing::MakeId;
using testing::MakeOrder;
using testing::MakePlace;
using testing::MakePost;

constexpr auto kPosted = BookingOutcome::kPosted;
constexpr auto kReplayed = BookingOutcome::kReplayed;

class DecideBookingTest : public ::testing::Test {
protected:
    DecideBookingTest() {
        testing::LoadUsualAccounts(ledger_);
        auto rail = MakeAccount("rail", 500);
        rail.type = AccountType::kClearing;
        ledger_.LoadAccount(rail);
    }
    void TearDown() override { EXPECT_NO_THROW(CheckInvariants(ledger_)); }

    std::vector<BookedOrder> Book(std::vector<TransferOrder> orders) {
        const BookTransfers command{.orders = std::move(orders), .booked_by = "ops"};
        return std::get<BookingReply>(*Decide(command, ledger_)).orders;
    }
    std::optional<Refusal> RefusalOf(const TransferOrder& order) {
        const auto booked = Book({order}).front();
        EXPECT_EQ(booked.outcome, BookingOutcome::kRefused);
        return booked.refusal;
    }
    std::int64_t Posted(const std::string& name) {
        return ledger_.FindAccount(AccountNamed(name))->posted;
    }
    const TransfersPosted& LastFact() {
        return std::get<TransfersPosted>(ledger_.Facts().back().what);
    }

    Ledger ledger_{kNow};
};

TEST_F(DecideBookingTest, EveryGateRefusesItsOrderAlone) {
    const std::pair<TransferOrder, Refusal> gates[] = {
        {MakeOrder("1", "payer", "payer", Eur(1)), Refusal::kSameAccount},
        {MakeOrder("2", "nobody", "shop", Eur(1)), Refusal::kUnknownAccount},
        {MakeOrder("3", "rail", "shop", Eur(1)), Refusal::kUnknownAccount},
        {MakeOrder("4", "payer", "nobody", Eur(1)), Refusal::kUnknownAccount},
        {MakeOrder("5", "closed", "shop", Eur(1)), Refusal::kDebtorClosed},
        {MakeOrder("6", "payer", "closed", Eur(1)), Refusal::kCreditorClosed},
        {MakeOrder("7", "yen", "shop", Eur(1)), Refusal::kCurrencyMismatch},
        {MakeOrder("8", "payer", "yen", Eur(1)), Refusal::kCurrencyMismatch},
        {MakeOrder("9", "payer", "shop", Eur(10'001)), Refusal::kInsufficientFunds},
        {MakeOrder("10", "payer", "full", Eur(1)), Refusal::kBalanceLimit},
    };
    std::vector<TransferOrder> all;
    for (const auto& [order, refusal] : gates) {
        EXPECT_EQ(RefusalOf(order), refusal);
        all.push_back(order);
    }
    EXPECT_TRUE(ledger_.Facts().empty());
    EXPECT_TRUE(ledger_.TouchedAccounts().empty());
    all.push_back(MakeOrder("good", "payer", "shop", Eur(10'000)));
    EXPECT_EQ(Book(all).back().outcome, kPosted);
    EXPECT_EQ(Posted("shop"), 10'000);
}

TEST_F(DecideBookingTest, LaterOrdersSeeWhatEarlierOnesDid) {
    const auto booked = Book(
        {MakeOrder("a", "payer", "shop", Eur(6'000)), MakeOrder("b", "payer", "shop", Eur(6'000)),
         MakeOrder("c", "shop", "payer", Eur(5'000)), MakeOrder("d", "payer", "shop", Eur(6'000)),
         MakeOrder("e", "shop", "shop", Eur(1))});
    EXPECT_EQ(booked[0].outcome, kPosted);
    EXPECT_EQ(booked[1].refusal, Refusal::kInsufficientFunds);
    EXPECT_EQ(booked[2].outcome, kPosted);
    EXPECT_EQ(booked[3].outcome, kPosted);
    EXPECT_EQ(booked[4].refusal, Refusal::kSameAccount);
    EXPECT_EQ(Posted("payer"), 3'000);
    EXPECT_EQ(Posted("shop"), 7'000);
    EXPECT_EQ(ledger_.FindAccount(AccountNamed("payer"))->last_entry, 3);
}

TEST_F(DecideBookingTest, AnIdMovesMoneyOnceAndOnlyAsItFirstDid) {
    const auto order = MakeOrder("a", "payer", "shop", Eur(100));
    const auto booked = Book({order, order, MakeOrder("a", "payer", "shop", Eur(101)),
                              MakeOrder("a", "shop", "payer", Eur(100))});
    EXPECT_EQ(booked[0].outcome, kPosted);
    EXPECT_EQ(booked[1].outcome, kReplayed);
    EXPECT_EQ(booked[2].refusal, Refusal::kOtherTransfer);
    EXPECT_EQ(booked[3].refusal, Refusal::kOtherTransfer);
    EXPECT_EQ(Book({order}).front().outcome, kReplayed);
    EXPECT_EQ(Posted("shop"), 100);
    EXPECT_EQ(ledger_.Facts().size(), 1u);
}

TEST_F(DecideBookingTest, ARefusedOrderMayBePostedLater) {
    const auto order = MakeOrder("a", "shop", "payer", Eur(100));
    EXPECT_EQ(RefusalOf(order), Refusal::kInsufficientFunds);
    EXPECT_EQ(Book({MakeOrder("b", "payer", "shop", Eur(100)), order}).back().outcome, kPosted);
}

TEST_F(DecideBookingTest, APaymentsTransferIsNoOrders) {
    ASSERT_TRUE(Decide(MakePlace("p", "payer", "shop", Eur(100)), ledger_));
    ASSERT_TRUE(Decide(MakePost("p", "payer", "shop", Eur(100)), ledger_));
    auto order = MakeOrder("", "payer", "shop", Eur(100));
    order.transfer_id = core::DeriveTransferId(testing::PaymentNamed("p"));
    EXPECT_EQ(RefusalOf(order), Refusal::kOtherTransfer);
}

TEST_F(DecideBookingTest, AllOrNonePostsNothingWhenOneIsRefused) {
    const std::vector<TransferOrder> orders{MakeOrder("a", "payer", "shop", Eur(100)),
                                            MakeOrder("b", "payer", "yen", Eur(1))};
    const auto book = [&] {
        const BookTransfers command{.orders = orders, .booked_by = "ops", .all_or_none = true};
        return std::get<BookingReply>(*Decide(command, ledger_)).orders;
    };
    const auto refused = book();
    EXPECT_EQ(refused[0].outcome, BookingOutcome::kNotPosted);
    EXPECT_EQ(refused[1].refusal, Refusal::kCurrencyMismatch);
    EXPECT_EQ(Posted("shop"), 0);
    EXPECT_TRUE(ledger_.Facts().empty());
}

// Adjustments need the platform's accounts, whether anything was on them before or not.
TEST_F(DecideBookingTest, AnAdjustmentOpensThePlatformsAccountsOfBothCurrencies) {
    const auto usd = *core::Currency::Parse("USD");
    const auto eur = Eur(1).GetCurrency();
    const auto order = [](const std::string& id, const core::Currency& currency, bool back) {
        const auto nostro = core::DeriveClearingAccountId(currency.Code());
        const auto suspense = SuspenseAccountOf(currency);
        return TransferOrder{.transfer_id = MakeId<core::TransferId>(id),
                             .debtor = back ? suspense : nostro,
                             .creditor = back ? nostro : suspense,
                             .amount = core::Money(currency, 70)};
    };
    BookTransfers command{.orders = {order("in", usd, false), order("back", eur, true)},
                          .booked_by = "reconciliation",
                          .all_or_none = true};
    const auto others = std::get<BookingReply>(*Decide(command, ledger_)).orders;
    EXPECT_EQ(others[0].refusal, Refusal::kUnknownAccount);  // of nobody else
    EXPECT_TRUE(ledger_.TouchedAccounts().empty());
    command.adjusts = true;
    for (const auto outcome : {kPosted, kReplayed}) {
        const auto orders = std::get<BookingReply>(*Decide(command, ledger_)).orders;
        for (const auto& booked : orders) EXPECT_EQ(booked.outcome, outcome);
    }
    for (const auto& own : {FeeAccountOf(eur), RoundingAccountOf(eur)}) {
        command.orders = {order("own " + own.ToString(), eur, false)};
        command.orders[0].creditor = own;
        const auto orders = std::get<BookingReply>(*Decide(command, ledger_)).orders;
        EXPECT_EQ(orders[0].outcome, kPosted);
        EXPECT_TRUE(ledger_.FindAccount(own)->IsThePlatforms());
    }
    EXPECT_EQ(ledger_.FindAccount(SuspenseAccountOf(usd))->posted, 70);
    EXPECT_EQ(ledger_.FindAccount(SuspenseAccountOf(eur))->posted, -70);  // it may go below zero
}

TEST_F(DecideBookingTest, OneFactTellsOfAllThatOneCallPosted) {
    const auto known = MakeOrder("known", "payer", "shop", Eur(1));
    Book({known});
    Book({known, MakeOrder("a", "payer", "shop", Eur(2)), MakeOrder("x", "payer", "yen", Eur(1)),
          MakeOrder("b", "shop", "payer", Eur(3))});
    ASSERT_EQ(ledger_.Facts().size(), 2u);
    const auto& fact = LastFact();
    EXPECT_EQ(fact.booked_by, "ops");
    ASSERT_EQ(fact.transfers.size(), 2u);
    EXPECT_EQ(fact.transfers[0].id, MakeId<core::TransferId>("transfer a"));
    EXPECT_EQ(fact.transfers[1].id, MakeId<core::TransferId>("transfer b"));
    for (const auto& transfer : fact.transfers) EXPECT_EQ(transfer.booking_id, fact.booking_id);
    EXPECT_EQ(ledger_.Facts().back().stream_id, fact.booking_id.value);
    EXPECT_NE(ledger_.Facts()[0].stream_id, ledger_.Facts()[1].stream_id);
}

}  // namespace
}  // namespace clearway::settlement
