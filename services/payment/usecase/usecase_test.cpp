// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "async/runtime.h"
#include "services/payment/usecase/change_payment.h"
#include "services/payment/usecase/create_payment.h"
#include "services/payment/usecase/read_payment.h"
#include "services/payment/usecase/resume_payment.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;

const auto kDebtor = core::DeriveAccountId("acme", "debtor");
const auto kCreditor = core::DeriveAccountId("acme", "creditor");
const auto kClosed = core::DeriveAccountId("acme", "closed");
const auto kForeign = core::DeriveAccountId("globex", "foreign");
const auto kDollars = core::DeriveAccountId("acme", "dollars");

core::Money Euro(std::int64_t minor) { return core::Money(*core::Currency::Parse("EUR"), minor); }

struct FixedClock final : core::Clock {
    core::Timestamp Now() const override { return core::FromMicros(1'000'000); }
};

// One peer of everything; each answer can be replaced, each call is counted.
struct Peers final : AccountDirectory, FraudPort, CompliancePort, LedgerPort {
    Task<Result<std::vector<AccountInfo>>> Resolve(const CallContext&,
                                                   std::vector<core::AccountId> ids) override {
        std::vector<AccountInfo> found;
        for (const auto& id : ids) {
            AccountInfo info{.account_id = id,
                             .partner_id = id == kForeign ? "globex" : "acme",
                             .currency = id == kDollars ? "USD" : "EUR",
                             .closed = id == kClosed,
                             .holder_name = core::Sensitive<std::string>("Holder"),
                             .holder_country = "DE"};
            found.push_back(std::move(info));
        }
        co_return found;
    }
    Task<Result<FraudAnswer>> Score(const CallContext&, const Terms&) override {
        ++scored;
        co_return fraud;
    }
    Task<Result<ScreeningAnswer>> Screen(const CallContext&, const Terms&,
                                         std::vector<Party> parties) override {
        screened = std::move(parties);
        co_return screening;
    }
    Task<Result<HoldOutcome>> PlaceHold(const CallContext&, const Terms& terms,
                                        core::Timestamp expires_at) override {
        ++held;
        hold_life = expires_at - terms.created_at;
        co_return hold;
    }
    Task<Result<core::Done>> VoidHold(const CallContext&, const core::PaymentId&) override {
        ++voided;
        co_return core::Done{};
    }

    Result<FraudAnswer> fraud = FraudAnswer{.outcome = FraudOutcome::kApprove,
                                            .score = 7,
                                            .policy_version = "p1",
                                            .reasons = {}};
    Result<ScreeningAnswer> screening = ScreeningAnswer{.outcome = ScreeningOutcome::kClear,
                                                        .list_version = "l1",
                                                        .case_id = ""};
    Result<HoldOutcome> hold = HoldOutcome::kHeld;
    std::vector<Party> screened;
    std::chrono::microseconds hold_life{0};
    std::atomic<int> scored{0};
    std::atomic<int> held{0};
    std::atomic<int> voided{0};
};

// The store's contract without a database: decisions by the domain, one at a time.
struct Memory final : PaymentStore {
    Task<Result<Outcome>> Apply(Command command) override {
        const std::lock_guard lock(mutex);
        const auto id = PaymentOf(command);
        if (const auto* create = std::get_if<Create>(&command); create && !rows.contains(id)) {
            Payment payment{.terms = create->terms, .fingerprint = FingerprintOf(create->terms)};
            Fold(payment, {.payment_id = id,
                           .version = 1,
                           .occurred_at = create->terms.created_at,
                           .body = create->decision});
            rows.emplace(id, payment);
            co_return Outcome{.payment = payment};
        }
        if (!rows.contains(id)) co_return ErrorCode::kPaymentNotFound;
        auto step = DecideStep(rows.at(id), command);
        if (!step) co_return std::move(step).error();
        if (step->fact)
            Fold(rows.at(id), {.payment_id = id,
                               .version = rows.at(id).version + 1,
                               .occurred_at = {},
                               .command_id = step->command_id,
                               .body = *step->fact});
        co_return Outcome{.payment = rows.at(id), .replayed = step->replayed};
    }
    Task<Result<std::optional<Payment>>> Find(const core::PaymentId& id) override {
        const std::lock_guard lock(mutex);
        co_return rows.contains(id) ? std::optional(rows.at(id)) : std::nullopt;
    }
    Task<Result<std::optional<Payment>>> FindAsCreated(const core::PaymentId& id) override {
        return Find(id);
    }
    Task<Result<std::vector<Payment>>> List(const PaymentFilter&) override {
        co_return std::vector<Payment>();
    }

