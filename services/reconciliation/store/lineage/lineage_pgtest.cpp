// SPDX-License-Identifier: Apache-2.0
// From a line to its payments and back, over what facts, imports and runs have stored.
#include <algorithm>

#include "services/reconciliation/events/lineage/kept_facts.h"
#include "services/reconciliation/events/lineage/payment_facts_fixture.h"
#include "services/reconciliation/events/on_money_at_a_bank.h"
#include "services/reconciliation/store/lineage/kept_lineage.h"
#include "services/reconciliation/store/lineage/stored_lineage_desk.h"
#include "services/reconciliation/store/statements/run_fixture.h"

namespace clearway::reconciliation {
namespace {

using Events = std::vector<events::ReceivedEvent>;

class LineageTest : public RunTest {
protected:
    void Hear(const Events& batch) {
        std::vector<StatementNews> news;
        std::vector<LineageNews> lineage;
        for (const auto& event : batch) {
            if (auto one = ReadStatementNews(event)) news.push_back(std::move(*one));
            if (auto one = ReadLineageNews(event)) lineage.push_back(std::move(*one));
        }
        postgres::Transaction transaction(connection_.Get());
        KeepStatementNews(transaction, news);
        KeepLineageNews(transaction, lineage);
        transaction.commit();
    }
    // 12.34 leaves the account at the bank under the reference.
    void ImportLine(const std::string& reference = "INV-1") {
        auto file = statements::OneLineMt940(1, "100,00", "12,34", "87,66", "260301", reference);
        file.replace(file.find("260301C12,34"), 12, "260301D12,34");
        Import(file);
    }
    core::Result<Lineage> Find(LineageSubject subject) {
        return async::BlockOn(runtime_.GetExecutor(), lineage_.Find(subject));
    }
    LineId Line() { return {*core::Uuid::Parse(Ask("SELECT line_id FROM statement_lines"))}; }

    PaymentFacts facts_{"1"};
    StoredLineageDesk lineage_{readers_, ReadTrail};
};

TEST_F(LineageTest, LeadsFromALineToThePaymentsRequestAndBack) {
    Hear(facts_.Whole());
    ImportLine();
    Run();
    const std::vector<LineageSubject> subjects{Line(), facts_.payment, facts_.Transfer()};
    for (const auto& subject : subjects) {
        const auto found = Find(subject);
        ASSERT_TRUE(found) << subject.index();
        ASSERT_EQ(found->lines.size(), 1U) << subject.index();
        ASSERT_EQ(found->matches.size(), 1U);
        ASSERT_EQ(found->expectations.size(), 1U);
        ASSERT_EQ(found->payments.size(), 1U);
        const auto& line = found->lines[0];
        EXPECT_EQ(line.amount.MinorUnits(), -1234);
        EXPECT_EQ(line.statement, "STARTUMS");
        EXPECT_TRUE(line.counts);
        EXPECT_EQ(line.match_id, found->matches[0].match_id);
        EXPECT_EQ(found->matches[0].lines + found->matches[0].expectations, 2);
        EXPECT_EQ(found->matches[0].difference.MinorUnits(), 0);
        EXPECT_EQ(found->expectations[0].transfer_id, facts_.Transfer());
        EXPECT_EQ(found->expectations[0].match_id, line.match_id);
        const auto& trail = found->payments[0];
        EXPECT_EQ(trail.request.request_id, "req-1");
        EXPECT_EQ(trail.rail->uetr, "u-1");
        // The books of this test have heard of nothing.
        EXPECT_EQ(found->three_ways.at(0).statement->out_minor, 1234);
        const auto bank = AtTheBankOf(*found, facts_.payment);
        EXPECT_EQ(StageOf(trail, bank), LineageStage::kOnStatement);
        EXPECT_TRUE(IsComplete(trail, bank));
    }
}

TEST_F(LineageTest, IsTheSameInWhateverOrderFactsCome) {
    auto whole = facts_.Whole();
    std::ranges::reverse(whole);
    for (const auto& event : whole) Hear({event});
    EXPECT_EQ(Ask("SELECT count(*) FROM payment_lineage"), "1");
    const auto found = Find(facts_.Transfer());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->payments.at(0).state, PaymentState::kSettled);
    EXPECT_EQ(found->payments.at(0).decisions.size(), 1U);
    EXPECT_EQ(found->payments.at(0).transfers.at(0).window_number, 7);
}

TEST_F(LineageTest, TellsOfWhatIsNotThereYetByLeavingItOut) {
    Hear({facts_.Authorised()});
    const auto found = Find(facts_.payment);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->lines.empty() && found->expectations.empty() && found->matches.empty());
    EXPECT_EQ(StageOf(found->payments.at(0), {}), LineageStage::kDecided);
    EXPECT_EQ(Find(facts_.Transfer()).error().code, core::ErrorCode::kNotFound);
}

