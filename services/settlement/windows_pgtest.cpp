// SPDX-License-Identifier: Apache-2.0
// Windows are closed while two processes book: no transfer fails, none is in no window or in two.
#include <atomic>

#include "services/settlement/windows_fixture.h"

namespace clearway::settlement {
namespace {

using testing::Eur;
using testing::kEur;
using testing::MakeOrder;
using testing::MakePlace;
using testing::MakePost;

constexpr int kSubmitters = 16;  // of each process
constexpr int kPaymentsEach = 30;

class WindowsTest : public testing::WindowsFixture {
protected:
    // Payments in both directions through this writer and the other; what did not succeed.
    async::Task<int> Pay(LedgerRunner& writer, std::string prefix) {
        int failures = 0;
        for (int i = 0; i < kPaymentsEach; ++i) {
            const auto name = prefix + "/" + std::to_string(i);
            const bool back = i % 3 == 0;
            const auto from = back ? "other" : "payer";
            const auto to = back ? "payer" : "other";
            auto place = MakePlace(name, from, to, Eur(10 + i));
            place.expires_at = core::SystemClock().Now() + std::chrono::hours(1);
            auto placing = writer.Submit(Command{.what = place});
            const auto placed = co_await std::move(placing);
            if (!placed || std::get<HoldReply>(*placed).outcome != HoldOutcome::kHeld) ++failures;
            auto posting = writer.Submit(Command{.what = MakePost(name, from, to, Eur(10 + i))});
            const auto posted = co_await std::move(posting);
            if (!posted || std::get<PostReply>(*posted).outcome != PostOutcome::kPosted) ++failures;
            ++done;
        }
        co_return failures;
    }
    // Both processes at once; `meanwhile` runs on this thread.
    int PayBeside(const std::function<void()>& meanwhile) {
        std::vector<std::future<int>> submitters;
        for (int i = 0; i < kSubmitters; ++i) {
            for (auto* writer : {&runner, &other_runner}) {
                const auto prefix = std::to_string(i) + (writer == &runner ? "a" : "b");
                submitters.push_back(boost::asio::co_spawn(
                    runtime.GetExecutor(), Pay(*writer, prefix), boost::asio::use_future));
            }
        }
        meanwhile();
        int failures = 0;
        for (auto& submitter : submitters) failures += submitter.get();
        return failures;
    }

