// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>
#include <future>

#include "services/reconciliation/app.h"
#include "services/reconciliation/domain/judge_returns_fixture.h"
#include "services/reconciliation/store/books_store.h"
#include "services/reconciliation/usecase/reconcile.h"
#include "services/reconciliation/usecase/take_news.h"
#include "testing/test_database.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;
using State = PaymentState;
using enum BreakReason;

const auto kStart = *core::ParseRfc3339("2026-03-01T12:00:00Z");
constexpr auto kGrace = 60s;

Expectation AuthorisedNo(int number) {
    auto told = Told(State::kAuthorised);
    told.payment_id = core::DerivePaymentId("acme", std::to_string(number));
    return told;
}

class BooksTest : public ::testing::Test {
protected:
    template <class Work>
    void InTransaction(Work work) {
        postgres::Transaction transaction(connection_.Get());
        BooksStore books(transaction);
        work(books);
        transaction.commit();
    }
    // One batch of facts.
    void Tell(const std::vector<Expectation>& told, const std::vector<Movement>& moved,
              core::Timestamp at) {
        facts_.clear();
        InTransaction([&](BooksStore& books) { TakeNews(books, Gather(told, moved), at, facts_); });
    }
    RunOutcome RunAt(core::Timestamp now, std::int64_t lists_max = 100) {
        RunOutcome outcome;
        facts_.clear();
        InTransaction([&](BooksStore& books) {
            outcome = Reconcile(books, {kGrace, lists_max}, now, facts_);
        });
        return outcome;
    }
    Totals ReadTotals() {
        Totals totals;
        InTransaction([&](BooksStore& books) { totals = books.ReadTotals(); });
        return totals;
    }
    std::string Ask(const std::string& sql) {
        postgres::Transaction transaction(connection_.Get());
        return transaction.exec1(sql)[0].c_str();
    }
    // Reasons of the payment's open breaks.
    ReasonSet Open() {
        return static_cast<ReasonSet>(std::stoi(
            Ask("SELECT coalesce(bit_or(1 << reason), 0) FROM breaks WHERE closed_at IS NULL")));
    }
    void Change(const std::string& sql) {
        postgres::Transaction transaction(connection_.Get());
        transaction.exec(sql);
        transaction.commit();
    }
    void Clear() {
        Change(
            "DELETE FROM payments; DELETE FROM moved_again; DELETE FROM in_flight;"
            "DELETE FROM breaks; UPDATE totals SET matched = 0, in_flight = 0");
    }
    void ExpectAsInTable(const JudgeRow& row);

    testing::TestDatabase database_{"reconciliation", Migrations()};
    postgres::Connection connection_{database_.Url()};
    std::vector<Fact> facts_;
};

// After all of the row's facts were heard at kStart.
void BooksTest::ExpectAsInTable(const JudgeRow& row) {
    EXPECT_EQ(RunAt(kStart + kGrace - 1s).payments_checked, 0);
    EXPECT_EQ(Open(), row.found_at_once);
    EXPECT_EQ(ReadTotals().in_flight, row.in_flight ? 1 : 0);
    EXPECT_EQ(ReadTotals().matched, row.matched ? 1 : 0);
    const auto late = RunAt(kStart + kGrace);
    EXPECT_EQ(late.payments_checked, row.in_flight ? 1 : 0);
    EXPECT_EQ(Open(), row.found_late);
    EXPECT_EQ(late.totals.in_flight, 0);
    EXPECT_EQ(late.totals.matched, row.matched ? 1 : 0);
    EXPECT_EQ(RunAt(kStart + 10 * kGrace).payments_checked, 0);
    EXPECT_EQ(Ask("SELECT count(*) FROM in_flight"), "0");
}

TEST_F(BooksTest, FindWhatTheTableSaysHoweverTheFactsAreDivided) {
    for (const auto& row : AllJudgeRows()) {
        SCOPED_TRACE(row.what);
        Clear();
        Tell(row.told, row.moved, kStart);
        ExpectAsInTable(row);
        Clear();
        Tell(row.told, {}, kStart);
        Tell({}, row.moved, kStart);
        ExpectAsInTable(row);
        Clear();
        for (const auto& moved : row.moved) Tell({}, {moved}, kStart);
        for (const auto& told : row.told) Tell({told}, {}, kStart);
        ExpectAsInTable(row);
    }
}

