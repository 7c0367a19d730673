// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/payment_events.h"

#include <gtest/gtest.h>

#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/events/outgoing.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kNow;
using testing::PaymentNamed;

template <class Message>
Message WithTerms(bool automatic_capture = true) {
    Message message;
    auto& terms = *message.mutable_terms();
    terms.set_payment_id(PaymentNamed("p").ToString());
    terms.set_automatic_capture(automatic_capture);
    terms.mutable_debtor()->set_account_id(AccountNamed("payer").ToString());
    terms.mutable_creditor()->set_account_id(AccountNamed("shop").ToString());
    terms.mutable_amount()->set_currency("EUR");
    terms.mutable_amount()->set_minor_units(700);
    return message;
}

template <class Message>
events::ReceivedEvent Event(const Message& message) {
    events::ReceivedEvent event;
    event.type = message.GetTypeName();
    event.payload = message.SerializeAsString();
    event.traceparent = "trace";
    return event;
}

template <class What, class Message>
What OnlyCommand(const Message& message) {
    const auto commands = CommandsOf(Event(message));
    EXPECT_EQ(commands.size(), 1u);
    EXPECT_EQ(commands.at(0).traceparent, "trace");
    return std::get<What>(commands.at(0).what);
}

template <class Message>
core::HoldId VoidedBy() {
    return OnlyCommand<VoidHold>(WithTerms<Message>()).hold_id;
}

TEST(PaymentEventsTest, AnAuthorisedPaymentIsPostedOnlyWithAutomaticCapture) {
    const auto post = OnlyCommand<PostHold>(WithTerms<payment::v1::PaymentAuthorised>());
    EXPECT_EQ(post.hold_id, HoldOf("p"));
    EXPECT_EQ(post.debtor, AccountNamed("payer"));
    EXPECT_EQ(post.creditor, AccountNamed("shop"));
    EXPECT_EQ(post.amount, Eur(700));
    EXPECT_TRUE(CommandsOf(Event(WithTerms<payment::v1::PaymentAuthorised>(false))).empty());
}

TEST(PaymentEventsTest, ACaptureIsPostedForItsOwnAmount) {
    auto message = WithTerms<payment::v1::PaymentCaptureRequested>(false);
    message.mutable_captured()->set_currency("EUR");
    message.mutable_captured()->set_minor_units(300);
    message.mutable_terms()->mutable_creditor()->clear_account_id();
    const auto post = OnlyCommand<PostHold>(message);
    EXPECT_EQ(post.amount, Eur(300));
    EXPECT_FALSE(post.creditor);
}

TEST(PaymentEventsTest, APaymentThatLeavesByARailIsCommittedForWhatIsToBePaid) {
    auto message = WithTerms<payment::v1::PaymentCaptureRequested>(false);
    message.mutable_captured()->set_currency("EUR");
    message.mutable_captured()->set_minor_units(300);
    message.mutable_terms()->set_partner_id("acme");
    message.mutable_terms()->mutable_creditor()->set_country("FR");
    std::vector<rails::RailOrder> asked;
    const auto order = [&](bool by_rail) {
        const auto commands = CommandsOf(Event(message), [&](const auto& one) {
            asked.push_back(one);
            return by_rail;
        });
        return commands.at(0).what;
    };
    EXPECT_TRUE(std::holds_alternative<PostHold>(order(true)));  // an account here
    EXPECT_TRUE(asked.empty());
    message.mutable_terms()->mutable_creditor()->clear_account_id();
    const auto commit = std::get<CommitHold>(order(true));
    EXPECT_EQ(commit.hold_id, HoldOf("p"));
    EXPECT_EQ(commit.debtor, AccountNamed("payer"));
    EXPECT_EQ(commit.amount, Eur(300));
    EXPECT_EQ(commit.creditor_country, "FR");
    EXPECT_EQ(asked.at(0).amount, Eur(300));
    EXPECT_EQ(asked.at(0).creditor_country, "FR");
    EXPECT_TRUE(std::holds_alternative<PostHold>(order(false)));
}

TEST(PaymentEventsTest, EveryEndWithoutSettlementReleasesTheHold) {
    EXPECT_EQ(VoidedBy<payment::v1::PaymentCancelled>(), HoldOf("p"));
    EXPECT_EQ(VoidedBy<payment::v1::PaymentDeclined>(), HoldOf("p"));
    EXPECT_EQ(VoidedBy<payment::v1::PaymentExpired>(), HoldOf("p"));
    EXPECT_EQ(VoidedBy<payment::v1::PaymentFailed>(), HoldOf("p"));
}

