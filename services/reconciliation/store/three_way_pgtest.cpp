// SPDX-License-Identifier: Apache-2.0
// Payment, ledger and statement of payments side by side, over a real database and real runs.
#include <algorithm>

#include "services/reconciliation/domain/judge_fixture.h"
#include "services/reconciliation/domain/news.h"
#include "services/reconciliation/store/books_store.h"
#include "services/reconciliation/store/statements/run_fixture.h"
#include "services/reconciliation/store/three_way_store.h"
#include "services/reconciliation/usecase/reconcile.h"
#include "services/reconciliation/usecase/take_news.h"

namespace clearway::reconciliation {
namespace {

core::PaymentId PaymentNamed(const std::string& name) {
    return core::DerivePaymentId("acme", name);
}

class ThreeWayStoreTest : public RunTest {
protected:
    // Both sides say that 1.00 left, or only one does; long ago.
    void Book(const std::string& name, bool told = true, bool moved = true) {
        auto expectation = Told(PaymentState::kSettled);
        expectation.payment_id = PaymentNamed(name);
        expectation.creditor = kNostro;
        auto movement = reconciliation::Moved();
        movement.payment_id = expectation.payment_id;
        movement.event_id = core::Uuid::Random();
        movement.creditor = kNostro;
        std::vector<Expectation> expectations;
        std::vector<Movement> movements;
        if (told) expectations.push_back(expectation);
        if (moved) movements.push_back(movement);
        InBooks([&](Books& books, std::vector<Fact>& facts) {
            TakeNews(books, Gather(expectations, movements), now_, facts);
        });
    }
    void JudgeLate() {
        InBooks([](Books& books, std::vector<Fact>& facts) {
            Reconcile(books, {.grace = std::chrono::seconds(1), .lists_max = 16},
                      now_ + std::chrono::hours(1), facts);
        });
    }
    template <class Work>
    void InBooks(Work work) {
        postgres::Transaction transaction(connection_.Get());
        BooksStore books(transaction);
        std::vector<Fact> facts;
        work(books, facts);
        transaction.commit();
    }
    ThreeWay Find(const std::string& name) {
        return *async::BlockOn(runtime_.GetExecutor(), store_.Find(PaymentNamed(name)));
    }
    std::vector<core::PaymentId> List(std::int64_t limit, core::PaymentId after = {}) {
        const auto found = async::BlockOn(runtime_.GetExecutor(), store_.List(after, limit));
        std::vector<core::PaymentId> payments;
        for (const auto& one : found->three_ways) payments.push_back(one.payment_id);
        return payments;
    }

