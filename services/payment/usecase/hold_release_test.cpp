// SPDX-License-Identifier: Apache-2.0
// A hold that no payment relies on is released, and no other: what happens between two steps.
#include <gtest/gtest.h>

#include <functional>

#include "async/runtime.h"
#include "services/payment/usecase/create_payment.h"
#include "services/payment/usecase/personal_test_support.h"
#include "services/payment/usecase/resume_payment.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;

struct FixedClock final : core::Clock {
    core::Timestamp Now() const override { return core::FromMicros(1'000'000); }
};

struct Ledger final : LedgerPort {
    Task<Result<HoldOutcome>> PlaceHold(const CallContext&, const Terms&,
                                        core::Timestamp) override {
        ++held;
        meanwhile();
        co_return HoldOutcome::kHeld;
    }
    Task<Result<core::Done>> VoidHold(const CallContext&, const core::PaymentId&) override {
        ++voided;
        co_return void_answer;
    }

    int held = 0;
    int voided = 0;
    Result<core::Done> void_answer = core::Done{};
    std::function<void()> meanwhile = [] {};  // what others do while the hold is placed
};

// One payment, or none yet; it refuses every command as one of another order.
struct Store final : PaymentStore {
    Task<Result<Outcome>> Apply(Command) override { co_return ErrorCode::kIdempotencyKeyReused; }
    Task<Result<std::optional<Payment>>> Find(const core::PaymentId&) override {
        co_return payment;
    }
    Task<Result<std::optional<Payment>>> FindAsCreated(const core::PaymentId&) override {
        co_return payment;
    }
    Task<Result<std::optional<Decided>>> FindDecided(const core::PaymentId&) override {
        if (!payment) co_return std::optional<Decided>();
        co_return Decided{.payment = *payment, .evidence = {.screening_outcome = "clear"}};
    }
    Task<Result<std::vector<Payment>>> FindByIban(IbanFilter) override {
        co_return std::vector<Payment>();
    }
    Task<Result<std::vector<Payment>>> List(const PaymentFilter&) override {
        co_return std::vector<Payment>();
    }

    std::optional<Payment> payment;
};

struct Peers final : AccountDirectory, FraudPort, CompliancePort {
    Task<Result<std::vector<AccountInfo>>> Resolve(const CallContext&,
                                                   std::vector<core::AccountId> ids) override {
        std::vector<AccountInfo> found;
        for (const auto& id : ids)
            found.push_back({.account_id = id,
                             .partner_id = "acme",
                             .currency = "EUR",
                             .holder_name = core::Sensitive<std::string>("Holder"),
                             .holder_country = "DE"});
        co_return found;
    }
    Task<Result<FraudAnswer>> Score(const CallContext&, const Terms&) override {
        co_return FraudAnswer{
            .outcome = FraudOutcome::kApprove, .policy_version = {}, .reasons = {}};
    }
    Task<Result<ScreeningAnswer>> Screen(const CallContext&, const Terms&,
                                         std::vector<Party>) override {
        co_return ScreeningAnswer{
            .outcome = ScreeningOutcome::kClear, .list_version = {}, .case_id = {}};
    }
};

class HoldReleaseTest : public ::testing::Test {
protected:
    static Terms Order() {
        return {.payment_id = core::DerivePaymentId("acme", "key"),
                .partner_id = "acme",
                .debtor = core::DeriveAccountId("acme", "debtor"),
                .creditor = core::DeriveAccountId("acme", "creditor"),
                .amount = core::Money(*core::Currency::Parse("EUR"), 1000)};
    }
    static Payment Stored(Status status) {
        Payment payment{.terms = Order()};
        payment.terms.fingerprint = "of another order";
        payment.status = status;
        return payment;
    }

    // Another instance stores its decision under this key while this one places the hold.
    Result<Outcome> CreateWhileStored(Status status) {
        ledger_.meanwhile = [this, status] { store_.payment = Stored(status); };
        CreatePayment create({store_, peers_, peers_, peers_, ledger_, personal_, clock_}, {});
        return async::BlockOn(runtime_.GetExecutor(), create.Run({}, Order()));
    }
    Result<std::optional<Command>> Clear() {
        ResumePayment resume({store_, peers_, peers_, ledger_, clock_}, {});
        return async::BlockOn(runtime_.GetExecutor(), resume.Cleared({}, Order().payment_id));
    }

    Store store_;
    OpenTermsForTests personal_;
    Ledger ledger_;
    Peers peers_;
    FixedClock clock_;
    async::Runtime runtime_{2};
};

TEST_F(HoldReleaseTest, ThatOfAnotherInstancesPaymentIsKept) {
    EXPECT_EQ(CreateWhileStored(Status::kAuthorised).error().code,
              ErrorCode::kIdempotencyKeyReused);
    EXPECT_EQ(ledger_.held, 1);
    EXPECT_EQ(ledger_.voided, 0);
}

TEST_F(HoldReleaseTest, ThatOfAPaymentDeclinedByAnotherInstanceIsReleased) {
    EXPECT_EQ(CreateWhileStored(Status::kDeclined).error().code, ErrorCode::kIdempotencyKeyReused);
    EXPECT_EQ(ledger_.voided, 1);
}

TEST_F(HoldReleaseTest, ThatOfAPaymentCancelledWhileItWasPlacedIsReleased) {
    store_.payment = Stored(Status::kInReview);
    ledger_.meanwhile = [this] { store_.payment = Stored(Status::kCancelled); };
    const auto command = Clear();
    ASSERT_TRUE(command);
    EXPECT_FALSE(command->has_value());
    EXPECT_EQ(ledger_.held, 1);
    EXPECT_EQ(ledger_.voided, 1);
}

TEST_F(HoldReleaseTest, ThatOfAPaymentCancelledAfterACrashIsReleasedWhenTheFactComesAgain) {
    store_.payment = Stored(Status::kCancelled);
    const auto command = Clear();
    ASSERT_TRUE(command);
    EXPECT_FALSE(command->has_value());
    EXPECT_EQ(ledger_.held, 0);
    EXPECT_EQ(ledger_.voided, 1);
}

TEST_F(HoldReleaseTest, IsTriedAgainWhenTheLedgerDoesNotAnswer) {
    store_.payment = Stored(Status::kCancelled);
    ledger_.void_answer = ErrorCode::kDeadlineExceeded;
    EXPECT_FALSE(Clear());
}

}  // namespace
}  // namespace clearway::payment
