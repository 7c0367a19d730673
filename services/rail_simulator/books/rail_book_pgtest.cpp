// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/books/rail_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "async/runtime.h"
#include "services/rail_simulator/app.h"
#include "services/rail_simulator/messages_fixture.h"
#include "services/rail_simulator/rails/read_request.h"
#include "services/rail_simulator/rails/write_statement.h"
#include "services/rail_simulator/store/account_days.h"
#include "testing/test_database.h"

namespace clearway::rail_simulator {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Audience kAudience{"settlement", std::string(kInstant)};
constexpr Portion kAll{.messages_max = 1'000, .bytes_max = 64 << 20};

// Time passes only as it is turned.
class NoonClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return Noon(); }
};

class RailBookTest : public ::testing::Test {
protected:
    core::Result<Reply> Do(Command command) {
        return async::BlockOn(runtime_.GetExecutor(), book_->Submit(std::move(command)));
    }
    core::Result<Reply> Take(const std::string& id, const std::string& type,
                             const std::string& content, const Audience& audience = kAudience) {
        auto request = ReadRequest(audience.rail, id, type, content);
        if (!request) return std::move(request).error();
        return Do(TakeMessage{audience, id, type, content, std::move(*request)});
    }
    core::Result<Reply> Pay(const Order& order) {
        return Take(order.references.message_id, "pacs.008.001.08", TransferMessage({order}));
    }
    core::Result<Reply> Enquire(const Order& order, const std::string& id = "Q-1") {
        return Take(id, "pacs.028.001.03", EnquiryMessage(id, order.references));
    }
    core::Result<Reply> Recall(const Order& order, const std::string& id = "R-1") {
        return Take(id, "camt.056.001.08", RecallMessage(id, order));
    }
    void TurnBy(std::chrono::microseconds time) { EXPECT_TRUE(Do(TurnClock{time})); }
    void Load(const std::string& then) {
        EXPECT_TRUE(Do(
            LoadScenario{R"({"rules": [{"name": "all", "when": {}, "then": {)" + then + "}}]}"}));
    }
    std::vector<StoredAnswer> Stored(std::int64_t after = 0) {
        auto answers =
            async::BlockOn(runtime_.GetExecutor(), reader_.AnswersAfter(kAudience, after, kAll));
        EXPECT_TRUE(answers.has_value());
        return answers ? std::move(*answers) : std::vector<StoredAnswer>();
    }
    std::vector<std::string> Answers() {
        std::vector<std::string> lines;
        std::int64_t expected = 0;
        for (const auto& answer : Stored()) {
            EXPECT_EQ(answer.sequence, ++expected);
            for (auto& line : LinesOf(answer.content)) lines.push_back(std::move(line));
        }
        return lines;
    }
    // What was booked so many days after the first.
    AccountDay DayAfter(int days) {
        const auto day =
            std::chrono::floor<std::chrono::days>(clock_.Now()) + std::chrono::days(days);
        const auto read = async::BlockOn(
            runtime_.GetExecutor(),
            pool_.Read<AccountDay>([day](auto& transaction) -> core::Result<AccountDay> {
                return ReadAccountDay(transaction, kAudience, *core::Currency::Parse("EUR"), day);
            }));
        EXPECT_TRUE(read.has_value());
        return read ? *read : AccountDay();
    }
    // The process ends and another begins.
    void Restart() {
        book_.reset();
        book_ = MakeBook();
    }
    std::unique_ptr<RailBook> MakeBook() {
        return std::make_unique<RailBook>(BookOptions{.database_url = database_.Url(),
                                                      .answered = [this] { ++answered_; },
                                                      .due = [](core::Timestamp) {}},
                                          clock_);
    }

    ::clearway::testing::TestDatabase database_{"rail_simulator", Migrations()};
    NoonClock clock_;
    std::atomic<int> answered_ = 0;
    async::Runtime runtime_{1};
    postgres::ReadPool pool_{database_.Url(), 1};
    StoredBookReader reader_{pool_};
    std::unique_ptr<RailBook> book_ = MakeBook();
};

