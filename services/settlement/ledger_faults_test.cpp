// SPDX-License-Identifier: Apache-2.0
// Many callers at once, and the database going away under them.
#include <atomic>

#include "clearway/payment/v1/payment_events.pb.h"
#include "services/settlement/events/payment_events.h"
#include "services/settlement/ledger_fixture.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kNow;
using testing::MakePlace;
using testing::MakePost;
using testing::PaymentNamed;

constexpr int kSubmitters = 64;
constexpr int kPaymentsEach = 10;

class LedgerFaultsTest : public testing::LedgerFixture {
protected:
    // Repeats a command until its outcome is known, as a caller would after kUnavailable.
    template <class What>
    async::Task<Outcome> Insist(What what) {
        for (;;) {
            auto task = Send(what);
            auto outcome = co_await std::move(task);
            const bool unknown = !outcome && (outcome.error().Class() ==
                                                  core::ErrorClass::kUnavailable ||
                                              outcome.error().Class() == core::ErrorClass::kLimit);
            if (!unknown) co_return outcome;
            ++repeats;
        }
    }

    // Every payment takes 10 from the payer; each third is voided, each third captured for 4.
    async::Task<int> Pay(int submitter) {
        int failures = 0;
        for (int i = 0; i < kPaymentsEach; ++i) {
            const auto name = std::to_string(submitter) + "/" + std::to_string(i);
            const auto shop = "shop " + std::to_string(submitter % 4);
            auto place = MakePlace(name, "payer", shop, Eur(10));
            place.expires_at = core::SystemClock().Now() + std::chrono::hours(1);
            auto placing = Insist(place);
            const auto placed = co_await std::move(placing);
            if (!placed || std::get<HoldReply>(*placed).outcome != HoldOutcome::kHeld) ++failures;
            auto ending = i % 3 == 2 ? Insist(VoidHold{HoldOf(name)}) : InsistPost(name, shop, i);
            const auto ended = co_await std::move(ending);
            if (!ended) ++failures;
            ++done;
        }
        co_return failures;
    }
    async::Task<Outcome> InsistPost(std::string name, std::string shop, int i) {
        return Insist(MakePost(name, "payer", shop, Eur(i % 3 == 1 ? 4 : 10)));
    }

    void OpenAll() {
        Open("payer", 1'000'000);
        for (int i = 0; i < 4; ++i) Open("shop " + std::to_string(i));
    }
    // Runs all submitters to their end; `meanwhile` runs on this thread.
    void PayAll(const std::function<void()>& meanwhile) {
        std::vector<std::future<int>> submitters;
        for (int i = 0; i < kSubmitters; ++i) {
            submitters.push_back(boost::asio::co_spawn(runtime.GetExecutor(), Pay(i),
                                                       boost::asio::use_future));
        }
        meanwhile();
        for (auto& submitter : submitters) EXPECT_EQ(submitter.get(), 0);
    }
    void ExpectEveryPaymentOnce() {
        std::int64_t paid = 0;
        int transfers = 0;
        for (int i = 0; i < kPaymentsEach; ++i) {
            if (i % 3 == 2) continue;
            paid += kSubmitters * (i % 3 == 1 ? 4 : 10);
            transfers += kSubmitters;
        }
        EXPECT_EQ(At("payer").posted, 1'000'000 - paid);
        EXPECT_EQ(At("payer").held, 0);
        std::int64_t received = 0;
        for (int i = 0; i < 4; ++i) received += At("shop " + std::to_string(i)).posted;
        EXPECT_EQ(received, paid);
        EXPECT_EQ(Query("SELECT count(*) FROM transfers WHERE payment_id IS NOT NULL"),
                  std::to_string(transfers));
        ExpectBooksBalance();
    }

    std::atomic<int> done{0};
    std::atomic<int> repeats{0};
};

TEST_F(LedgerFaultsTest, SixtyFourSubmittersOnOneHotAccountKeepItExact) {
    OpenAll();
    PayAll([] {});
    ExpectEveryPaymentOnce();
}

TEST_F(LedgerFaultsTest, ConnectionsKilledUnderABatchLoseAndDoubleNothing) {
    OpenAll();
    PayAll([this] {
        constexpr int kAll = kSubmitters * kPaymentsEach;
        for (int kill = 1; kill <= 4; ++kill) {
            const auto reached = [&] { return done >= kill * kAll / 6; };
            ASSERT_TRUE(clearway::testing::WaitUntil(reached, 60'000));
            database.TerminateConnections();
        }
    });
    ExpectEveryPaymentOnce();
    EXPECT_TRUE(clearway::testing::WaitUntil([this] { return outbox.Unpublished() == 0; }, 30'000));
}

events::ReceivedEvent Authorised(const std::string& payment, std::int64_t offset) {
    payment::v1::PaymentAuthorised message;
    auto& terms = *message.mutable_terms();
    terms.set_payment_id(PaymentNamed(payment).ToString());
    terms.set_automatic_capture(true);
    terms.mutable_debtor()->set_account_id(AccountNamed("payer").ToString());
    terms.mutable_creditor()->set_account_id(AccountNamed("shop").ToString());
    terms.mutable_amount()->set_currency("EUR");
    terms.mutable_amount()->set_minor_units(100);
    events::ReceivedEvent event;
    event.topic = "clearway.payment.events.v1";
    event.offset = offset;
    event.lane_sequence = offset + 1;
    event.type = message.GetTypeName();
    event.payload = message.SerializeAsString();
    return event;
}

TEST_F(LedgerFaultsTest, APaymentEventDeliveredTwiceMovesMoneyOnce) {
    Open("payer", 1'000);
    Open("shop");
    auto place = MakePlace("a", "payer", "shop", Eur(100));
    place.expires_at = core::SystemClock().Now() + std::chrono::hours(1);
    Do<HoldReply>(place);
    PaymentEventsHandler handler(runner, runtime.GetExecutor());
    // "b" was never held: a late order, carried out from available funds.
    const std::vector<events::ReceivedEvent> batch{Authorised("a", 0), Authorised("b", 1)};
    handler(batch);
    handler(batch);
    auto again = Authorised("a", 2);  // another position, the same order
    handler({again});
    EXPECT_EQ(At("payer").posted, 800);
    EXPECT_EQ(At("shop").posted, 200);
    EXPECT_EQ(Query("SELECT position FROM inbox WHERE lane = -1"), "3");
    ExpectBooksBalance();
}

}  // namespace
}  // namespace clearway::settlement