    std::mutex mutex;
    std::map<core::PaymentId, Payment> rows;
};

class CreatePaymentTest : public ::testing::Test {
protected:
    Terms Order(const std::string& key = "key") const {
        return Terms{.payment_id = core::DerivePaymentId("acme", key),
                     .partner_id = "acme",
                     .debtor = kDebtor,
                     .creditor = kCreditor,
                     .amount = Euro(1000)};
    }
    Result<Outcome> Run(Terms terms) {
        CallContext call;
        call.partner_id = "acme";
        return async::BlockOn(runtime_.GetExecutor(), create_.Run(call, std::move(terms)));
    }

    Peers peers_;
    Memory store_;
    FixedClock clock_;
    CreatePayment create_{{store_, peers_, peers_, peers_, peers_, clock_}, {}};
    async::Runtime runtime_{4};
};

TEST_F(CreatePaymentTest, IsAuthorisedWhenBothChecksAllowItAndTheFundsAreHeld) {
    const auto outcome = Run(Order());
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->payment.status, Status::kAuthorised);
    EXPECT_EQ(peers_.screened.size(), 2U);
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
                        {kDebtor, kForeign, ErrorCode::kAccountNotFound},
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
        Task<Result<Outcome>> Apply(Command command) override { return memory.Apply(std::move(command)); }
        Task<Result<std::optional<Payment>>> Find(const core::PaymentId& id) override {
            return memory.Find(id);
        }
        Task<Result<std::optional<Payment>>> FindAsCreated(const core::PaymentId&) override {
            co_return std::optional<Payment>();
        }
        Task<Result<std::vector<Payment>>> List(const PaymentFilter& f) override {
            return memory.List(f);
        }
        Memory& memory;
    } racing(store_);
    auto declined = store_.Apply(Create{Order(), Declined{{}, {{"FRAD", "No."}}}, {}});
    ASSERT_TRUE(async::BlockOn(runtime_.GetExecutor(), std::move(declined)));
    CreatePayment create({racing, peers_, peers_, peers_, peers_, clock_}, {});
    CallContext call;
    const auto outcome = async::BlockOn(runtime_.GetExecutor(), create.Run(call, Order()));
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->replayed);
    EXPECT_EQ(outcome->payment.status, Status::kDeclined);
    EXPECT_EQ(peers_.voided, 1);
}

TEST_F(CreatePaymentTest, AClearedReviewHoldsTheFundsAndGoesOnAConfirmedOneEnds) {
    peers_.screening = ScreeningAnswer{.outcome = ScreeningOutcome::kHit,
                                       .list_version = "l1",
                                       .case_id = "c"};
    ASSERT_EQ(Run(Order("a"))->payment.status, Status::kInReview);
    ASSERT_EQ(Run(Order("b"))->payment.status, Status::kInReview);
    ResumePayment resume(store_, peers_, clock_, {});
    CallContext call;
    const auto end = [&](Task<Result<std::optional<Command>>> task) {
        auto command = async::BlockOn(runtime_.GetExecutor(), std::move(task));
        return async::BlockOn(runtime_.GetExecutor(), store_.Apply(std::move(**command)));
    };
    EXPECT_EQ(end(resume.Cleared(call, Order("a").payment_id))->payment.status, Status::kAuthorised);
    EXPECT_EQ(peers_.held, 1);
    const auto confirmed = end(resume.Confirmed(call, Order("b").payment_id));
    EXPECT_EQ(confirmed->payment.status, Status::kDeclined);
    EXPECT_EQ(confirmed->payment.reasons.at(0).code, "RR04");
    // Delivered again: nothing left to do.
    auto again = async::BlockOn(runtime_.GetExecutor(), resume.Cleared(call, Order("a").payment_id));
    EXPECT_FALSE(again->has_value());
}

TEST_F(CreatePaymentTest, AReviewIsNotEndedWhileTheLedgerDoesNotAnswer) {
    peers_.screening = ErrorCode::kUnavailable;
    ASSERT_TRUE(Run(Order()));
    peers_.hold = ErrorCode::kDeadlineExceeded;
    ResumePayment resume(store_, peers_, clock_, {});
    CallContext call;
    EXPECT_FALSE(async::BlockOn(runtime_.GetExecutor(), resume.Cleared(call, Order().payment_id)));
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