    ThreeWayStore store_{readers_};
};

TEST_F(ThreeWayStoreTest, SaysOfEachPaymentWhoAgrees) {
    Import(statements::OneLineMt940(1, "100,00", "1,00", "99,00", "260301", "REF-01", "D"));
    Import(statements::OneLineMt940(2, "99,00", "1,07", "97,93", "260302", "REF-02", "D"));
    for (const auto* name : {"shown", "other", "missing", "later"}) Book(name);
    Book("said", true, false);
    Book("moved", false, true);
    JudgeLate();
    Tell({Moved("shown", -100, 1), Called("shown", "REF-01"), Moved("other", -100, 2),
          Called("other", "REF-02"), Moved("missing", -100, 1), Called("missing", "REF-77"),
          Moved("later", -100, 9)});
    Run();
    EXPECT_EQ(Find("shown").agreement, Agreement::kAgreed);
    EXPECT_EQ(Find("shown").statement, Find("shown").ledger);
    EXPECT_EQ(Find("other").agreement, Agreement::kDiffers);
    EXPECT_EQ(Find("other").statement->out_minor, 107);
    EXPECT_EQ(Find("missing").agreement, Agreement::kStatementMissing);
    EXPECT_EQ(Find("later").agreement, Agreement::kAwaited);
    EXPECT_EQ(Find("said").agreement, Agreement::kPaymentOnly);
    EXPECT_EQ(Find("moved").agreement, Agreement::kLedgerOnly);

    std::vector<core::PaymentId> wanted;
    for (const auto* name : {"other", "missing", "said", "moved"})
        wanted.push_back(PaymentNamed(name));
    std::ranges::sort(wanted);
    EXPECT_EQ(List(10), wanted);
    EXPECT_EQ(List(1, wanted[2]), (std::vector{wanted[3]}));
    const auto slice = [&](std::int64_t limit) {
        return async::BlockOn(runtime_.GetExecutor(), store_.List({}, limit))->more_behind;
    };
    EXPECT_EQ(slice(3), wanted[2]);
    EXPECT_EQ(slice(4), std::nullopt);

    const auto counts = *async::BlockOn(runtime_.GetExecutor(), store_.Count());
    EXPECT_EQ(counts.agreed, 1);
    EXPECT_EQ(counts.awaited, 1);
    EXPECT_EQ(counts.differs, 1);
    EXPECT_EQ(counts.statement_missing, 1);
    EXPECT_EQ(counts.payment_only, 1);
    EXPECT_EQ(counts.ledger_only, 1);
}

TEST_F(ThreeWayStoreTest, KnowsWhatOperatorsEndedAndWhatHealed) {
    Import(DayFile(1));
    Book("closed");
    Book("healed");
    Tell({Moved("closed", -100, 1), Moved("healed", -100, 1)});
    Run();
    EXPECT_EQ(List(10).size(), 2U);
    postgres::Transaction transaction(connection_.Get());
    for (const auto& [name, state] : {std::pair("closed", "5"), std::pair("healed", "6")})
        transaction.exec("UPDATE statement_exceptions SET state = " + std::string(state) +
                         " WHERE payment_id = '" + PaymentNamed(name).ToString() + "'");
    transaction.commit();
    EXPECT_EQ(Find("closed").agreement, Agreement::kResolved);
    EXPECT_EQ(Find("healed").agreement, Agreement::kAwaited);
    EXPECT_TRUE(List(10).empty());
    const auto counts = *async::BlockOn(runtime_.GetExecutor(), store_.Count());
    EXPECT_EQ(counts.resolved, 1);
    EXPECT_EQ(counts.awaited, 1);
}

TEST_F(ThreeWayStoreTest, ListsWhatIsToBeTakenBackUntilItIs) {
    Import(DayFile(1));
    Tell({Moved("one", -100, 1)});
    Run();
    for (const auto& [state, listed] :
         {std::pair("7", 1U), std::pair("8", 1U), std::pair("9", 0U)}) {
        postgres::Transaction transaction(connection_.Get());
        transaction.exec("UPDATE statement_exceptions SET state = " + std::string(state) +
                         " WHERE payment_id IS NOT NULL");
        transaction.commit();
        EXPECT_EQ(List(10).size(), listed) << state;
        const auto counts = *async::BlockOn(runtime_.GetExecutor(), store_.Count());
        EXPECT_EQ(counts.Disagree(), listed) << state;
        EXPECT_EQ(counts.resolved, 1 - listed) << state;
    }
}

// The bank took 10.00 for two payments at once; no part of it is one's alone.
TEST_F(ThreeWayStoreTest, ShowsWhatABankTookOffAMatch) {
    Import(
        "account,amount,currency,value_date,reference\n"
        "DE89370400440532013000,-5010.00,EUR,2026-03-02,BATCH\n");
    Tell({Moved("a", -250'000, 2), Called("a", "BATCH"), Moved("b", -250'000, 2),
          Called("b", "BATCH")});
    Run();
    std::int64_t shown = 0;
    for (const auto* name : {"a", "b"}) {
        EXPECT_EQ(Find(name).agreement, Agreement::kDiffers);
        EXPECT_EQ(Find(name).reasons, std::vector<std::string>{"fee"});
        shown += Find(name).statement->out_minor;
    }
    EXPECT_EQ(shown, 501'000);
    EXPECT_EQ(List(10).size(), 2U);
    const auto counts = *async::BlockOn(runtime_.GetExecutor(), store_.Count());
    EXPECT_EQ(counts.differs, 2);
    EXPECT_EQ(counts.agreed, 0);
}

// Exceptions and lines stay for years.
TEST_F(ThreeWayStoreTest, ReadsNoExceptionsButThoseOfThePayment) {
    postgres::Transaction transaction(connection_.Get());
    transaction.exec("SET LOCAL enable_seqscan = off");
    std::string plan;
    for (const auto& row : transaction.exec(
             "EXPLAIN SELECT * FROM payment_differences WHERE (state <> 6 OR contradicted) AND "
             "payment_id = ANY ('{" +
             PaymentNamed("one").ToString() + "}')"))
        plan += row[0].c_str() + std::string("\n");
    EXPECT_EQ(plan.find("Seq Scan"), std::string::npos) << plan;
}

// A rail that said no and paid all the same: nothing was expected, and the line names the payment.
TEST_F(ThreeWayStoreTest, FindsThePaymentOfALineThatNothingExplains) {
    Import(DayFile(1));
    Run();
    Tell({PaymentReferences{.payment_id = PaymentNamed("refused"), .uetr = "the-uetr"}});
    EXPECT_TRUE(List(10).empty());
    postgres::Transaction transaction(connection_.Get());
    transaction.exec("UPDATE statement_lines SET uetr = 'the-uetr'");
    transaction.commit();
    EXPECT_EQ(List(10), std::vector{PaymentNamed("refused")});
    const auto found = Find("refused");
    EXPECT_EQ(found.agreement, Agreement::kStatementOnly);
    EXPECT_EQ(found.exceptions.size(), 1U);
    EXPECT_EQ(async::BlockOn(runtime_.GetExecutor(), store_.Count())->statement_only, 1);
}

TEST_F(ThreeWayStoreTest, KnowsNothingOfAPaymentThatNobodyToldOf) {
    const auto found = async::BlockOn(runtime_.GetExecutor(), store_.Find(PaymentNamed("none")));
    EXPECT_EQ(found.error().code, core::ErrorCode::kNotFound);
}

}  // namespace
}  // namespace clearway::reconciliation