// Each reason with the news that heals it. A correction of a wrong fact is a later fact of the
// payment, or the removal of a row by an operator.
TEST_F(BooksTest, CloseABreakOfEveryReasonWhenItHeals) {
    struct Healing {
        BreakReason reason;
        std::vector<Expectation> told;
        std::vector<Movement> moved;
        std::function<void()> heal;
    };
    const auto later = kStart + 2 * kGrace;
    const auto settle = [&] { Tell({Told(State::kSettled, 9)}, {}, later); };
    const Healing table[] = {
        {kSettledWithoutTransfer, {Told(State::kSettled)}, {}, [&] { Tell({}, {Moved()}, later); }},
        {kTransferWithoutPayment, {}, {Moved()}, settle},
        {kMovedTwice,
         {Told(State::kSettled)},
         {Moved(), Moved(100, 2)},
         [&] {
             Change("DELETE FROM moved_again");
             settle();
         }},
        {kAmountMismatch,
         {Told(State::kSettled)},
         {Moved(30)},
         [&] {
             Tell({Capture(30), Settled(30, 9)}, {}, later);
         }},
        {kAccountMismatch,
         {Told(State::kSettled)},
         {MovedTo(kOther)},
         [&] {
             auto told = Told(State::kSettled, 9);
             told.creditor = kOther;
             Tell({told}, {}, later);
         }},
        {kMovedButNotSettled, {Told(State::kAuthorised)}, {Moved()}, settle},
        {kAuthorisedButNotMoved,
         {Told(State::kAuthorised)},
         {},
         [&] { Tell({Told(State::kCancelled, 9)}, {}, later); }},
        {kEndedButMoved, {Told(State::kExpired)}, {Moved()}, settle},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(NameOf(row.reason));
        Clear();
        Tell(row.told, row.moved, kStart);
        auto told = facts_;
        RunAt(kStart + kGrace);
        told.insert(told.end(), facts_.begin(), facts_.end());
        EXPECT_EQ(Open(), BitOf(row.reason));
        ASSERT_EQ(told.size(), 1U);
        EXPECT_EQ(told[0].version, 1);
        const auto opened = std::get<BreakDetected>(told[0].what);
        EXPECT_EQ(opened.reason, row.reason);
        row.heal();
        EXPECT_EQ(ReadTotals().breaks_open, 0);
        EXPECT_EQ(ReadTotals().matched, 1);
        EXPECT_EQ(Open(), 0U);
        ASSERT_EQ(facts_.size(), 2U);
        EXPECT_EQ(std::get<BreakClosed>(facts_[0].what).break_id, opened.break_id);
        EXPECT_EQ(facts_[0].version, 2);
        EXPECT_TRUE(std::holds_alternative<PaymentReconciled>(facts_[1].what));
        EXPECT_EQ(facts_[1].version, 3);
    }
}

TEST_F(BooksTest, ReopenAPaymentThatWasMatchedWhenMoneyMovesAgain) {
    Tell({Told(State::kSettled)}, {Moved()}, kStart);
    EXPECT_EQ(ReadTotals().matched, 1);
    for (int again = 2; again <= 3; ++again) {
        Tell({}, {Moved(100, again)}, kStart + 1s);
        EXPECT_EQ(ReadTotals().matched, 0);
        EXPECT_EQ(ReadTotals().breaks_open, 1);
        EXPECT_EQ(Open(), BitOf(kMovedTwice));
    }
}

TEST_F(BooksTest, AreNotChangedByFactsThatComeAgain) {
    const std::vector<Expectation> told{Told(State::kAuthorised), Told(State::kSettled, 2)};
    Tell(told, {Moved(), Moved(100, 2)}, kStart);
    EXPECT_EQ(facts_.size(), 1U);
    const auto before = Ask("SELECT xmin FROM payments");
    Tell(told, {Moved(100, 2), Moved()}, kStart + 1s);
    EXPECT_EQ(facts_.size(), 0U);
    EXPECT_EQ(Ask("SELECT xmin FROM payments"), before);
}

TEST_F(BooksTest, KeepALateFactOfAnEarlierVersionFromChangingTheState) {
    Tell({Settled(100)}, {Moved()}, kStart);
    Tell({Manual(State::kAuthorised)}, {}, kStart + 1s);
    EXPECT_EQ(RunAt(kStart + 2 * kGrace).totals.matched, 1);
}