TEST(PaymentEventsTest, OtherFactsAskForNothing) {
    EXPECT_TRUE(CommandsOf(Event(WithTerms<payment::v1::PaymentHeldForReview>())).empty());
    EXPECT_TRUE(CommandsOf(Event(WithTerms<payment::v1::PaymentSettled>())).empty());
    events::ReceivedEvent unknown;
    unknown.type = "clearway.payment.v1.OfALaterVersion";
    EXPECT_TRUE(CommandsOf(unknown).empty());
}

TEST(PaymentEventsTest, WhatCannotBeReadIsSaidSo) {
    auto bad_id = WithTerms<payment::v1::PaymentAuthorised>();
    bad_id.mutable_terms()->set_payment_id("no id");
    EXPECT_THROW(CommandsOf(Event(bad_id)), events::UnreadableEvent);
    auto no_amount = WithTerms<payment::v1::PaymentAuthorised>();
    no_amount.mutable_terms()->mutable_amount()->set_minor_units(0);
    EXPECT_THROW(CommandsOf(Event(no_amount)), events::UnreadableEvent);
    auto garbage = Event(bad_id);
    garbage.payload = "\xFF\xFF";
    EXPECT_THROW(CommandsOf(garbage), events::UnreadableEvent);
}

TEST(OutgoingTest, ATransferIsPublishedWithWhatWasReleased) {
    const Transfer transfer{.id = core::DeriveTransferId(PaymentNamed("p")),
                            .payment_id = PaymentNamed("p"),
                            .hold_id = HoldOf("p"),
                            .debtor = AccountNamed("payer"),
                            .creditor = AccountNamed("shop"),
                            .amount = Eur(300),
                            .released = 400,
                            .posted_at = kNow};
    const auto event = ToEvent({HoldOf("p").value, 2, TransferPosted{transfer}}, kNow);
    EXPECT_EQ(event.stream_id, HoldOf("p").value);
    EXPECT_EQ(event.version, 2);
    EXPECT_EQ(event.type, "clearway.settlement.v1.TransferPosted");
    v1::TransferPosted message;
    ASSERT_TRUE(message.ParseFromString(event.payload));
    EXPECT_EQ(message.amount().minor_units(), 300);
    EXPECT_EQ(message.released().minor_units(), 400);
    EXPECT_EQ(event.summary, "money moved: 3.00 EUR, released: 4.00 EUR");
}

TEST(OutgoingTest, ABookingIsPublishedWithItsTransfersAndItsCaller) {
    const auto booking = testing::MakeId<BookingId>("booking");
    const Transfer transfer{.id = testing::MakeId<core::TransferId>("t"),
                            .booking_id = booking,
                            .debtor = AccountNamed("payer"),
                            .creditor = AccountNamed("shop"),
                            .amount = Eur(300)};
    const auto event =
        ToEvent({booking.value, 1, TransfersPosted{booking, "ops", {transfer, transfer}}}, kNow);
    EXPECT_EQ(event.type, "clearway.settlement.v1.TransfersPosted");
    v1::TransfersPosted message;
    ASSERT_TRUE(message.ParseFromString(event.payload));
    EXPECT_EQ(message.booking_id(), booking.ToString());
    EXPECT_EQ(message.booked_by(), "ops");
    ASSERT_EQ(message.transfers_size(), 2);
    EXPECT_EQ(message.transfers(1).transfer_id(), transfer.id.ToString());
    EXPECT_EQ(message.transfers(1).amount().minor_units(), 300);
    EXPECT_EQ(event.summary, "transfers booked: 2");
}

TEST(OutgoingTest, ARefusalCarriesItsIsoCode) {
    const auto event =
        ToEvent({HoldOf("p").value, 2,
                 TransferRefused{HoldOf("p"), PaymentNamed("p"), Refusal::kInsufficientFunds}},
                kNow);
    v1::TransferRefused message;
    ASSERT_TRUE(message.ParseFromString(event.payload));
    EXPECT_EQ(message.reason().code(), "AM04");
}

TEST(OutgoingTest, AnOpeningTellsWhoseTheAccountIsWhereThatIsKnown) {
    AccountOpened opened{AccountNamed("new"), "acme", *core::Currency::Parse("EUR"), "DE"};
    const auto message = [&] {
        const auto event = ToEvent({opened.account_id.value, 1, opened}, kNow);
        v1::AccountOpened parsed;
        EXPECT_TRUE(parsed.ParseFromString(event.payload));
        return parsed;
    };
    EXPECT_EQ(message().party_id(), "");
    opened.party_id = core::Uuid::Random();
    EXPECT_EQ(message().party_id(), opened.party_id->ToString());
}

}  // namespace
}  // namespace clearway::settlement
