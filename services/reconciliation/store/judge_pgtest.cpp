// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>

#include "services/reconciliation/app.h"
#include "services/reconciliation/store/books_store.h"
#include "services/reconciliation/usecase/reconcile.h"
#include "testing/test_database.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;
using State = PaymentState;
using enum BreakReason;

const auto kStart = *core::ParseRfc3339("2026-03-01T12:00:00Z");
constexpr auto kGrace = 60s;
const core::Currency kEur = *core::Currency::Parse("EUR");
const core::Currency kUsd = *core::Currency::Parse("USD");
const auto kDebtor = core::DeriveAccountId("acme", "debtor");
const auto kCreditor = core::DeriveAccountId("acme", "creditor");
const auto kOther = core::DeriveAccountId("acme", "other");
const auto kPayment = core::DerivePaymentId("acme", "one");

Expectation Told(State state, std::int32_t version = 1) {
    return {.payment_id = kPayment,
            .version = version,
            .state = state,
            .debtor = kDebtor,
            .creditor = kCreditor,
            .amount = core::Money(kEur, 100),
            .automatic_capture = true};
}
Expectation Manual(State state, std::int32_t version = 1) {
    auto told = Told(state, version);
    told.automatic_capture = false;
    return told;
}
Expectation Capture(std::int64_t minor) {
    auto told = Manual(State::kCaptureRequested, 2);
    told.captured_minor = minor;
    return told;
}
Expectation Settled(std::int64_t minor, std::int32_t version = 3) {
    auto told = Manual(State::kSettled, version);
    told.settled_minor = minor;
    return told;
}
Movement Moved(std::int64_t minor = 100, int number = 1) {
    return {.event_id = core::Uuid::Derive(kPayment.value, std::to_string(number)),
            .transfer_id = core::DeriveTransferId(kPayment),
            .payment_id = kPayment,
            .debtor = kDebtor,
            .creditor = kCreditor,
            .amount = core::Money(kEur, minor)};
}
Movement MovedIn(core::Currency currency) {
    auto moved = Moved();
    moved.amount = core::Money(currency, 100);
    return moved;
}
Movement MovedTo(core::AccountId creditor) {
    auto moved = Moved();
    moved.creditor = creditor;
    return moved;
}

class Judging : public ::testing::Test {
protected:
    template <class Work>
    void InTransaction(Work work) {
        postgres::Transaction transaction(connection_.Get());
        BooksStore books(transaction);
        work(books);
        transaction.commit();
    }
    void Tell(const std::vector<Expectation>& told, const std::vector<Movement>& moved,
              core::Timestamp at) {
        InTransaction([&](BooksStore& books) {
            books.RecordExpectations(Fold(told), at);
            books.RecordMovements(moved, at);
        });
    }
    RunOutcome RunAt(core::Timestamp now, std::int64_t payments_max = 100) {
        RunOutcome outcome;
        facts_.clear();
        InTransaction([&](BooksStore& books) {
            outcome = Reconcile(books, {kGrace, payments_max}, now, facts_);
        });
        return outcome;
    }
    // Reasons of the payment's open breaks.
    ReasonSet Open() {
        postgres::Transaction transaction(connection_.Get());
        const auto row = transaction.exec1(
            "SELECT coalesce(bit_or(1 << reason), 0) FROM breaks WHERE closed_at IS NULL");
        return static_cast<ReasonSet>(row[0].as<int>());
    }
    void Clear() {
        postgres::Transaction transaction(connection_.Get());
        transaction.exec("TRUNCATE payments, transfers, checks, breaks");
        transaction.exec("UPDATE totals SET matched = 0");
        transaction.commit();
    }

    testing::TestDatabase database_{"reconciliation", Migrations()};
    postgres::Connection connection_{database_.Url()};
    std::vector<Fact> facts_;
};

struct Row {
    const char* what;
    std::vector<Expectation> told;
    std::vector<Movement> moved;
    ReasonSet found_at_once;
    bool in_flight;
    bool matched;
    ReasonSet found_late;
};