    std::atomic<int> done{0};
};

TEST_F(WindowsTest, AWriterThatRemembersTheWindowBooksInTheOneThatAnotherOpened) {
    EXPECT_EQ(Book("1", "payer", "other", 10).outcome, BookingOutcome::kPosted);
    ASSERT_TRUE(Elsewhere(Close(1)));
    EXPECT_EQ(Book("2", "payer", "other", 10).outcome, BookingOutcome::kPosted);
    EXPECT_EQ(WindowOf("1"), "1");
    EXPECT_EQ(WindowOf("2"), "2");
}

TEST_F(WindowsTest, AWriterWhoseWindowWasClosedReadsTheWindowAndNothingElse) {
    Book("1", "payer", "other", 10);
    ASSERT_TRUE(Elsewhere(Close(1)));
    // Under its version, which no process of ours does: who read the account would find one
    // institution on both sides, and nothing to settle.
    const auto belongs = [this](const std::string& partner) {
        Query("UPDATE accounts SET partner_id = '" + partner + "' WHERE id = '" +
                  testing::AccountNamed("payer").ToString() + "'",
              Keep::kYes);
    };
    belongs("globex");
    EXPECT_EQ(Book("2", "payer", "other", 10).outcome, BookingOutcome::kPosted);
    belongs("acme");
    EXPECT_EQ(WindowOf("2"), "2");
}

TEST_F(WindowsTest, AWindowThatAnotherProcessOpenedSettlesByTheModelOfTheOneBefore) {
    SettlementModels gross;
    gross.by_currency[kEur] = SettlementModel::kGross;
    LedgerStore told{clock, ToEvent, database.Url(), gross};
    LedgerRunner teller{{.name = "told", .database_url = database.Url()},
                        outbox,
                        [&](auto& transaction, auto commands, auto& sink) {
                            return told.Apply(transaction, commands, sink);
                        },
                        [&] { told.Committed(); }};
    Command book{.what = BookTransfers{.orders = {MakeOrder("1", "payer", "other", Eur(1))},
                                       .booked_by = "ops"}};
    ASSERT_TRUE(async::BlockOn(runtime.GetExecutor(), teller.Submit(std::move(book))));
    ASSERT_TRUE(Elsewhere(Close(1)));
    EXPECT_EQ(Query("SELECT string_agg(model::text, ' ') FROM settlement_windows"), "gross gross");
}

TEST_F(WindowsTest, TwoProcessesThatCloseTheSameWindowCloseOne) {
    Book("1", "payer", "other", 10);
    ASSERT_TRUE(Elsewhere(Close(1)));
    const auto again = Do<WindowReply>(Close(1));
    EXPECT_TRUE(again.replayed);
    EXPECT_EQ(again.open, 2);
    EXPECT_EQ(Query("SELECT count(*) FROM settlement_windows"), "2");
}

TEST_F(WindowsTest, ACapHoldsForWhatTwoProcessesBookTogether) {
    Do<ParticipantReply>(
        SetParticipant{.key = {kEur, "acme"}, .terms = {.debit_cap = 100}, .set_by = "ops"});
    Book("1", "payer", "other", 40);
    const auto there = Elsewhere(
        BookTransfers{.orders = {MakeOrder("2", "payer", "other", Eur(40))}, .booked_by = "ops"});
    EXPECT_EQ(std::get<BookingReply>(*there).orders.front().outcome, BookingOutcome::kPosted);
    EXPECT_EQ(Book("3", "payer", "other", 40).refusal, Refusal::kSettlementLimit);
    EXPECT_EQ(Book("4", "payer", "other", 20).outcome, BookingOutcome::kPosted);
}

TEST_F(WindowsTest, WhatOneOperatorProposedHereAnotherAgreesToInAnotherProcess) {
    const TermsChange terms{.bic = "ACMEDEFF", .settlement_account = "RTGS-1"};
    Do<ParticipantReply>(SetParticipant{.key = {kEur, "acme"}, .terms = terms, .set_by = "ops"});
    Book("1", "payer", "other", 40);  // leaves what waits
    EXPECT_EQ(Query("SELECT proposed_account FROM settlement_participants"
                    " WHERE institution = 'acme' AND settlement_account = ''"),
              "RTGS-1");
    const auto agreed =
        Elsewhere(SetParticipant{.key = {kEur, "acme"}, .terms = terms, .set_by = "other-ops"});
    EXPECT_EQ(std::get<ParticipantReply>(*agreed).participant.terms.settlement_account, "RTGS-1");
    EXPECT_EQ(Query("SELECT count(*) FROM settlement_participants WHERE proposed_by IS NOT NULL"),
              "0");
}

TEST_F(WindowsTest, WhatAnotherProcessSettledMakesRoomUnderTheCap) {
    Do<ParticipantReply>(
        SetParticipant{.key = {kEur, "acme"}, .terms = {.debit_cap = 100}, .set_by = "ops"});
    Book("1", "payer", "other", 100);
    EXPECT_EQ(Book("2", "payer", "other", 1).refusal, Refusal::kSettlementLimit);
    ASSERT_TRUE(Elsewhere(Close(1)));
    EXPECT_EQ(Book("3", "payer", "other", 100).outcome, BookingOutcome::kPosted);
}

TEST_F(WindowsTest, WindowsCloseUnderTheTrafficOfTwoProcessesAndNoPaymentFails) {
    Book("first", "payer", "other", 1);
    constexpr int kAll = 2 * kSubmitters * kPaymentsEach;
    const int failures = PayBeside([this] {
        for (std::int64_t number = 1; number <= 8; ++number) {
            const auto reached = [&] { return done >= static_cast<int>(number) * kAll / 10; };
            ASSERT_TRUE(clearway::testing::WaitUntil(reached, 120'000));
            if (number % 2 == 0) {
                ASSERT_TRUE(Elsewhere(Close(number)));
            } else {
                EXPECT_FALSE(Do<WindowReply>(Close(number)).replayed);
            }
        }
    });
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(Query("SELECT count(*) FROM settlement_windows"), "9");
    EXPECT_EQ(Query("SELECT sum(transfers) FROM settlement_flows"), std::to_string(kAll + 1));
    EXPECT_EQ(Query("SELECT sum(reserved) FROM settlement_participants"), "0");
}

TEST_F(WindowsTest, ACloseWhoseAnswerIsLostIsAskedForAgain) {
    Book("1", "payer", "other", 10);
    // Connections are killed under the close, before or after its commit: who asks again finds out.
    PayBeside([this] {
        for (std::int64_t number = 1; number <= 4; ++number) {
            database.TerminateConnections();
            for (;;) {
                const auto outcome = Submit(Close(number));
                if (!outcome) continue;
                EXPECT_EQ(std::get<WindowReply>(*outcome).open, number + 1);
                break;
            }
        }
    });
    EXPECT_EQ(Query("SELECT count(*) FROM settlement_windows"), "5");
}

}  // namespace
}  // namespace clearway::settlement