TEST_F(RailBookTest, APaymentSettlesAndIsAnswered) {
    const auto reply = Pay(SomeOrder("1", 1200));
    ASSERT_TRUE(reply);
    EXPECT_FALSE(reply->repeated);
    EXPECT_THAT(Answers(), ElementsAre("ACSC 12.00"));
    EXPECT_EQ(answered_, 1);
}

TEST_F(RailBookTest, TheSameMessageIsTakenOnce) {
    const auto order = SomeOrder("1", 1200);
    ASSERT_TRUE(Pay(order));
    Restart();
    const auto again = Pay(order);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->repeated);
    auto other = SomeOrder("1", 1300);
    const auto refused = Pay(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, core::ErrorCode::kIdempotencyKeyReused);
    other.references.message_id = "M-2";  // the transaction of another message
    const auto second = Pay(other);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, core::ErrorCode::kInvalidArgument);
    EXPECT_THAT(Answers(), ElementsAre("ACSC 12.00"));
}

TEST_F(RailBookTest, AmountsDecide) {
    ASSERT_TRUE(Pay(SomeOrder("1", 110'002)));
    ASSERT_TRUE(Pay(SomeOrder("2", 110'052)));
    ASSERT_TRUE(Pay(SomeOrder("3", 110'040)));
    EXPECT_THAT(Answers(), ElementsAre("RJCT AC04", "ACSC 1099.52", "ACSC 1100.40", "ACSC 1100.40",
                                       "ACSC 1100.40"));
    const auto all = Stored();
    EXPECT_EQ(all[2].content, all[4].content);
    EXPECT_EQ(all[2].message_id, all[4].message_id);
}

TEST_F(RailBookTest, WhatIsDueFollowsTheClockAcrossRestarts) {
    Load(R"("delay_days": 1, "return_after_days": 2, "return_reason": "AC06")");
    const auto order = SomeOrder("1", 1200);
    ASSERT_TRUE(Pay(order));
    ASSERT_TRUE(Enquire(order));
    EXPECT_THAT(Answers(), ElementsAre("PDNG"));
    TurnBy(23h);
    EXPECT_THAT(Answers(), SizeIs(1));
    Restart();
    TurnBy(2h);
    EXPECT_THAT(Answers(), ElementsAre("PDNG", "ACSC 12.00"));
    TurnBy(48h);
    EXPECT_THAT(Answers(), ElementsAre("PDNG", "ACSC 12.00", "return AC06 12.00"));
    const auto later = Do(LookForDue{});
    ASSERT_TRUE(later);
    EXPECT_EQ(later->next_due, std::nullopt);
}

TEST_F(RailBookTest, SilenceIsBrokenByAnEnquiry) {
    Load(R"("silent": true, "outcome": "reject", "reason": "AB05")");
    const auto order = SomeOrder("1", 1200);
    ASSERT_TRUE(Pay(order));
    EXPECT_THAT(Answers(), IsEmpty());
    ASSERT_TRUE(Enquire(order));
    EXPECT_THAT(Answers(), ElementsAre("RJCT AB05"));
    ASSERT_TRUE(Enquire(order, "Q-2"));
    EXPECT_THAT(Answers(), ElementsAre("RJCT AB05", "RJCT AB05"));
}

TEST_F(RailBookTest, AnEnquiryAboutAPaymentThatNeverCameSaysSo) {
    ASSERT_TRUE(Enquire(SomeOrder("1", 1200)));
    EXPECT_THAT(Answers(), ElementsAre("RJCT NOOR"));
    const auto whole = iso20022::ReadWholeMessage(Stored().front().content);
    const auto& said = std::get<iso20022::TransactionStatus>(whole.parts.back());
    EXPECT_EQ(said.original.message_id, "M-1");
    EXPECT_EQ(said.original.transaction_id, "T-1");
}

TEST_F(RailBookTest, ContradictionsSettleOnce) {
    ASSERT_TRUE(Pay(SomeOrder("1", 110'050)));
    ASSERT_TRUE(Pay(SomeOrder("2", 110'051)));
    TurnBy(2s);
    EXPECT_THAT(Answers(), ElementsAre("ACSC 1100.50", "RJCT AC04", "RJCT AC04", "ACSC 1100.51"));
    const auto payments = async::BlockOn(runtime_.GetExecutor(), reader_.PaymentsAfter(0, 10));
    ASSERT_TRUE(payments);
    for (const auto& payment : *payments) EXPECT_EQ(payment.state, State::kSettled);
}

TEST_F(RailBookTest, ARecallCancelsReturnsOrIsRefused) {
    const auto settled = SomeOrder("1", 1200), refused = SomeOrder("2", 110'070),
               waiting = SomeOrder("3", 110'022);
    for (const auto& order : {settled, refused, waiting}) ASSERT_TRUE(Pay(order));
    const auto before = Stored().size();
    ASSERT_TRUE(Recall(settled, "R-1"));
    ASSERT_TRUE(Recall(refused, "R-2"));
    ASSERT_TRUE(Recall(waiting, "R-3"));
    ASSERT_TRUE(Recall(SomeOrder("4", 1200), "R-4"));
    ASSERT_TRUE(Recall(settled, "R-5"));
    const auto lines = Answers();
    EXPECT_THAT(
        std::vector(lines.begin() + static_cast<std::ptrdiff_t>(before), lines.end()),
        ElementsAre("ACCR", "return FOCR 12.00", "RJCR LEGL", "ACCR", "RJCR NOOR", "RJCR ARDT"));
    TurnBy(48h);  // what was cancelled does not settle
    EXPECT_THAT(Answers(), SizeIs(lines.size()));
    ASSERT_TRUE(Enquire(waiting));
    EXPECT_EQ(Answers().back(), "RJCT DS02");
}

TEST_F(RailBookTest, TheDoorFailsAsOftenAsItIsTold) {
    const auto code = [this](const Order& order) {
        const auto reply = Pay(order);
        return reply ? (reply->repeated ? "again" : "taken")
                     : std::string(core::Describe(reply.error().code).name);
    };
    Load(R"("door": "fail_before", "door_times": 2)");
    const auto before = SomeOrder("1", 1200);
    EXPECT_EQ(code(before), "unavailable");
    Restart();
    EXPECT_EQ(code(before), "unavailable");
    EXPECT_THAT(Answers(), IsEmpty());
    EXPECT_EQ(code(before), "taken");
    EXPECT_EQ(code(before), "again");
    Load(R"("door": "fail_after", "door_times": 2)");
    const auto after = SomeOrder("2", 1300);
    EXPECT_EQ(code(after), "unavailable");
    EXPECT_THAT(Answers(), ElementsAre("ACSC 12.00", "ACSC 13.00"));
    EXPECT_EQ(code(after), "unavailable");
    EXPECT_EQ(code(after), "again");
    Load(R"("door": "refuse")");
    const auto refused = SomeOrder("3", 1400);
    EXPECT_EQ(code(refused), "invalid_argument");
    EXPECT_EQ(code(refused), "taken");
    Load(R"("door": "lose")");
    const auto lost = SomeOrder("4", 1500);
    EXPECT_EQ(code(lost), "taken");
    ASSERT_TRUE(Enquire(lost));
    EXPECT_EQ(Answers().back(), "RJCT NOOR");
    EXPECT_EQ(code(lost), "taken");
    EXPECT_EQ(Answers().back(), "ACSC 15.00");
}

TEST_F(RailBookTest, TheBatchAccountIsStatedWhenADayHasEnded) {
    const Audience batch{"settlement", std::string(kBatch)};
    const auto statements = [&] {
        const auto stored =
            async::BlockOn(runtime_.GetExecutor(), reader_.AnswersAfter(batch, 0, kAll));
        std::vector<std::string> found;
        for (const auto& answer : *stored)
            if (answer.type.starts_with("camt.053")) found.push_back(answer.content);
        return found;
    };
    for (const auto* file : {"FILE-1", "FILE-2"}) {
        std::vector<Order> orders{SomeOrder(std::string(file) + "-1", 1200),
                                  SomeOrder(std::string(file) + "-2", 110'001)};
        for (auto& order : orders) order.references.message_id = file;
        ASSERT_TRUE(Take(file, "pacs.008.001.08", TransferMessage(orders), batch));
        if (std::string_view(file) == "FILE-1") TurnBy(24h);
    }
    TurnBy(24h);
    TurnBy(24h);
    ASSERT_THAT(statements(), SizeIs(2));
    for (std::size_t day = 0; day < 2; ++day) {
        const auto whole = iso20022::ReadWholeMessage(statements()[day]);
        ASSERT_TRUE(whole.result.IsValid());
        const auto& statement = std::get<iso20022::Statement>(whole.parts.at(1));
        EXPECT_EQ(statement.account.Number(), "batch-settlement");
        EXPECT_EQ(statement.balances.at(1).amount, Euro(1200 * static_cast<std::int64_t>(day + 1)));
        EXPECT_EQ(std::get<iso20022::Entry>(whole.parts.at(2)).amount, Euro(1200));
        EXPECT_EQ(whole.parts.size(), 4U);  // what was rejected is not on it
    }
}

TEST_F(RailBookTest, AFileIsAnsweredAtTheEndOfItsCycle) {
    const Audience batch{"settlement", std::string(kBatch)};
    std::vector<Order> orders;
    for (const auto* name : {"1", "2", "3"}) orders.push_back(SomeOrder(name, 1200));
    orders[1].amount = Euro(7700);
    EXPECT_TRUE(Do(LoadScenario{R"({"batch_cycle_minutes": 30, "rules": [{"name": "no",
        "when": {"amount": 7700}, "then": {"outcome": "reject", "reason": "AC04", "answers": 2}}]})"}));
    for (auto& order : orders) order.references.message_id = "FILE-1";
    ASSERT_TRUE(Take("FILE-1", "pacs.008.001.08", TransferMessage(orders), batch));
    const auto answers = [&] {
        auto stored = async::BlockOn(runtime_.GetExecutor(), reader_.AnswersAfter(batch, 0, kAll));
        return stored ? std::move(*stored) : std::vector<StoredAnswer>();
    };
    EXPECT_THAT(answers(), IsEmpty());
    Restart();
    TurnBy(30min);
    ASSERT_THAT(answers(), SizeIs(2));  // the second payment's rule says: twice
    EXPECT_EQ(answers()[0].content, answers()[1].content);
    const auto content = answers().front().content;
    EXPECT_THAT(LinesOf(content), ElementsAre("ACSC 12.00", "RJCT AC04", "ACSC 12.00"));
    const auto whole = iso20022::ReadWholeMessage(content);
    const auto& group = std::get<iso20022::OriginalGroup>(whole.parts.at(1));
    EXPECT_EQ(group.status, "PART");
    EXPECT_EQ(group.message_id, "FILE-1");
    EXPECT_EQ(group.number_of_transactions, 3U);
    ASSERT_EQ(group.counts.size(), 2U);
    EXPECT_EQ(group.counts[0].status, "ACSC");
    EXPECT_EQ(group.counts[0].number, 2U);
}

TEST_F(RailBookTest, AStatementIsTheSumOfWhatWasSettled) {
    Load(R"("return_after_days": 1, "return_reason": "AC06", "notify": true)");
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(Pay(SomeOrder(std::to_string(i), 1000 + i)));
    TurnBy(24h);
    ASSERT_TRUE(Pay(SomeOrder("5", 700)));
    const auto first = DayAfter(0), second = DayAfter(1), third = DayAfter(2);
    EXPECT_EQ(first.opening_minor, 0);
    ASSERT_THAT(first.entries, SizeIs(5));
    EXPECT_EQ(second.opening_minor, -5010);
    std::int64_t sum = second.opening_minor;
    for (const auto& entry : second.entries) sum += entry.SignedMinor();
    EXPECT_EQ(sum, -700);
    EXPECT_EQ(third.opening_minor, -700);
    const StatementAccount account{"settlement", "instant", *core::Currency::Parse("EUR")};
    const auto statement = WriteStatement({.account = account,
                                           .day = second.entries.front().booked,
                                           .opening_minor = second.opening_minor,
                                           .entries = second.entries,
                                           .created = clock_.Now()});
    const auto whole = iso20022::ReadWholeMessage(statement.content);
    EXPECT_TRUE(whole.result.IsValid());
    EXPECT_EQ(whole.result.findings.Count(), 0U);  // the balances and the entries agree
    // A camt.054 before each pacs.002 and pacs.004, under the same names.
    const auto all = Stored();
    ASSERT_THAT(all, SizeIs(2 * (6 + 5)));
    std::string return_id;
    for (const auto& answer : all) {
        for (const auto& part : iso20022::ReadWholeMessage(answer.content).parts) {
            const auto* entry = std::get_if<iso20022::Entry>(&part);
            if (entry && entry->side == iso20022::Side::kCredit)
                return_id = entry->details.at(0).transactions.at(0).references.clearing_reference;
            const auto* back = std::get_if<iso20022::PaymentReturn>(&part);
            EXPECT_TRUE(back == nullptr || back->return_id == return_id);
        }
    }
    EXPECT_FALSE(return_id.empty());
}

TEST_F(RailBookTest, WhatFellDueOnTheWayIsOfItsOwnTime) {
    Load(R"("delay_days": 1, "return_after_days": 2, "return_reason": "AC06")");
    ASSERT_TRUE(Pay(SomeOrder("1", 1200)));
    TurnBy(10 * 24h);
    EXPECT_THAT(Answers(), ElementsAre("ACSC 12.00", "return AC06 12.00"));
    const auto payments = async::BlockOn(runtime_.GetExecutor(), reader_.PaymentsAfter(0, 10));
    ASSERT_TRUE(payments);
    EXPECT_EQ(payments->front().settled_at, Noon() + 24h);
    EXPECT_THAT(DayAfter(1).entries, SizeIs(1));
    EXPECT_THAT(DayAfter(3).entries, SizeIs(1));
    EXPECT_THAT(DayAfter(10).entries, IsEmpty());
}

TEST_F(RailBookTest, WhatWouldSettleWithNoAmountIsRefused) {
    Load(R"("amount_off_by": -1200)");
    const auto refused = Pay(SomeOrder("1", 1200));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, core::ErrorCode::kInvalidArgument);
    ASSERT_TRUE(Pay(SomeOrder("2", 1201)));
    EXPECT_THAT(Answers(), ElementsAre("ACSC 0.01"));
}

TEST_F(RailBookTest, AnAccountWithoutIbanIsNotified) {
    Load(R"("notify": true)");
    auto order = SomeOrder("1", 1200);
    order.creditor_iban = "12-3456 7";
    ASSERT_TRUE(Pay(order));
    bool seen = false;
    for (const auto& answer : Stored())
        for (const auto& part : iso20022::ReadWholeMessage(answer.content).parts)
            if (const auto* entry = std::get_if<iso20022::Entry>(&part)) {
                seen = true;
                EXPECT_EQ(entry->details.at(0).transactions.at(0).creditor_account.other.id,
                          order.creditor_iban);
            }
    EXPECT_TRUE(seen);
}

TEST_F(RailBookTest, AFaultyStepStopsNoOther) {
    Load(R"("delay_days": 1)");
    ASSERT_TRUE(Pay(SomeOrder("1", 1200)));
    ASSERT_TRUE(Pay(SomeOrder("2", 1300)));
    pqxx::connection connection(database_.Url());
    pqxx::work work(connection);
    work.exec("UPDATE steps SET status = 'NO STATUS' WHERE id = (SELECT min(id) FROM steps)");
    work.commit();
    TurnBy(24h);
    EXPECT_THAT(Answers(), ElementsAre("ACSC 13.00"));
    const auto payments = async::BlockOn(runtime_.GetExecutor(), reader_.PaymentsAfter(0, 10));
    ASSERT_TRUE(payments);
    EXPECT_EQ(payments->at(0).state, State::kPending);
    EXPECT_EQ(payments->at(1).state, State::kSettled);
    EXPECT_THAT(DayAfter(1).entries, SizeIs(1));
}

TEST_F(RailBookTest, AScenarioOfAnotherProcessIsFollowed) {
    ASSERT_TRUE(Pay(SomeOrder("1", 1200)));
    pqxx::connection connection(database_.Url());
    pqxx::work work(connection);
    work.exec_params("INSERT INTO scenarios (document) VALUES ($1)",
                     R"({"rules": [{"name": "all", "when": {}, "then": {"silent": true}}]})");
    work.commit();
    ASSERT_TRUE(Pay(SomeOrder("2", 1300)));
    EXPECT_THAT(Answers(), ElementsAre("ACSC 12.00"));
}

}  // namespace
}  // namespace clearway::rail_simulator
