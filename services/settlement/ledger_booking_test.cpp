// SPDX-License-Identifier: Apache-2.0
// Transfers booked by the hundred, over a real database.
#include <atomic>
#include <random>

#include "services/settlement/ledger_fixture.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::MakeOrder;
using testing::MakePlace;
using testing::MakePost;

class LedgerBookingTest : public testing::LedgerFixture {
protected:
    static BookTransfers Booking(std::vector<TransferOrder> orders) {
        return {.orders = std::move(orders), .booked_by = "ops"};
    }
    std::string Count(const std::string& from) { return Query("SELECT count(*) FROM " + from); }
};

TEST_F(LedgerBookingTest, ABookingIsStoredWithOneFactAndARepeatChangesNothing) {
    Open("payer", 1'000);
    Open("shop");
    const auto booking = Booking(
        {MakeOrder("a", "payer", "shop", Eur(600)), MakeOrder("b", "payer", "shop", Eur(600)),
         MakeOrder("c", "shop", "payer", Eur(100)), MakeOrder("a", "payer", "shop", Eur(600))});
    const auto first = Do<BookingReply>(booking).orders;
    EXPECT_EQ(first[0].outcome, BookingOutcome::kPosted);
    EXPECT_EQ(first[1].refusal, Refusal::kInsufficientFunds);
    EXPECT_EQ(first[2].outcome, BookingOutcome::kPosted);
    EXPECT_EQ(first[3].outcome, BookingOutcome::kReplayed);
    const auto digest = Digest();
    const auto again = Do<BookingReply>(booking).orders;
    EXPECT_EQ(again[0].outcome, BookingOutcome::kReplayed);
    EXPECT_EQ(again[2].outcome, BookingOutcome::kReplayed);
    EXPECT_EQ(Digest(), digest);
    EXPECT_EQ(At("shop").posted, 500);
    EXPECT_EQ(Count("transfers t JOIN events e ON e.stream_id = t.booking_id"
                    " WHERE e.type = 'clearway.settlement.v1.TransfersPosted'"),
              "2");
    EXPECT_EQ(Count("events WHERE type LIKE '%TransfersPosted'"), "1");
    ExpectBooksBalance();
}

TEST_F(LedgerBookingTest, OnlyAnAdjustmentDrawsOnAPlatformsAccount) {
    Open("payer", 1'000);
    Open("suspense");
    TransferOrder order = MakeOrder("a", "payer", "suspense", Eur(300));
    order.debtor = core::DeriveClearingAccountId("EUR");
    auto booking = Booking({order});
    EXPECT_EQ(Do<BookingReply>(booking).orders[0].refusal, Refusal::kUnknownAccount);
    booking.adjusts = true;
    EXPECT_EQ(Do<BookingReply>(booking).orders[0].outcome, BookingOutcome::kPosted);
    EXPECT_EQ(Do<BookingReply>(booking).orders[0].outcome, BookingOutcome::kReplayed);
    EXPECT_EQ(At("suspense").posted, 300);
    // Others are held to what they have, also by an adjustment.
    auto poor = Booking({MakeOrder("b", "suspense", "payer", Eur(301))});
    poor.adjusts = true;
    EXPECT_EQ(Do<BookingReply>(poor).orders[0].refusal, Refusal::kInsufficientFunds);
    ExpectBooksBalance();
}

TEST_F(LedgerBookingTest, ARepeatWithWhatWasRefusedHasAFactOfItsOwn) {
    Open("payer", 100);
    Open("shop");
    const auto booking = Booking(
        {MakeOrder("a", "payer", "shop", Eur(100)), MakeOrder("b", "payer", "shop", Eur(1))});
    Do<BookingReply>(booking);
    Credit("payer", 1, "more");
    EXPECT_EQ(Do<BookingReply>(booking).orders[1].outcome, BookingOutcome::kPosted);
    EXPECT_EQ(Count("events WHERE type LIKE '%TransfersPosted'"), "2");
    EXPECT_EQ(Query("SELECT count(DISTINCT booking_id) FROM transfers"), "2");
    ExpectBooksBalance();
}

TEST_F(LedgerBookingTest, BookingsAndPaymentsShareABatchAndSeeOneAnother) {
    Open("payer", 1'000);
    Open("shop");
    const auto outcomes = Batch({
        {.what = MakePlace("p", "payer", "shop", Eur(700))},
        {.what = Booking({MakeOrder("a", "payer", "shop", Eur(301)),
                          MakeOrder("b", "payer", "shop", Eur(300))})},
        {.what = MakePost("p", "payer", "shop", Eur(700))},
        {.what = Booking({MakeOrder("c", "shop", "payer", Eur(1'000))})},
    });
    const auto& booked = std::get<BookingReply>(*outcomes[1]).orders;
    EXPECT_EQ(booked[0].refusal, Refusal::kInsufficientFunds);  // 700 are held
    EXPECT_EQ(booked[1].outcome, BookingOutcome::kPosted);
    EXPECT_EQ(std::get<PostReply>(*outcomes[2]).outcome, PostOutcome::kPosted);
    EXPECT_EQ(std::get<BookingReply>(*outcomes[3]).orders[0].outcome, BookingOutcome::kPosted);
    EXPECT_EQ(At("payer").posted, 1'000);
    ExpectBooksBalance();
}

class LedgerBookingFaultsTest : public LedgerBookingTest {
protected:
    static constexpr int kAccounts = 20;
    static constexpr int kSubmitters = 8;
    static constexpr int kBookings = 12;
    static constexpr int kOrders = 50;

    static std::string NameOf(unsigned number) { return "account " + std::to_string(number); }

    // Repeats each booking until its outcome is known. The number of orders that were posted at
    // last; a repeat after a lost answer finds them replayed.
    async::Task<int> Book(unsigned submitter) {
        std::mt19937 random(submitter);
        int posted = 0;
        for (int b = 0; b < kBookings; ++b) {
            std::vector<TransferOrder> orders;
            for (int i = 0; i < kOrders; ++i) {
                const auto from = static_cast<unsigned>(random() % kAccounts);
                const auto step = static_cast<unsigned>(1 + random() % (kAccounts - 1));
                const auto to = (from + step) % kAccounts;
                orders.push_back(MakeOrder(
                    std::to_string(submitter) + "/" + std::to_string(b) + "/" + std::to_string(i),
                    NameOf(from), NameOf(to), Eur(1 + random() % 9)));
            }
            for (;;) {
                auto task = Send(Booking(orders));
                const auto outcome = co_await std::move(task);
                if (!outcome) continue;
                for (const auto& order : std::get<BookingReply>(*outcome).orders) {
                    if (order.outcome != BookingOutcome::kRefused) ++posted;
                }
                break;
            }
            ++done;
        }
        co_return posted;
    }

    std::atomic<int> done{0};
};

TEST_F(LedgerBookingFaultsTest, ConnectionsKilledUnderBookingsLoseAndDoubleNothing) {
    for (unsigned i = 0; i < kAccounts; ++i) Open(NameOf(i), 1'000'000);
    std::vector<std::future<int>> submitters;
    for (unsigned i = 0; i < kSubmitters; ++i) {
        submitters.push_back(
            boost::asio::co_spawn(runtime.GetExecutor(), Book(i), boost::asio::use_future));
    }
    for (int kill = 1; kill <= 4; ++kill) {
        const auto reached = [&] { return done >= kill * kSubmitters * kBookings / 6; };
        ASSERT_TRUE(clearway::testing::WaitUntil(reached, 60'000));
        database.TerminateConnections();
    }
    int posted = 0;
    for (auto& submitter : submitters) posted += submitter.get();
    EXPECT_EQ(posted, kSubmitters * kBookings * kOrders);
    EXPECT_EQ(Count("transfers WHERE booking_id IS NOT NULL"), std::to_string(posted));
    EXPECT_EQ(Count("transfers t JOIN events e ON e.stream_id = t.booking_id"),
              std::to_string(posted));
    ExpectBooksBalance();
}

}  // namespace
}  // namespace clearway::settlement
