// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/incoming.h"

#include <gtest/gtest.h>

#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"

namespace clearway::reconciliation {
namespace {

namespace pay = payment::v1;

constexpr char kPayment[] = "6f1f6ad0-0000-5000-8000-000000000001";
constexpr char kDebtor[] = "6f1f6ad0-0000-5000-8000-00000000000a";
constexpr char kCreditor[] = "6f1f6ad0-0000-5000-8000-00000000000b";

template <class Fact>
Fact WithTerms() {
    Fact fact;
    auto& terms = *fact.mutable_terms();
    terms.set_payment_id(kPayment);
    terms.mutable_debtor()->set_account_id(kDebtor);
    terms.mutable_creditor()->set_account_id(kCreditor);
    terms.mutable_amount()->set_currency("EUR");
    terms.mutable_amount()->set_minor_units(100);
    terms.set_automatic_capture(true);
    return fact;
}

events::ReceivedEvent Receive(const google::protobuf::MessageLite& fact, int version = 1) {
    events::ReceivedEvent event;
    event.version = version;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    return event;
}

template <class Fact>
std::optional<PaymentState> StateOf() {
    const auto read = ReadExpectation(Receive(WithTerms<Fact>()));
    return read ? std::optional(read->state) : std::nullopt;
}

TEST(Incoming, ReadsTheStateFromEachFactOfAPayment) {
    EXPECT_EQ(StateOf<pay::PaymentAuthorised>(), PaymentState::kAuthorised);
    EXPECT_EQ(StateOf<pay::PaymentDeclined>(), PaymentState::kDeclined);
    EXPECT_EQ(StateOf<pay::PaymentHeldForReview>(), PaymentState::kInReview);
    EXPECT_EQ(StateOf<pay::PaymentCaptureRequested>(), PaymentState::kCaptureRequested);
    EXPECT_EQ(StateOf<pay::PaymentCancelled>(), PaymentState::kCancelled);
    EXPECT_EQ(StateOf<pay::PaymentSettled>(), PaymentState::kSettled);
    EXPECT_EQ(StateOf<pay::PaymentFailed>(), PaymentState::kFailed);
    EXPECT_EQ(StateOf<pay::PaymentExpired>(), PaymentState::kExpired);
    EXPECT_EQ(StateOf<pay::PaymentSubmitted>(), PaymentState::kAtRail);
    EXPECT_EQ(StateOf<pay::PaymentReturned>(), PaymentState::kReturned);
    EXPECT_EQ(StateOf<pay::PaymentContradicted>(), std::nullopt);
}

TEST(Incoming, ReadsTermsCaptureAndSettledAmount) {
    auto capture = WithTerms<pay::PaymentCaptureRequested>();
    capture.mutable_captured()->set_minor_units(30);
    const auto captured = ReadExpectation(Receive(capture, 2));
    ASSERT_TRUE(captured);
    EXPECT_EQ(captured->payment_id.ToString(), kPayment);
    EXPECT_EQ(captured->debtor.ToString(), kDebtor);
    EXPECT_EQ(captured->creditor.ToString(), kCreditor);
    EXPECT_EQ(captured->amount.MinorUnits(), 100);
    EXPECT_EQ(captured->version, 2);
    EXPECT_TRUE(captured->automatic_capture);
    EXPECT_EQ(captured->captured_minor, 30);
    auto settle = WithTerms<pay::PaymentSettled>();
    settle.mutable_amount()->set_minor_units(30);
    EXPECT_EQ(ReadExpectation(Receive(settle))->settled_minor, 30);
}

TEST(Incoming, ExpectsMoneyForAPartyElsewhereOnTheClearingAccount) {
    auto fact = WithTerms<pay::PaymentAuthorised>();
    fact.mutable_terms()->mutable_creditor()->clear_account_id();
    fact.mutable_terms()->mutable_creditor()->set_party_token(kCreditor);
    EXPECT_EQ(ReadExpectation(Receive(fact))->creditor, core::DeriveClearingAccountId("EUR"));
}

TEST(Incoming, RefusesFactsThatLackWhatTheyMustHave) {
    auto no_id = WithTerms<pay::PaymentAuthorised>();
    no_id.mutable_terms()->set_payment_id("1");
    EXPECT_THROW(ReadExpectation(Receive(no_id)), events::UnreadableEvent);
    auto no_amount = WithTerms<pay::PaymentSettled>();
    no_amount.mutable_terms()->clear_amount();
    EXPECT_THROW(ReadExpectation(Receive(no_amount)), events::UnreadableEvent);
    auto bad_account = WithTerms<pay::PaymentSettled>();
    bad_account.mutable_terms()->mutable_debtor()->set_account_id("x");
    EXPECT_THROW(ReadExpectation(Receive(bad_account)), events::UnreadableEvent);
    settlement::v1::TransferPosted transfer;
    transfer.set_payment_id(kPayment);
    EXPECT_THROW(ReadMovement(Receive(transfer)), events::UnreadableEvent);
}

TEST(Incoming, WhatIsBookedOnFromSuspenseMoves) {
    settlement::v1::SuspendedTransferReleased released;
    released.set_payment_id(kPayment);
    released.set_debtor_account_id(kCreditor);
    released.set_creditor_account_id(kDebtor);
    released.mutable_amount()->set_currency("EUR");
    released.mutable_amount()->set_minor_units(30);
    const auto moved = ReadMovement(Receive(released));
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->debtor.ToString(), kCreditor);
    EXPECT_EQ(moved->creditor.ToString(), kDebtor);
}

TEST(Incoming, MoneyThatComesBackMovesTheOtherWay) {
    settlement::v1::TransferReturned back;
    back.set_payment_id(kPayment);
    back.set_debtor_account_id(kCreditor);
    back.set_creditor_account_id(kDebtor);
    back.mutable_amount()->set_currency("EUR");
    back.mutable_amount()->set_minor_units(30);
    const auto moved = ReadMovement(Receive(back));
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->debtor.ToString(), kCreditor);
    EXPECT_EQ(moved->creditor.ToString(), kDebtor);
    EXPECT_EQ(moved->amount.MinorUnits(), 30);
}

TEST(Incoming, ReadsThatFundsAreCommittedToARail) {
    settlement::v1::HoldCommitted fact;
    EXPECT_THROW(ReadCommitment(Receive(fact)), events::UnreadableEvent);
    fact.set_payment_id(kPayment);
    EXPECT_EQ(ReadCommitment(Receive(fact))->payment_id.ToString(), kPayment);
    EXPECT_TRUE(ReadCommitment(Receive(fact))->waits);
    EXPECT_FALSE(ReadCommitment(Receive(settlement::v1::HoldPlaced())));
}

TEST(Incoming, ReadsThatNothingWaitsForARailAnyMore) {
    settlement::v1::TransferRefused fact;
    EXPECT_THROW(ReadCommitment(Receive(fact)), events::UnreadableEvent);
    fact.set_payment_id(kPayment);
    EXPECT_EQ(ReadCommitment(Receive(fact))->payment_id.ToString(), kPayment);
    EXPECT_FALSE(ReadCommitment(Receive(fact))->waits);
}

TEST(Incoming, PassesOverMoneyThatBelongsToNoPayment) {
    settlement::v1::TransferPosted credit;
    credit.set_transfer_id(kPayment);
    EXPECT_FALSE(ReadMovement(Receive(credit)));
    EXPECT_FALSE(ReadMovement(Receive(settlement::v1::HoldPlaced())));
}

}  // namespace
}  // namespace clearway::reconciliation
