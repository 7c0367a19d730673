// SPDX-License-Identifier: Apache-2.0
#include <future>

#include "services/payment/usecase/read_payment.h"
#include "services/payment/usecase/usecase_test_support.h"

namespace clearway::payment {
namespace {

using CreatePaymentTest = UseCaseTest;

TEST_F(CreatePaymentTest, IsAuthorisedWhenBothChecksAllowItAndTheFundsAreHeld) {
    const auto outcome = Run(Order());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->payment.status, Status::kAuthorised);
    ASSERT_EQ(peers_.screened.size(), 2U);
    for (const auto& party : peers_.screened) EXPECT_FALSE(party.person.IsNil());
    EXPECT_EQ(peers_.hold_life, std::chrono::hours(24));
}

TEST_F(CreatePaymentTest, HoldsNothingWhenAPeerSaysNo) {
    peers_.fraud = FraudAnswer{.outcome = FraudOutcome::kDecline,
                               .score = 900,
                               .policy_version = "p1",
                               .reasons = {{"VELOCITY_PAYER_1M", "Too many."}}};
    const auto outcome = Run(Order());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->payment.status, Status::kDeclined);
    EXPECT_EQ(outcome->payment.reasons.at(1).code, "VELOCITY_PAYER_1M");
    EXPECT_EQ(peers_.held, 0);
}

TEST_F(CreatePaymentTest, WithoutScreeningItWaitsInReviewAndSaysSo) {
    peers_.screening = ErrorCode::kUnavailable;
    const auto outcome = Run(Order());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->payment.status, Status::kInReview);
    EXPECT_EQ(outcome->payment.degradations.at(0), "screening_unavailable");
    EXPECT_EQ(peers_.held, 0);
}

TEST_F(CreatePaymentTest, WithoutAScoreSmallAmountsGoOnAndSaySo) {
    const metrics::Counter counted("clearway_payments_degraded_total", "",
                                   {{"degradation", "fraud_unavailable"}});
    const auto before = counted.Value();
    peers_.fraud = ErrorCode::kDeadlineExceeded;
    const auto outcome = Run(Order());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->payment.status, Status::kAuthorised);
    EXPECT_EQ(outcome->payment.degradations.at(0), "fraud_unavailable");
    EXPECT_EQ(counted.Value(), before + 1);
}

TEST_F(CreatePaymentTest, WithoutTheLedgerNothingIsDecidedAndTheSameKeyConvergesLater) {
    peers_.hold = ErrorCode::kUnavailable;
    EXPECT_EQ(Run(Order()).error().code, ErrorCode::kUnavailable);
    EXPECT_TRUE(store_.rows.empty());
    peers_.hold = HoldOutcome::kHeld;
    EXPECT_TRUE(Run(Order()));
}

TEST_F(CreatePaymentTest, RefusesAccountsThatCannotPayAndWritesNothing) {
    struct Row {
        core::AccountId debtor, creditor;
        ErrorCode code;
    };
    const Row rows[] = {{kForeign, kCreditor, ErrorCode::kAccountNotFound},
                        {kDebtor, kNowhere, ErrorCode::kAccountNotFound},
                        {kDebtor, kPlatforms, ErrorCode::kAccountNotFound},
                        {kDebtor, kForeignClosed, ErrorCode::kAccountClosed},
                        {kDebtor, kForeignDollars, ErrorCode::kCurrencyMismatch},
                        {kClosed, kCreditor, ErrorCode::kAccountClosed},
                        {kDebtor, kClosed, ErrorCode::kAccountClosed},
                        {kDollars, kCreditor, ErrorCode::kCurrencyMismatch},
                        {kDebtor, kDollars, ErrorCode::kCurrencyMismatch},
                        {kDebtor, kDebtor, ErrorCode::kSameAccount}};
    for (const auto& row : rows) {
        auto order = Order();
        order.debtor = row.debtor;
        order.creditor = row.creditor;
        const auto outcome = Run(order);
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().code, row.code);
    }
    EXPECT_TRUE(store_.rows.empty());
    EXPECT_EQ(peers_.held, 0);
}

TEST_F(CreatePaymentTest, PaysToAnAccountOfAnotherPartnerAndScreensItsHolder) {
    auto order = Order();
    order.creditor = kForeign;
    const auto outcome = Run(order);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->payment.status, Status::kAuthorised);
    EXPECT_EQ(peers_.held, 1);
    ASSERT_EQ(peers_.screened.size(), 2U);
    EXPECT_EQ(peers_.screened[1].person, kForeign.value);
}

TEST_F(CreatePaymentTest, TheSameKeyRacedBy64CallersIsDecidedOnce) {
    std::vector<std::future<Result<Outcome>>> answers;
    for (int i = 0; i < 64; ++i)
        answers.push_back(std::async(std::launch::async, [&] { return Run(Order()); }));
    int first = 0;
    for (auto& answer : answers) {
        const auto outcome = answer.get();
        ASSERT_TRUE(outcome);
        if (!outcome->replayed) ++first;
    }
    EXPECT_EQ(first, 1);
    EXPECT_EQ(peers_.scored, 1);
    EXPECT_EQ(peers_.held, 1);
}

