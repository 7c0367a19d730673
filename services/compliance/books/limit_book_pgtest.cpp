// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/limit_book.h"

#include <atomic>
#include <future>
#include <thread>

#include "clearway/payment/v1/payment_events.pb.h"
#include "services/compliance/books/customers_fixture.h"
#include "services/compliance/usecase/limits/give_back_abandoned.h"

namespace clearway::compliance {
namespace {

namespace pb = payment::v1;

core::PaymentId PaymentNo(int number) {
    return core::DerivePaymentId("acme", "limit-" + std::to_string(number));
}
core::Money Euro(std::int64_t minor) { return {*core::Currency::Parse("EUR"), minor}; }

class LimitBookTest : public CustomersTest {
protected:
    void SetUp() override {
        Verified(kSabine);
        ASSERT_TRUE(SetLimit(100, 250, 400)) << "lower than as installed";
    }
    core::Result<LimitReply> SetLimit(std::int64_t payment, std::int64_t day,
                                      std::int64_t thirty_days, std::string by = "operator") {
        LimitCommand command = SetTierLimit{.limit = {.tier = KycTier::kBasic,
                                                      .currency = "EUR",
                                                      .payment_max = payment,
                                                      .day_max = day,
                                                      .thirty_days_max = thirty_days,
                                                      .set_by = std::move(by),
                                                      .reason = "test",
                                                      .set_at = clock_.Now()}};
        return Await(limits_.Submit(std::move(command)));
    }
    ReserveLimit Order(int number, std::int64_t minor) {
        return {.payment = PaymentNo(number),
                .party = kSabine,
                .partner_id = "acme",
                .amount = Euro(minor),
                .at = clock_.Now()};
    }
    PayerOutcome Reserve(int number, std::int64_t minor) {
        LimitCommand command = Order(number, minor);
        const auto reply = Await(limits_.Submit(std::move(command)));
        EXPECT_TRUE(reply);
        return reply->outcome;
    }
    // Of a book, each payment once; how many were allowed. What the server did not answer counts as
    // none.
    int ReserveMany(LimitBook& book, int first, int last, std::int64_t minor) {
        int allowed = 0;
        for (int i = first; i < last; ++i) {
            LimitCommand command = Order(i, minor);
            const auto reply = Await(book.Submit(std::move(command)));
            allowed += reply && reply->outcome == PayerOutcome::kAllowed ? 1 : 0;
        }
        return allowed;
    }
    std::int64_t Used() {
        return Number("SELECT coalesce(sum(used_minor), 0)::bigint FROM limit_usage");
    }
    std::int64_t Reserved() {
        return Number("SELECT coalesce(sum(amount_minor), 0)::bigint FROM limit_reservations");
    }
    template <class Message>
    events::ReceivedEvent Ended(int number, std::int64_t minor, Message message) {
        message.mutable_terms()->set_payment_id(PaymentNo(number).ToString());
        message.mutable_terms()->mutable_amount()->set_currency("EUR");
        message.mutable_terms()->mutable_amount()->set_minor_units(minor);
        return Received(Message::descriptor()->full_name(), message.SerializeAsString(),
                        clock_.Now());
    }
    // As facts of any payment do: those of this partition were taken in up to now.
    void TakeFacts(int partition = 0) {
        auto fact = Ended(99, 1, pb::PaymentExpired());
        fact.partition = partition;
        limits_.Consume({fact});
    }
    void Sweep() {
        LimitCommand sweep = SweepLimits{};
        ASSERT_TRUE(Await(limits_.Submit(std::move(sweep))));
    }
    void HearOf(int number) {
        CaseCommand heard = RecordScreening{.payment = PaymentNo(number),
                                            .outcome = "clear",
                                            .list_version = "l",
                                            .ordered_at = clock_.Now(),
                                            .at = clock_.Now()};
        ASSERT_TRUE(Await(book_.Submit(std::move(heard))));
    }
};

constexpr auto kAllowed = PayerOutcome::kAllowed;
constexpr auto kExceeded = PayerOutcome::kLimitExceeded;

TEST_F(LimitBookTest, PaymentsAtOnceOfTwoProcessesPassExactlyToTheLimit) {
    const auto lane = LaneFor("other");
    LimitBook other(database_.Url(), *lane, runtime_.GetExecutor());
    std::atomic<int> allowed{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            allowed += ReserveMany(i % 2 == 0 ? limits_ : other, i * 10, i * 10 + 10, 10);
        });
    threads.clear();
    EXPECT_EQ(allowed, 25) << "250 in tens";
    EXPECT_EQ(Used(), 250);
    EXPECT_EQ(Reserved(), 250);
}

TEST_F(LimitBookTest, ReservationsThatAreAskedAgainAfterTheServerFellAreCountedOnce) {
    int first = 0;
    {
        const std::jthread asking([&] { first = ReserveMany(limits_, 0, 40, 10); });
        for (int i = 0; i < 5; ++i) database_.TerminateConnections();
    }
    // As another process that was started anew would: every order comes again.
    const auto lane = LaneFor("anew");
    LimitBook anew(database_.Url(), *lane, runtime_.GetExecutor());
    EXPECT_EQ(ReserveMany(anew, 0, 40, 10), 25);
    EXPECT_GE(25, first);
    EXPECT_EQ(Used(), 250);
    EXPECT_EQ(Reserved(), 250);
}

TEST_F(LimitBookTest, ADayIsADayOfTheClockThatIsHandedIn) {
    EXPECT_EQ(Reserve(1, 100), kAllowed);
    EXPECT_EQ(Reserve(2, 100), kAllowed);
    EXPECT_EQ(Reserve(3, 60), kExceeded);
    clock_.now = *core::ParseRfc3339("2026-03-31T23:59:59.999999Z");
    EXPECT_EQ(Reserve(3, 60), kExceeded);
    clock_.now = *core::ParseRfc3339("2026-04-01T00:00:00Z");
    EXPECT_EQ(Reserve(3, 60), kAllowed);
    EXPECT_EQ(Reserve(4, 100), kAllowed);
    EXPECT_EQ(Reserve(5, 60), kExceeded) << "400 in thirty days";
    clock_.now = *core::ParseRfc3339("2026-04-29T12:00:00Z");
    EXPECT_EQ(Reserve(5, 60), kExceeded);
    clock_.now = *core::ParseRfc3339("2026-04-30T00:00:00Z");
    EXPECT_EQ(Reserve(5, 60), kAllowed) << "March is out of the thirty days";
}

TEST_F(LimitBookTest, WhatAPaymentDidNotMoveIsGivenBackOnceHoweverOftenItsFactComes) {
    for (int i = 1; i <= 4; ++i) Reserve(i, 50);
    pb::PaymentCaptureRequested capture;
    capture.mutable_captured()->set_minor_units(20);
    const std::vector<events::ReceivedEvent> facts{
        Ended(1, 50, pb::PaymentDeclined()), Ended(2, 50, pb::PaymentCancelled()),
        Ended(3, 50, capture), Ended(9, 50, pb::PaymentFailed())};
    limits_.Consume(facts);
    EXPECT_EQ(Used(), 70) << "20 captured and 50";
    limits_.Consume(facts);
    // From a topic that was filled anew: other numbers, the same facts.
    limits_.Consume({Ended(1, 50, pb::PaymentDeclined()), Ended(3, 50, capture)});
    EXPECT_EQ(Used(), 70);
    limits_.Consume({Ended(3, 50, pb::PaymentFailed()), Ended(4, 50, pb::PaymentExpired())});
    EXPECT_EQ(Used(), 0);
    EXPECT_EQ(Reserved(), 0);
    EXPECT_EQ(Reserve(1, 50), kAllowed) << "it ended: nothing can be paid under its id";
    EXPECT_EQ(Used(), 0);
}

TEST_F(LimitBookTest, AReservationThatComesAfterItsPaymentWasDeclinedUnscreenedCountsNothing) {
    pb::PaymentDeclined declined;
    declined.mutable_evidence()->set_screening_outcome("unavailable");
    limits_.Consume({Ended(1, 50, declined)});
    Reserve(1, 50);
    EXPECT_EQ(Used(), 0);
}

TEST_F(LimitBookTest, WhatWasReservedAfterDaysInReviewIsNotTakenForAbandoned) {
    HearOf(1);
    clock_.now += std::chrono::hours(49);
    Reserve(1, 50);
    clock_.now += std::chrono::hours(25);
    TakeFacts();
    Sweep();
    EXPECT_EQ(Used(), 50);
}

TEST_F(LimitBookTest, WhatNoPaymentEverCameOfIsGivenBackAfterADayAndTheRestStays) {
    Reserve(1, 50);
    Reserve(2, 50);
    HearOf(2);
    clock_.now += std::chrono::hours(24);
    TakeFacts();
    Sweep();
    EXPECT_EQ(Used(), 100) << "not old enough";
    clock_.now += std::chrono::hours(1);
    TakeFacts();
    Sweep();
    Sweep();
    EXPECT_EQ(Used(), 50);
    EXPECT_EQ(Reserve(1, 60), kAllowed) << "its order came after all";
    EXPECT_EQ(Used(), 110);
}

TEST_F(LimitBookTest, WhileFactsLagNothingIsTakenForAbandonedHoweverLateItIs) {
    Reserve(1, 50);
    Reserve(2, 50);
    clock_.now += std::chrono::hours(1);
    TakeFacts(0);
    TakeFacts(1);
    clock_.now += std::chrono::hours(49);
    Sweep();
    EXPECT_EQ(Used(), 100) << "nobody knows yet what was stored";
    TakeFacts(0);
    Sweep();
    EXPECT_EQ(Used(), 100) << "the fact of one of them may be in the other partition";
    HearOf(2);
    TakeFacts(1);
    Sweep();
    EXPECT_EQ(Used(), 50);
}

TEST_F(LimitBookTest, APartitionWithoutPaymentsKeepsNothingForEver) {
    TakeFacts(1);
    clock_.now += std::chrono::hours(24 * 5);
    Reserve(1, 50);
    clock_.now += std::chrono::hours(25);
    TakeFacts(0);
    Sweep();
    EXPECT_EQ(Used(), 50);
    clock_.now += std::chrono::hours(24);
    TakeFacts(0);
    Sweep();
    EXPECT_EQ(Used(), 0);
}

TEST_F(LimitBookTest, ADaysSumThatLeftWithItsAgeStopsNoFact) {
    for (int i = 1; i <= 3; ++i) Reserve(i, 50);
    clock_.now += std::chrono::hours(24 * 35);
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get(), postgres::Access::kWrite);
    transaction.exec("DELETE FROM limit_usage");
    transaction.commit();
    limits_.Consume({Ended(1, 50, pb::PaymentExpired())});
    EXPECT_EQ(Used(), 0);
    EXPECT_EQ(Reserve(2, 80), kAllowed) << "counts on its former day";
    limits_.Consume({Ended(3, 50, pb::PaymentExpired()), Ended(2, 80, pb::PaymentExpired())});
    EXPECT_EQ(Used(), 0);
    EXPECT_EQ(Reserved(), 0);
    EXPECT_EQ(Reserve(4, 100), kAllowed);
    EXPECT_EQ(Used(), 100);
}