std::vector<Row> Table() {
    return {
        // Agreement.
        {"settled, moved", {Told(State::kSettled)}, {Moved()}, 0, false, true, 0},
        {"part captured", {Capture(30), Settled(30)}, {Moved(30)}, 0, false, true, 0},
        {"declined", {Told(State::kDeclined)}, {}, 0, false, true, 0},
        {"cancelled", {Told(State::kCancelled)}, {}, 0, false, true, 0},
        {"expired", {Manual(State::kExpired)}, {}, 0, false, true, 0},
        {"failed", {Told(State::kFailed)}, {}, 0, false, true, 0},
        // Waiting for somebody: no time makes it a break.
        {"in review", {Told(State::kInReview)}, {}, 0, false, false, 0},
        {"not captured", {Manual(State::kAuthorised)}, {}, 0, false, false, 0},
        // One side has told, the other may be on its way.
        {"settled only", {Told(State::kSettled)}, {}, 0, true, false,
         BitOf(kSettledWithoutTransfer)},
        {"transfer only", {}, {Moved()}, 0, true, false, BitOf(kTransferWithoutPayment)},
        {"authorised only", {Told(State::kAuthorised)}, {}, 0, true, false,
         BitOf(kAuthorisedButNotMoved)},
        {"capture only", {Capture(30)}, {}, 0, true, false, BitOf(kAuthorisedButNotMoved)},
        {"authorised, moved", {Told(State::kAuthorised)}, {Moved()}, 0, true, false,
         BitOf(kMovedButNotSettled)},
        {"capture, moved", {Capture(30)}, {Moved(30)}, 0, true, false, BitOf(kMovedButNotSettled)},
        {"moved before the capture is told", {Manual(State::kAuthorised)}, {Moved(30)}, 0, true,
         false, BitOf(kMovedButNotSettled)},
        {"in review, moved", {Told(State::kInReview)}, {Moved()}, 0, true, false,
         BitOf(kMovedButNotSettled)},
        // Wrong at once.
        {"moved twice", {Told(State::kSettled)}, {Moved(), Moved(100, 2)}, BitOf(kMovedTwice),
         false, false, BitOf(kMovedTwice)},
        {"other amount", {Told(State::kSettled)}, {Moved(99)}, BitOf(kAmountMismatch), false,
         false, BitOf(kAmountMismatch)},
        {"other currency", {Told(State::kSettled)}, {MovedIn(kUsd)}, BitOf(kAmountMismatch), false,
         false, BitOf(kAmountMismatch)},
        {"more than captured", {Capture(30), Settled(30)}, {Moved(31)}, BitOf(kAmountMismatch),
         false, false, BitOf(kAmountMismatch)},
        {"settled says another amount", {Capture(30), Settled(40)}, {Moved(30)},
         BitOf(kAmountMismatch), false, false, BitOf(kAmountMismatch)},
        {"more than ordered", {Manual(State::kAuthorised)}, {Moved(101)}, BitOf(kAmountMismatch),
         true, false, BitOf(kAmountMismatch) | BitOf(kMovedButNotSettled)},
        {"other account", {Told(State::kSettled)}, {MovedTo(kOther)}, BitOf(kAccountMismatch),
         false, false, BitOf(kAccountMismatch)},
        {"declined, moved", {Told(State::kDeclined)}, {Moved()}, BitOf(kEndedButMoved), false,
         false, BitOf(kEndedButMoved)},
        {"cancelled, moved", {Told(State::kCancelled)}, {Moved()}, BitOf(kEndedButMoved), false,
         false, BitOf(kEndedButMoved)},
        {"expired, moved", {Told(State::kExpired)}, {Moved()}, BitOf(kEndedButMoved), false, false,
         BitOf(kEndedButMoved)},
        {"failed, moved twice", {Told(State::kFailed)}, {Moved(), Moved(100, 2)},
         BitOf(kEndedButMoved) | BitOf(kMovedTwice), false, false,
         BitOf(kEndedButMoved) | BitOf(kMovedTwice)},
    };
}

TEST_F(Judging, FindsWhatTheTableSaysAtOnceAndAfterTheGraceTime) {
    for (const auto& row : Table()) {
        SCOPED_TRACE(row.what);
        Clear();
        Tell(row.told, row.moved, kStart);
        const auto at_once = RunAt(kStart + kGrace - 1s);
        EXPECT_EQ(at_once.payments_checked, 1);
        EXPECT_EQ(Open(), row.found_at_once);
        EXPECT_EQ(at_once.totals.in_flight, row.in_flight ? 1 : 0);
        EXPECT_EQ(at_once.totals.matched, row.matched ? 1 : 0);
        const auto late = RunAt(kStart + kGrace);
        EXPECT_EQ(late.payments_checked, row.in_flight ? 1 : 0);
        EXPECT_EQ(Open(), row.found_late);
        EXPECT_EQ(late.totals.in_flight, 0);
        EXPECT_EQ(late.totals.matched, row.matched ? 1 : 0);
        EXPECT_EQ(RunAt(kStart + 10 * kGrace).payments_checked, 0);
    }
}