TEST_F(CreatePaymentTest, TheSameKeyWithAnotherBodyIsRefusedBeforeAnythingIsDone) {
    ASSERT_TRUE(Run(Order()));
    auto other = Order();
    other.amount = Euro(2000);
    EXPECT_EQ(Run(other).error().code, ErrorCode::kIdempotencyKeyReused);
    EXPECT_EQ(peers_.held, 1);
}

TEST_F(CreatePaymentTest, AnotherInstancesDecisionWinsAndAHoldItDidNotPlaceIsVoided) {
    // Stored between this call's look-up and its commit.
    struct Racing final : PaymentStore {
        explicit Racing(Memory& m) : memory(m) {}
        Task<Result<Outcome>> Apply(Command command) override {
            return memory.Apply(std::move(command));
        }
        Task<Result<std::optional<Payment>>> Find(const core::PaymentId& id) override {
            return memory.Find(id);
        }
        Task<Result<std::optional<Payment>>> FindAsCreated(const core::PaymentId&) override {
            co_return std::optional<Payment>();
        }
        Task<Result<std::optional<Decided>>> FindDecided(const core::PaymentId& id) override {
            return memory.FindDecided(id);
        }
        Task<Result<std::vector<Payment>>> List(const PaymentFilter& f) override {
            return memory.List(f);
        }
        Task<Result<std::vector<Payment>>> FindByIban(IbanFilter f) override {
            return memory.FindByIban(std::move(f));
        }
        Memory& memory;
    } racing(store_);
    auto declined = store_.Apply(Create{Order(), Declined{{}, {{"FRAD", "No."}}}, {}});
    ASSERT_TRUE(async::BlockOn(runtime_.GetExecutor(), std::move(declined)));
    CreatePayment create({racing, peers_, peers_, peers_, peers_, personal_, clock_}, {});
    CallContext call;
    const auto outcome = async::BlockOn(runtime_.GetExecutor(), create.Run(call, Order()));
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->replayed);
    EXPECT_EQ(outcome->payment.status, Status::kDeclined);
    EXPECT_EQ(peers_.voided, 1);
}

TEST_F(CreatePaymentTest, AnOrderWithNothingPersonalAsksNobodyForAKey) {
    ASSERT_TRUE(Run(Order()));
    EXPECT_EQ(personal_.identified, 0);
    EXPECT_EQ(personal_.sealed, 0);
}

TEST_F(CreatePaymentTest, FreeTextIsSealedForTheDebtorAndAPayeeElsewhereForThemselves) {
    auto order = Order("text");
    order.remittance_information = core::Sensitive<std::string>("rent");
    ASSERT_TRUE(Run(order));
    EXPECT_EQ(personal_.sealed_for, kDebtor.value);
    order = Order("elsewhere");
    order.creditor.reset();
    order.external_creditor.name = core::Sensitive<std::string>("Erika");
    const auto outcome = Run(order);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(personal_.sealed_for, TokenOf("acme", order.external_creditor, HashForTests));
    EXPECT_EQ(outcome->payment.terms.sealed.person, personal_.sealed_for);
}

TEST_F(CreatePaymentTest, AnOrderThatCannotBeSealedHoldsNothing) {
    auto order = Order();
    order.remittance_information = core::Sensitive<std::string>("rent");
    personal_.refusal = core::Error{.code = ErrorCode::kUnavailable};
    EXPECT_EQ(Run(order).error().code, ErrorCode::kUnavailable);
    EXPECT_EQ(peers_.held, 0);
    EXPECT_TRUE(store_.rows.empty());
}

struct Log final : EventLogPort {
    Log(std::string s, Result<std::vector<TimelineEntry>> a)
        : service(std::move(s)), answer(std::move(a)) {}
    std::string Service() const override { return service; }
    Task<Result<std::vector<TimelineEntry>>> ListPaymentEvents(const CallContext&,
                                                               const core::PaymentId&) override {
        co_return answer;
    }
    std::string service;
    Result<std::vector<TimelineEntry>> answer;
};

TEST_F(CreatePaymentTest, ATimeLineIsInOrderAndNamesWhoDidNotAnswer) {
    ASSERT_TRUE(Run(Order()));
    const auto entry = [](const char* service, std::int64_t micros) {
        return TimelineEntry{.event_id = {},
                             .service = service,
                             .type = {},
                             .version = 1,
                             .occurred_at = core::FromMicros(micros),
                             .summary = {},
                             .hash = {}};
    };
    Log a("a", std::vector{entry("a", 1), entry("a", 5)});
    Log b("b", std::vector{entry("b", 3)});
    Log c("c", ErrorCode::kUnavailable);
    ReadPayment read(store_, {&a, &b, &c});
    CallContext call;
    call.partner_id = "acme";
    const auto timeline =
        async::BlockOn(runtime_.GetExecutor(), read.ListEvents(call, Order().payment_id));
    ASSERT_TRUE(timeline);
    ASSERT_EQ(timeline->entries.size(), 3U);
    EXPECT_EQ(timeline->entries[1].service, "b");
    EXPECT_EQ(timeline->missing_services, std::vector<std::string>{"c"});
    call.partner_id = "globex";
    EXPECT_EQ(async::BlockOn(runtime_.GetExecutor(), read.ListEvents(call, Order().payment_id))
                  .error()
                  .code,
              ErrorCode::kPaymentNotFound);
}

}  // namespace
}  // namespace clearway::payment