TEST_F(LimitBookTest, OneSweepGivesBackMoreThanAPage) {
    constexpr int kMany = 2'500;
    const auto sabine = "'" + kSabine.ToString() + "'";
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    transaction.exec(
        "INSERT INTO limit_reservations (payment_id, party_id, currency, amount_minor, day, "
        "reserved_at, state) SELECT gen_random_uuid(), " +
        sabine + ", 'EUR', 2, '2026-03-30', '2026-03-30T00:00:00Z', 1 FROM generate_series(1, " +
        std::to_string(kMany) + ")");
    transaction.exec("INSERT INTO limit_usage VALUES (" + sabine + ", 'EUR', '2026-03-30', " +
                     std::to_string(2 * kMany) + ")");
    transaction.commit();
    clock_.now += std::chrono::hours(24);
    TakeFacts();
    const auto looked_at = Await(GiveBackAbandoned(limits_));
    ASSERT_TRUE(looked_at);
    EXPECT_EQ(*looked_at, kMany);
    EXPECT_EQ(Used(), 0);
    EXPECT_EQ(Reserved(), 0);
}

TEST_F(LimitBookTest, OfTwoPayersUnderTheSameIdAtOnceOneHasTheReservation) {
    postgres::Connection connection(database_.Url());
    postgres::Transaction other(connection.Get(), postgres::Access::kWrite);
    other.exec("INSERT INTO limit_reservations VALUES ('" + PaymentNo(1).ToString() + "', '" +
               core::Uuid::Random().ToString() + "', 'EUR', 10, '2026-03-31', now(), 1)");
    auto late = std::async(std::launch::async, [&] { return Reserve(1, 90); });
    EXPECT_TRUE(testing::WaitUntil([&] {
        return Number(
                   "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                   "AND datname = current_database()") == 1;
    }));
    other.commit();
    EXPECT_EQ(late.get(), kExceeded);
    EXPECT_EQ(Reserved(), 10);
    EXPECT_EQ(Used(), 0);
}

TEST_F(LimitBookTest, AnotherOrderUnderTheSameIdOfAnotherProcessMovesNoReservation) {
    const auto lane = LaneFor("other");
    LimitBook other(database_.Url(), *lane, runtime_.GetExecutor());
    const auto there = [&](ReserveLimit order) {
        LimitCommand command = std::move(order);
        return Await(other.Submit(std::move(command)))->outcome;
    };
    const auto robert = DerivePartyId("acme", "robert");
    Verified(robert);
    EXPECT_EQ(Reserve(1, 90), kAllowed);
    EXPECT_EQ(there(Order(1, 10)), kAllowed);
    EXPECT_EQ(Used(), 90) << "the larger order may be the one that is stored";
    auto of_robert = Order(1, 10);
    of_robert.party = robert;
    EXPECT_EQ(there(of_robert), kExceeded);
    auto in_dollars = Order(1, 10);
    in_dollars.amount = {*core::Currency::Parse("USD"), 10};
    EXPECT_EQ(there(in_dollars), kExceeded);
    EXPECT_EQ(Used(), 90);
    clock_.now += std::chrono::hours(24);
    EXPECT_EQ(there(Order(1, 100)), kAllowed);
    EXPECT_EQ(Number("SELECT used_minor FROM limit_usage WHERE day = '2026-03-31'"), 100);
    EXPECT_EQ(Used(), 100);
}

TEST_F(LimitBookTest, AReservationThatComesAfterItsPaymentWasCancelledCountsNothing) {
    limits_.Consume({Ended(1, 50, pb::PaymentCancelled())});
    EXPECT_EQ(Reserve(1, 50), kAllowed) << "whoever resumes it finds it cancelled";
    EXPECT_EQ(Used(), 0);
}

TEST_F(LimitBookTest, WhoIsSuspendedMayNotPayFromTheNextPaymentOn) {
    EXPECT_EQ(Reserve(1, 10), kAllowed);
    Do(Setting(KycStatus::kSuspended));
    EXPECT_EQ(Reserve(2, 10), PayerOutcome::kNotVerified);
    EXPECT_EQ(Reserve(1, 10), PayerOutcome::kNotVerified);
    auto foreign = Order(3, 10);
    foreign.partner_id = "globex";
    LimitCommand command = foreign;
    EXPECT_EQ(Await(limits_.Submit(std::move(command)))->outcome, PayerOutcome::kNotVerified);
}

TEST_F(LimitBookTest, AChangeOfALimitIsAVersionAndAFactAndHoldsAtOnce) {
    EXPECT_EQ(Reserve(1, 101), kExceeded);
    const auto proposed = SetLimit(200, 250, 400);
    ASSERT_TRUE(proposed);
    EXPECT_EQ(proposed->limit->in_force->version, 1);
    EXPECT_EQ(Reserve(1, 101), kExceeded) << "a raise takes two";
    EXPECT_EQ(SetLimit(200, 250, 400)->limit->proposed->set_by, "operator") << "again";
    EXPECT_EQ(Await(limit_reader_.ListTierLimits())->at(1).proposed->payment_max, 200)
        << "after CHF";
    const auto raised = SetLimit(200, 250, 400, "another");
    ASSERT_TRUE(raised);
    EXPECT_EQ(raised->limit->in_force->version, 2);
    EXPECT_EQ(raised->limit->in_force->proposed_by, "operator");
    EXPECT_FALSE(raised->limit->proposed);
    EXPECT_EQ(SetLimit(200, 250, 400, "another")->limit->in_force->version, 2)
        << "the same again changes nothing";
    EXPECT_EQ(Reserve(1, 101), kAllowed);
    EXPECT_EQ(Number("SELECT count(*) FROM events WHERE type = "
                     "'clearway.compliance.v1.TierLimitSet'"),
              2);
    const auto limits = Await(limit_reader_.ListTierLimits());
    EXPECT_EQ(limits->size(), 15U);
    EXPECT_EQ(Number("SELECT count(*) FROM tier_limit_proposals"), 0);
}

TEST_F(LimitBookTest, EachTierAndCurrencyHasItsOwnLimit) {
    auto dollars = Order(1, 101);
    dollars.amount = {*core::Currency::Parse("USD"), 101};
    LimitCommand command = dollars;
    EXPECT_EQ(Await(limits_.Submit(std::move(command)))->outcome, kAllowed);
    auto none = Order(2, 1);
    none.amount = {*core::Currency::Parse("SEK"), 1};
    command = none;
    EXPECT_EQ(Await(limits_.Submit(std::move(command)))->outcome, kExceeded);
    Do(Tier(KycTier::kStandard, "operator"));
    EXPECT_EQ(Reserve(3, 101), kExceeded) << "a higher tier takes two";
    Do(Tier(KycTier::kStandard, "another"));
    EXPECT_EQ(Reserve(3, 101), kAllowed);
}

}  // namespace
}  // namespace clearway::compliance
