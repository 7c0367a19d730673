// SPDX-License-Identifier: Apache-2.0
// Facts in, alerts in cases, policies released: the whole of monitoring on real PostgreSQL.
#include "services/compliance/books/monitor_book.h"

#include <gmock/gmock.h>

#include "clearway/common/v1/common_events.pb.h"
#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"
#include "releases/release_facts.h"
#include "services/compliance/books/case_book_test_support.h"
#include "services/compliance/monitoring/monitor_test_support.h"

namespace clearway::compliance {
namespace {

using namespace std::chrono_literals;

using core::ErrorCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Facts of payments by one payer, numbered as a lane numbers them.
class LaneOfFacts {
public:
    template <class Message>
    events::ReceivedEvent Of(const Message& message, core::Timestamp at) {
        events::ReceivedEvent event;
        event.topic = "clearway.payment.events.v1";
        event.offset = next_;
        event.lane = 1;
        event.lane_sequence = ++next_;
        event.type = message.GetTypeName();
        event.payload = message.SerializeAsString();
        event.occurred_at = at;
        return event;
    }
    events::ReceivedEvent Settled(core::Timestamp at, std::int64_t euros,
                                  const std::string& payer = "payer") {
        payment::v1::PaymentSettled fact;
        fact.mutable_terms()->mutable_debtor()->set_account_id(NamedId(payer).ToString());
        fact.mutable_terms()->mutable_creditor()->set_party_token(
            NamedId("payee" + std::to_string(next_)).ToString());
        fact.mutable_amount()->set_currency("EUR");
        fact.mutable_amount()->set_minor_units(euros * 100);
        fact.set_transfer_id(NamedId("transfer" + std::to_string(next_)).ToString());
        return Of(fact, at);
    }
    std::vector<events::ReceivedEvent> Structuring(const std::string& payer = "payer") {
        std::vector<events::ReceivedEvent> facts;
        for (int i = 0; i < 4; ++i) facts.push_back(Settled(kNoon + i * 1h, 9'000, payer));
        return facts;
    }

private:
    std::int64_t next_ = 0;
};

// A case book that fails as it is told to: before an alert is kept, or after, as when the process
// ends between the case book's commit and the batch's own.
class FailingCases final : public CaseCommands {
public:
    enum class Failure { kNone, kBefore, kAfter };

    explicit FailingCases(CaseCommands& cases) : cases_(cases) {}
    async::Task<core::Result<Case>> Submit(CaseCommand command) override {
        if (failure == Failure::kBefore) co_return core::ErrorCode::kUnavailable;
        auto answer = co_await cases_.Submit(std::move(command));
        if (failure == Failure::kAfter) co_return core::ErrorCode::kUnavailable;
        co_return answer;
    }
    Failure failure = Failure::kNone;

private:
    CaseCommands& cases_;
};

class MonitorBookTest : public CaseBookTest {
protected:
    std::unique_ptr<MonitorBook> NewBook() {
        return std::make_unique<MonitorBook>(database_.Url(), readers_, monitor_outbox_, cases_,
                                             runtime_.GetExecutor(), clock_);
    }
    std::vector<Case> CasesNow() { return Await(reader_.List({})).value(); }
    std::vector<std::string> RulesOf(const Case& one) {
        std::vector<std::string> rules;
        for (const auto& alert : one.alerts) rules.push_back(alert.rule);
        return rules;
    }
    core::Result<releases::Release> Take(decltype(releases::ReleaseCommand::step) step,
                                         const char* by = "anna") {
        releases::ReleaseCommand command{std::move(step), by, kNoon};
        return Await(monitor_->Take(std::move(command)));
    }
    core::Result<releases::Release> Activate(const std::string& text, const std::string& version) {
        constexpr auto kPolicy = releases::ReleaseKind::kPolicy;
        if (auto draft = Take(releases::SubmitRelease{kPolicy, {text, {}, {}, {}}}); !draft)
            return draft;
        if (auto shadow = Take(releases::ShadowRelease{kPolicy, version}); !shadow) return shadow;
        if (auto first = Take(releases::ApproveRelease{kPolicy, version}); !first) return first;
        return Take(releases::ApproveRelease{kPolicy, version}, "bert");
    }

    core::SystemClock clock_;
    FailingCases cases_{book_};
    events::Outbox monitor_outbox_{{.service = "compliance-test",
                                    .instance = "compliance-0/monitoring",
                                    .database_url = database_.Url(),
                                    .kafka_brokers = testing::TestKafkaBrokers()}};
    LaneOfFacts facts_;
    std::unique_ptr<MonitorBook> monitor_ = NewBook();
};

TEST_F(MonitorBookTest, OpensACaseAboutTheAccountWithTheAlertInIt) {
    monitor_->Consume(facts_.Structuring());
    const auto cases = CasesNow();
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].subject, AccountNamed("payer"));
    EXPECT_THAT(RulesOf(cases[0]), ElementsAre("aml-baseline/1/structuring"));
    const auto file = Await(reader_.Get(cases[0].id));
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->evidence.at(0));
    EXPECT_THAT(*file->evidence[0], HasSubstr("out_just_below_count_7d"));
}

TEST_F(MonitorBookTest, TakesEachFactOnceHoweverOftenItComes) {
    auto facts = facts_.Structuring();
    facts.resize(2);
    for (int i = 0; i < 3; ++i) monitor_->Consume(facts);
    EXPECT_THAT(CasesNow(), IsEmpty()) << "two payments, delivered three times";
    monitor_ = NewBook();
    monitor_->Consume(facts);
    EXPECT_THAT(CasesNow(), IsEmpty()) << "and again after a restart";
    monitor_->Consume({facts_.Settled(kNoon + 3h, 9'000)});
    EXPECT_EQ(CasesNow().size(), 1U) << "what was known before it is still known";
}

TEST_F(MonitorBookTest, TakesNothingOfABatchWhoseAlertCouldNotBeRaised) {
    const auto facts = facts_.Structuring();
    cases_.failure = FailingCases::Failure::kBefore;
    EXPECT_THROW(monitor_->Consume(facts), std::runtime_error);
    EXPECT_THAT(CasesNow(), IsEmpty());
    cases_.failure = FailingCases::Failure::kNone;
    monitor_->Consume(facts);
    EXPECT_EQ(CasesNow().size(), 1U);
}

TEST_F(MonitorBookTest, RaisesTheSameAlertWhenABatchIsJudgedAgain) {
    const auto facts = facts_.Structuring();
    cases_.failure = FailingCases::Failure::kAfter;
    EXPECT_THROW(monitor_->Consume(facts), std::runtime_error);
    ASSERT_EQ(CasesNow().size(), 1U) << "the alert is kept, the batch is not";
    cases_.failure = FailingCases::Failure::kNone;
    monitor_ = NewBook();
    monitor_->Consume(facts);
    const auto cases = CasesNow();
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].alerts.size(), 1U);
}

TEST_F(MonitorBookTest, KnowsThePartyFromTheOpeningOfItsAccounts) {
    const auto opened = [&](const std::string& account) {
        settlement::v1::AccountOpened fact;
        fact.set_account_id(NamedId(account).ToString());
        fact.set_party_id(NamedId("anna").ToString());
        return facts_.Of(fact, kNoon);
    };
    monitor_->Consume({opened("first"), opened("second"), opened("third")});
    int hour = 0;
    for (const auto* account : {"first", "second", "third"})
        monitor_->Consume({facts_.Settled(kNoon + ++hour * 1h, 9'000, account)});
    const auto cases = CasesNow();
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].subject, PartyNamed("anna"));
}

TEST_F(MonitorBookTest, LeavesOutTransfersOfPaymentsAndTheClearingAccount) {
    settlement::v1::TransferPosted transfer;
    transfer.set_transfer_id(NamedId("t").ToString());
    transfer.set_debtor_account_id(core::DeriveClearingAccountId("EUR").ToString());
    transfer.set_creditor_account_id(NamedId("payee").ToString());
    transfer.mutable_amount()->set_currency("EUR");
    transfer.mutable_amount()->set_minor_units(500);
    const auto credit = MovementFactsOf(facts_.Of(transfer, kNoon));
    ASSERT_EQ(credit.size(), 1U);
    EXPECT_FALSE(std::get<Movement>(credit[0]).debtor.is_account);
    EXPECT_TRUE(std::get<Movement>(credit[0]).creditor.is_account);
    transfer.set_payment_id(NamedId("p").ToString());
    EXPECT_THAT(MovementFactsOf(facts_.Of(transfer, kNoon)), IsEmpty());
    transfer.set_payment_id("");
    transfer.mutable_amount()->set_minor_units(0);
    EXPECT_THROW(MovementFactsOf(facts_.Of(transfer, kNoon)), events::UnreadableEvent);
}

TEST_F(MonitorBookTest, LeavesOutWhatInstitutionsSettleWithOneAnother) {
    settlement::v1::TransfersPosted booking;
    auto& transfer = *booking.add_transfers();
    transfer.set_transfer_id(NamedId("t").ToString());
    transfer.set_debtor_account_id(NamedId("one").ToString());
    transfer.set_creditor_account_id(NamedId("other").ToString());
    transfer.mutable_amount()->set_currency("EUR");
    transfer.mutable_amount()->set_minor_units(500);
    EXPECT_EQ(MovementFactsOf(facts_.Of(booking, kNoon)).size(), 1U);
    booking.set_between_settlement_accounts(true);
    EXPECT_THAT(MovementFactsOf(facts_.Of(booking, kNoon)), IsEmpty());
}

TEST_F(MonitorBookTest, JudgesByWhatTwoOperatorsReleasedAndGoesBackByOneCall) {
    ASSERT_TRUE(Activate(PolicyWithRule("amount > 100", "enforce", "account", "1"), "test/1"));
    monitor_->Consume({facts_.Settled(kNoon, 200, "one")});
    ASSERT_EQ(CasesNow().size(), 1U);
    EXPECT_THAT(RulesOf(CasesNow()[0]), ElementsAre("test/1/rule"));
    ASSERT_TRUE(Activate(PolicyWithRule("amount > 300", "enforce", "account", "2"), "test/2"));
    monitor_->Consume({facts_.Settled(kNoon, 200, "two")});
    EXPECT_EQ(CasesNow().size(), 1U);
    ASSERT_TRUE(Take(releases::RollBackRelease{releases::ReleaseKind::kPolicy, "test/2"}));
    monitor_->Consume({facts_.Settled(kNoon, 200, "three")});
    EXPECT_EQ(CasesNow().size(), 2U);
    monitor_ = NewBook();
    monitor_->Consume({facts_.Settled(kNoon, 200, "four")});
    EXPECT_EQ(CasesNow().size(), 3U) << "and after a restart";
}

TEST_F(MonitorBookTest, RefusesAPolicyWithAllFaultsAndTakesNoOperatorForTwo) {
    constexpr auto kPolicy = releases::ReleaseKind::kPolicy;
    const auto refused = Take(releases::SubmitRelease{
        kPolicy, {PolicyWithRule("amuont > 5", "enforce", "payment"), {}, {}, {}}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kReleaseRefused);
    ASSERT_TRUE(Take(releases::SubmitRelease{kPolicy, {PolicyWithRule("amount > 5"), {}, {}, {}}}));
    ASSERT_TRUE(Take(releases::ShadowRelease{kPolicy, "test/1"}));
    ASSERT_TRUE(Take(releases::ApproveRelease{kPolicy, "test/1"}));
    EXPECT_TRUE(AwaitsSecondOperator(*Take(releases::ApproveRelease{kPolicy, "test/1"})));
    monitor_->Consume({facts_.Settled(kNoon, 200)});
    EXPECT_THAT(CasesNow(), IsEmpty()) << "in shadow it raises nothing";
}

TEST_F(MonitorBookTest, TellsEachStepOfAPolicyAsAFact) {
    const auto active = Activate(PolicyWithRule("amount > 5"), "test/1");
    ASSERT_TRUE(active);
    std::vector<std::string> steps;
    for (const auto& fact : Facts(releases::ReleaseStream(*active))) {
        common::v1::ReleaseStepTaken taken;
        ASSERT_TRUE(taken.ParseFromString(fact.payload));
        steps.push_back(taken.step() + " by " + taken.taken_by());
    }
    EXPECT_THAT(steps, ElementsAre("submitted by anna", "shadowed by anna", "approved by anna",
                                   "approved by bert", "activated by bert"));
}

}  // namespace
}  // namespace clearway::compliance
