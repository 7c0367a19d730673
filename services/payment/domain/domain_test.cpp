// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/digest.h"

#include <functional>
#include <map>
#include <set>

#include "services/payment/domain/decide.h"
#include "services/payment/domain/payment_state.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;

core::Money Euro(std::int64_t minor) { return core::Money(*core::Currency::Parse("EUR"), minor); }

Terms SomeTerms(bool automatic = false) {
    return Terms{.payment_id = core::DerivePaymentId("acme", "key"),
                 .partner_id = "acme",
                 .debtor = core::DeriveAccountId("acme", "a"),
                 .creditor = core::DeriveAccountId("acme", "b"),
                 .amount = Euro(1000),
                 .automatic_capture = automatic};
}

Payment In(Status status, bool automatic = false) {
    Payment payment{.terms = SomeTerms(automatic)};
    payment.status = status;
    payment.version = 1;
    return payment;
}

constexpr Status kAllStates[] = {
    Status::kAuthorised, Status::kProcessing,        Status::kSettled,   Status::kDeclined,
    Status::kInReview,   Status::kChallengeRequired, Status::kCancelled, Status::kExpired,
    Status::kFailed,     Status::kReturned};

const core::Uuid kCommand = core::Uuid::Derive(core::Uuid(), "command");

std::vector<std::pair<Input, Command>> AllInputs() {
    const auto id = SomeTerms().payment_id;
    return {{Input::kCapture, Capture{id, "acme", kCommand, {}, {}, {}}},
            {Input::kCancel, Cancel{id, "acme", kCommand, {}, {}}},
            {Input::kRelease, EndReview{id, Authorised{}, {}, {}}},
            {Input::kReject, EndReview{id, Declined{}, {}, {}}},
            {Input::kSettle, LedgerNews{id, Settled{Euro(1000), {}}, {}, {}}},
            {Input::kRefuse, LedgerNews{id, Failed{}, {}, {}}},
            {Input::kExpire, LedgerNews{id, Expired{}, {}, {}}},
            {Input::kSubmit, LedgerNews{id, Submitted{"instant"}, {}, {}}},
            {Input::kReturn, LedgerNews{id, Returned{}, {}, {}}}};
}

TEST(PaymentState, EveryStateAndInputIsAllowedByTheTableOrRefusedOrAbsorbed) {
    for (const bool automatic : {false, true}) {
        for (const auto state : kAllStates) {
            for (const auto& [input, command] : AllInputs()) {
                const auto next = Next(state, input, automatic);
                auto payment = In(state, automatic);
                const auto step = DecideStep(payment, command);
                const bool from_partner = input == Input::kCapture || input == Input::kCancel;
                const auto where =
                    std::string(NameOf(state)) + "/" + std::to_string(static_cast<int>(input));
                if (!next && from_partner) {
                    ASSERT_FALSE(step) << where;
                    EXPECT_EQ(step.error().code, ErrorCode::kPaymentStateConflict) << where;
                    continue;
                }
                ASSERT_TRUE(step) << where;
                if (step->fact)
                    Fold(payment, Fact{.payment_id = payment.terms.payment_id,
                                       .version = 2,
                                       .occurred_at = {},
                                       .body = *step->fact});
                EXPECT_EQ(payment.status, next.value_or(state)) << where;
                const bool recorded =
                    step->fact && std::holds_alternative<Contradicted>(*step->fact);
                EXPECT_EQ(recorded, !next && Contradicts(state, input)) << where;
            }
        }
    }
}

TEST(PaymentState, OutOfTerminalStatesLeadsTheReturnAlone) {
    for (const auto state : kTerminal)
        for (const auto& [input, command] : AllInputs())
            for (const bool automatic : {false, true})
                EXPECT_EQ(Next(state, input, automatic).has_value(),
                          state == Status::kSettled && input == Input::kReturn);
}

TEST(PaymentState, EveryStateHasANameAndAnIsoStatus) {
    for (const auto state : kAllStates) {
        EXPECT_FALSE(NameOf(state).empty());
        EXPECT_EQ(IsoStatusOf(state).size(), 4U);
    }
}

struct CheckRow {
    FraudOutcome fraud;
    ScreeningOutcome screening;
    std::int64_t amount_minor;
    std::string_view decision;  // "hold", or the status
    std::string_view reason;
    PayerStanding payer = PayerStanding::kGood;
};