// Each reason with the news that heals it. A correction of a wrong fact is a later fact of the
// payment, or the removal of a row by an operator.
TEST_F(Judging, ClosesABreakOfEveryReasonWhenItHeals) {
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
        {kMovedTwice, {Told(State::kSettled)}, {Moved(), Moved(100, 2)},
         [&] {
             postgres::Transaction transaction(connection_.Get());
             transaction.exec("DELETE FROM transfers WHERE event_id = '" +
                              Moved(100, 2).event_id.ToString() + "'");
             transaction.commit();
             settle();
         }},
        {kAmountMismatch, {Told(State::kSettled)}, {Moved(30)},
         [&] { Tell({Capture(30), Settled(30, 9)}, {}, later); }},
        {kAccountMismatch, {Told(State::kSettled)}, {MovedTo(kOther)},
         [&] {
             auto told = Told(State::kSettled, 9);
             told.creditor = kOther;
             Tell({told}, {}, later);
         }},
        {kMovedButNotSettled, {Told(State::kAuthorised)}, {Moved()}, settle},
        {kAuthorisedButNotMoved, {Told(State::kAuthorised)}, {},
         [&] { Tell({Told(State::kCancelled, 9)}, {}, later); }},
        {kEndedButMoved, {Told(State::kExpired)}, {Moved()}, settle},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(NameOf(row.reason));
        Clear();
        Tell(row.told, row.moved, kStart);
        EXPECT_EQ(RunAt(kStart + kGrace).breaks_new, 1);
        EXPECT_EQ(Open(), BitOf(row.reason));
        ASSERT_EQ(facts_.size(), 1U);
        EXPECT_EQ(facts_[0].version, 1);
        const auto opened = std::get<BreakDetected>(facts_[0].what);
        EXPECT_EQ(opened.reason, row.reason);
        row.heal();
        const auto healed = RunAt(later);
        EXPECT_EQ(healed.breaks_closed, 1);
        EXPECT_EQ(healed.totals.breaks_open, 0);
        EXPECT_EQ(healed.totals.matched, 1);
        EXPECT_EQ(Open(), 0U);
        ASSERT_EQ(facts_.size(), 2U);
        EXPECT_EQ(std::get<BreakClosed>(facts_[0].what).break_id, opened.break_id);
        EXPECT_EQ(facts_[0].version, 2);
        EXPECT_TRUE(std::holds_alternative<PaymentReconciled>(facts_[1].what));
        EXPECT_EQ(facts_[1].version, 3);
    }
}

TEST_F(Judging, ReopensAPaymentThatWasMatchedWhenMoneyMovesAgain) {
    Tell({Told(State::kSettled)}, {Moved()}, kStart);
    EXPECT_EQ(RunAt(kStart).totals.matched, 1);
    Tell({}, {Moved(100, 2)}, kStart + 1s);
    const auto outcome = RunAt(kStart + 1s);
    EXPECT_EQ(outcome.totals.matched, 0);
    EXPECT_EQ(Open(), BitOf(kMovedTwice));
}

TEST_F(Judging, KeepsALateFactOfAnEarlierVersionFromChangingTheState) {
    Tell({Settled(100)}, {Moved()}, kStart);
    Tell({Manual(State::kAuthorised)}, {}, kStart + 1s);
    EXPECT_EQ(RunAt(kStart + 2 * kGrace).totals.matched, 1);
}

TEST_F(Judging, WorksInPiecesUntilNothingIsDue) {
    std::vector<Expectation> told;
    for (int i = 0; i < 5; ++i) {
        auto one = Told(State::kDeclined);
        one.payment_id = core::DerivePaymentId("acme", std::to_string(i));
        told.push_back(one);
    }
    Tell(told, {}, kStart);
    EXPECT_TRUE(RunAt(kStart, 2).more);
    EXPECT_TRUE(RunAt(kStart, 2).more);
    const auto last = RunAt(kStart, 2);
    EXPECT_FALSE(last.more);
    EXPECT_EQ(last.payments_checked, 1);
    EXPECT_EQ(last.totals.matched, 5);
}

}  // namespace
}  // namespace clearway::reconciliation