TEST_F(LineageTest, LeadsFromAnExceptionsLineToThePaymentAndBack) {
    Hear(facts_.Whole());
    auto file = statements::OneLineMt940(1, "100,00", "12,30", "87,70", "260301", "INV-1");
    file.replace(file.find("260301C12,30"), 12, "260301D12,30");
    Import(file);
    Run();
    for (const LineageSubject& subject : {LineageSubject(Line()), LineageSubject(facts_.payment)}) {
        const auto found = Find(subject);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->exceptions.at(0).exception_class, "wrong_amount");
        EXPECT_EQ(found->lines.at(0).match_id, std::nullopt);
        EXPECT_EQ(found->payments.at(0).payment_id, facts_.payment);
        EXPECT_EQ(StageOf(found->payments.at(0), AtTheBankOf(*found, facts_.payment)),
                  LineageStage::kMoved);
    }
}

TEST_F(LineageTest, ALineThatNobodyExpectedStandsAlone) {
    ImportLine("WHO-KNOWS");
    Run();
    const auto found = Find(Line());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->exceptions.at(0).exception_class, "extra");
    EXPECT_TRUE(found->payments.empty());
}

// A sum of many is told to its limit, and that there is more.
TEST_F(LineageTest, ALineOfManyPaymentsLeadsToTheFirstHundred) {
    Events events;
    for (int i = 0; i < 101; ++i) {
        PaymentFacts one(std::to_string(i));
        events.push_back(one.Authorised());
        events.push_back(one.Posted());
    }
    Hear(events);
    ImportLine("SUM");
    const auto match = core::Uuid::Random().ToString();
    {
        postgres::Transaction transaction(connection_.Get());
        transaction.exec("INSERT INTO statement_matches VALUES ('" + match +
                         "', gen_random_uuid(), 'groups', 1, 101, gen_random_uuid(), now())");
        transaction.exec("UPDATE statement_lines SET match_id = '" + match + "'");
        transaction.exec("UPDATE statement_expectations SET match_id = '" + match + "'");
        transaction.commit();
    }
    const auto found = Find(Line());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->expectations.size(), kLineageRowsMax);
    EXPECT_EQ(found->payments.size(), kLineageRowsMax);
    EXPECT_TRUE(found->more);
    EXPECT_EQ(found->matches.at(0).difference.MinorUnits(), -1234 + 101 * 1234);
    // From one of them to the sum, not to the others.
    const auto one = Find(PaymentFacts("7").payment);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->payments.size(), 1U);
    EXPECT_EQ(one->lines.size(), 1U);
    EXPECT_FALSE(one->more);
}

TEST_F(LineageTest, UnknownIdsAreNotFound) {
    const auto id = core::Uuid::Random();
    EXPECT_EQ(Find(core::PaymentId(id)).error().code, core::ErrorCode::kPaymentNotFound);
    EXPECT_EQ(Find(LineId{id}).error().code, core::ErrorCode::kNotFound);
    EXPECT_EQ(Find(core::TransferId(id)).error().code, core::ErrorCode::kNotFound);
}

}  // namespace
}  // namespace clearway::reconciliation