TEST(DecideBeforeHold, GatesStandInOrderOfPrecedence) {
    using F = FraudOutcome;
    using S = ScreeningOutcome;
    const CheckRow rows[] = {
        {F::kApprove, S::kClear, 1000, "hold", ""},
        {F::kApprove, S::kHit, 1000, "in_review", "RR04"},
        {F::kDecline, S::kHit, 1000, "in_review", "RR04"},
        {F::kUnavailable, S::kHit, 1000, "in_review", "RR04"},
        {F::kDecline, S::kClear, 1000, "declined", "FRAD"},
        {F::kDecline, S::kUnavailable, 1000, "declined", "FRAD"},
        {F::kApprove, S::kUnavailable, 1000, "in_review", "RR04"},
        {F::kUnavailable, S::kUnavailable, 1, "in_review", "RR04"},
        {F::kReview, S::kClear, 1000, "in_review", "FRAD"},
        {F::kChallenge, S::kClear, 1000, "in_review", "FRAD"},
        {F::kUnavailable, S::kClear, 24'999, "hold", ""},
        {F::kUnavailable, S::kClear, 25'000, "in_review", "FRAD"},
        {F::kApprove, S::kClear, 1000, "declined", "AM14", PayerStanding::kLimitExceeded},
        {F::kApprove, S::kClear, 1000, "declined", "RR04", PayerStanding::kNotVerified},
        {F::kDecline, S::kClear, 1000, "declined", "FRAD", PayerStanding::kLimitExceeded},
        {F::kReview, S::kClear, 1000, "declined", "AM14", PayerStanding::kLimitExceeded},
        {F::kApprove, S::kHit, 1000, "in_review", "RR04", PayerStanding::kLimitExceeded},
    };
    for (const auto& row : rows) {
        Checks checks{
            .fraud = row.fraud, .screening = row.screening, .payer = row.payer, .evidence = {}};
        const auto decision =
            DecideBeforeHold(checks, Euro(row.amount_minor), {.unscored_amount_max = 250});
        std::string_view found = "hold";
        std::string reason;
        if (decision && std::holds_alternative<Declined>(*decision)) {
            found = "declined";
            reason = std::get<Declined>(*decision).reasons.at(0).code;
        } else if (decision) {
            found = "in_review";
            reason = std::get<HeldForReview>(*decision).reasons.at(0).code;
        }
        EXPECT_EQ(found, row.decision);
        EXPECT_EQ(reason, row.reason);
        const bool degraded = row.fraud == F::kUnavailable || row.screening == S::kUnavailable;
        EXPECT_EQ(checks.evidence.degradations.empty(), !degraded);
    }
}

TEST(DecideAfterHold, EachRefusalHasItsIsoReason) {
    const std::map<HoldOutcome, std::string> reasons{
        {HoldOutcome::kInsufficientFunds, "AM04"},    {HoldOutcome::kDebtorClosed, "AC04"},
        {HoldOutcome::kCreditorClosed, "AC07"},       {HoldOutcome::kSettlementLimit, "AM23"},
        {HoldOutcome::kInstitutionSuspended, "AG10"}, {HoldOutcome::kEnded, "AB05"}};
    for (const auto& [outcome, code] : reasons)
        EXPECT_EQ(std::get<Declined>(DecideAfterHold(outcome, {})).reasons.at(0).code, code);
    EXPECT_TRUE(std::holds_alternative<Authorised>(DecideAfterHold(HoldOutcome::kHeld, {})));
}

TEST(DecideStep, TheSameOrderAgainIsReplayedAndAnotherOneRefused) {
    const auto payment = In(Status::kSettled);
    EXPECT_TRUE(DecideStep(payment, Create{SomeTerms(), Authorised{}, {}})->replayed);
    auto other = SomeTerms();
    other.fingerprint = "of other words";
    EXPECT_EQ(DecideStep(payment, Create{other, Authorised{}, {}}).error().code,
              ErrorCode::kIdempotencyKeyReused);
}

TEST(DecideStep, ForeignPartnersSeeNoPayment) {
    const auto payment = In(Status::kAuthorised);
    const auto id = payment.terms.payment_id;
    EXPECT_EQ(DecideStep(payment, Capture{id, "globex", kCommand, {}, {}, {}}).error().code,
              ErrorCode::kPaymentNotFound);
    EXPECT_EQ(DecideStep(payment, Cancel{id, "globex", kCommand, {}, {}}).error().code,
              ErrorCode::kPaymentNotFound);
}

TEST(DecideStep, ACaptureIsBoundedAndIdempotent) {
    auto payment = In(Status::kAuthorised);
    const auto id = payment.terms.payment_id;
    const auto dollars = core::Money(*core::Currency::Parse("USD"), 1);
    EXPECT_EQ(DecideStep(payment, Capture{id, "acme", kCommand, Euro(1001), {}, {}}).error().code,
              ErrorCode::kCaptureAmountTooLarge);
    EXPECT_EQ(DecideStep(payment, Capture{id, "acme", kCommand, dollars, {}, {}}).error().code,
              ErrorCode::kCurrencyMismatch);
    const Capture part{id, "acme", kCommand, Euro(400), {}, {}};
    const auto step = DecideStep(payment, part);
    ASSERT_TRUE(step);
    Fold(payment, Fact{.payment_id = id,
                       .version = 2,
                       .occurred_at = {},
                       .command_id = step->command_id,
                       .body = *step->fact});
    EXPECT_EQ(payment.status, Status::kProcessing);
    EXPECT_TRUE(DecideStep(payment, part)->replayed);
    EXPECT_EQ(DecideStep(payment, Capture{id, "acme", kCommand, Euro(401), {}, {}}).error().code,
              ErrorCode::kIdempotencyKeyReused);
    const auto other = core::Uuid::Derive(core::Uuid(), "other");
    EXPECT_EQ(DecideStep(payment, Capture{id, "acme", other, Euro(400), {}, {}}).error().code,
              ErrorCode::kPaymentStateConflict);
}

TEST(Facts, AStateIsTheFoldOfItsFacts) {
    const auto payment = In(Status::kSettled);
    const auto id = payment.terms.payment_id;
    const std::vector<Fact> facts{
        {.payment_id = id, .version = 1, .occurred_at = core::FromMicros(1), .body = Authorised{}},
        {.payment_id = id,
         .version = 2,
         .occurred_at = core::FromMicros(2),
         .body = CaptureRequested{Euro(400)}},
        {.payment_id = id,
         .version = 3,
         .occurred_at = core::FromMicros(3),
         .body = Settled{Euro(400), {}}}};
    EXPECT_EQ(AsOf(payment, facts, 1).status, Status::kAuthorised);
    EXPECT_FALSE(AsOf(payment, facts, 1).captured);
    EXPECT_EQ(AsOf(payment, facts, 2).status, Status::kProcessing);
    EXPECT_EQ(AsOf(payment, facts, 2).updated_at, core::FromMicros(2));
    EXPECT_EQ(AsOf(payment, facts, 3).status, Status::kSettled);
    EXPECT_EQ(AsOf(payment, facts, 3).captured, Euro(400));
}

TEST(AsOf, APaymentWhoseBeginningWasArchivedIsAnsweredAsItIs) {
    auto payment = In(Status::kSettled);
    payment.version = 3;
    const std::vector<Fact> left{{.payment_id = payment.terms.payment_id,
                                  .version = 3,
                                  .occurred_at = core::FromMicros(3),
                                  .body = Settled{Euro(400), {}}}};
    for (const auto& facts : {std::vector<Fact>{}, left}) {
        EXPECT_EQ(AsOf(payment, facts, 1).status, Status::kSettled);
        EXPECT_EQ(AsOf(payment, facts, 1).version, 3);
    }
}

std::string Keyed(std::string_view text) {
    return core::AsBytes(core::Sha256("a key\n" + std::string(text)));
}

TEST(Fingerprint, IsNoOracleOfWhatIsPersonalAndNeedsNoKeyForTheRest) {
    auto terms = SomeTerms();
    const auto plain = FingerprintOf(terms);
    EXPECT_EQ(plain, FingerprintOf(terms, Keyed));
    terms.remittance_information = core::Sensitive<std::string>("rent");
    const auto other = [](std::string_view text) {
        return core::AsBytes(core::Sha256("another key\n" + std::string(text)));
    };
    EXPECT_NE(FingerprintOf(terms, Keyed), FingerprintOf(terms, other));
    EXPECT_THROW(FingerprintOf(terms), std::bad_function_call);
    EXPECT_NE(TokenOf("acme", terms.external_creditor, Keyed),
              TokenOf("acme", terms.external_creditor, other));
}

TEST(Fingerprint, ChangesWithEveryFieldOfTheOrder) {
    std::set<std::string> seen{FingerprintOf(SomeTerms(), Keyed)};
    const std::vector<std::function<void(Terms&)>> changes{
        [](Terms& t) { t.debtor = core::DeriveAccountId("acme", "x"); },
        [](Terms& t) { t.creditor = core::DeriveAccountId("acme", "x"); },
        [](Terms& t) { t.creditor.reset(); },
        [](Terms& t) { t.external_creditor.name = core::Sensitive<std::string>("N"); },
        [](Terms& t) { t.external_creditor.country = "N"; },
        [](Terms& t) { t.external_creditor.iban = core::Sensitive<std::string>("N"); },
        [](Terms& t) { t.external_creditor.bic = "N"; },
        [](Terms& t) { t.amount = Euro(1); },
        [](Terms& t) { t.amount = core::Money(*core::Currency::Parse("USD"), 1000); },
        [](Terms& t) { t.end_to_end_id = "N"; },
        [](Terms& t) { t.remittance_information = core::Sensitive<std::string>("N"); },
        [](Terms& t) { t.automatic_capture = true; },
        [](Terms& t) { t.device_id = "N"; },
        [](Terms& t) { t.terminal_id = "N"; }};
    for (const auto& change : changes) {
        auto terms = SomeTerms();
        change(terms);
        EXPECT_TRUE(seen.insert(FingerprintOf(terms, Keyed)).second);
    }
    auto later = SomeTerms();
    later.created_at = core::FromMicros(5);  // not the partner's words
    EXPECT_TRUE(seen.contains(FingerprintOf(later, Keyed)));
}

}  // namespace
}  // namespace clearway::payment