TEST_F(BooksTest, CountTheGraceTimeFromTheLatestNews) {
    Tell({Told(State::kAuthorised)}, {}, kStart);
    Tell({}, {Moved()}, kStart + 30s);
    EXPECT_EQ(RunAt(kStart + kGrace).breaks_new, 0);
    EXPECT_EQ(ReadTotals().in_flight, 1);
    EXPECT_EQ(RunAt(kStart + 30s + kGrace).breaks_new, 1);
    EXPECT_EQ(Open(), BitOf(kMovedButNotSettled));
}

// The address of a row is that of its latest writing.
TEST_F(BooksTest, WriteAPaymentOnceThatABatchTellsAllOf) {
    Tell({Told(State::kAuthorised), Told(State::kSettled, 2)}, {Moved()}, kStart);
    EXPECT_EQ(ReadTotals().matched, 1);
    EXPECT_EQ(Ask("SELECT ctid FROM payments"), "(0,1)");
    EXPECT_EQ(Ask("SELECT count(*) FROM in_flight"), "0");
}

TEST_F(BooksTest, WriteAPaymentTwiceThatABatchCutsInTwo) {
    Tell({Told(State::kAuthorised)}, {}, kStart);
    Tell({Told(State::kSettled, 2)}, {Moved()}, kStart + 1s);
    EXPECT_EQ(ReadTotals().matched, 1);
    EXPECT_EQ(Ask("SELECT ctid FROM payments"), "(0,2)");
    EXPECT_EQ(RunAt(kStart + kGrace).payments_checked, 0);
    EXPECT_EQ(Ask("SELECT ctid FROM payments"), "(0,2)");
}

TEST_F(BooksTest, AreJudgedInPiecesUntilNothingIsDue) {
    for (int i = 0; i < 3; ++i) Tell({AuthorisedNo(i)}, {}, kStart);
    EXPECT_TRUE(RunAt(kStart + kGrace, 1).more);
    EXPECT_TRUE(RunAt(kStart + kGrace, 1).more);
    EXPECT_EQ(ReadTotals().in_flight, 1);
    const auto last = RunAt(kStart + kGrace, 2);
    EXPECT_FALSE(last.more);
    EXPECT_EQ(last.payments_checked, 1);
    EXPECT_EQ(last.totals.breaks_open, 3);
}

TEST_F(BooksTest, KeepAllInFlightOfALargeBatch) {
    std::vector<Expectation> told;
    for (int i = 0; i < 500; ++i) told.push_back(AuthorisedNo(i));
    Tell(told, {}, kStart);
    EXPECT_EQ(ReadTotals().in_flight, 500);
    const auto late = RunAt(kStart + kGrace);
    EXPECT_EQ(late.breaks_new, 500);
    EXPECT_EQ(late.totals.in_flight, 0);
}

TEST_F(BooksTest, DoNotLoseNewsOfAPaymentThatIsPrunedMeanwhile) {
    Tell({Told(State::kSettled)}, {Moved()}, kStart);
    InTransaction([&](BooksStore& books) {
        auto records = books.Load(std::vector{kPayment});
        ASSERT_EQ(records.size(), 1U);
        postgres::Connection other(database_.Url());
        postgres::Transaction pruning(other.Get());
        pruning.exec("DELETE FROM payments WHERE matched");
        pruning.commit();
        EXPECT_THROW(books.Save(records), postgres::RetryBatch);
    });
}

// What a run judges must not change under it.
TEST_F(BooksTest, WaitForOneAnother) {
    Tell({Told(State::kAuthorised)}, {}, kStart);
    postgres::Connection other(database_.Url());
    postgres::Transaction storing(other.Get());
    BooksStore news(storing);
    std::vector<Fact> facts;
    TakeNews(news, Gather(std::vector{Told(State::kSettled, 2)}, std::vector{Moved()}),
             kStart + kGrace, facts);
    auto run = std::async(std::launch::async, [this] { return RunAt(kStart + kGrace); });
    postgres::Connection watching(database_.Url());
    EXPECT_TRUE(testing::WaitUntil([&] {
        postgres::Transaction transaction(watching.Get());
        return transaction
                   .exec1(
                       "SELECT count(*) FROM pg_stat_activity "
                       "WHERE datname = current_database() AND wait_event_type = 'Lock'")[0]
                   .as<int>() == 1;
    }));
    storing.commit();
    EXPECT_EQ(run.get().breaks_new, 0);
    EXPECT_EQ(ReadTotals().matched, 1);
    EXPECT_EQ(ReadTotals().in_flight, 0);
}

}  // namespace
}  // namespace clearway::reconciliation
