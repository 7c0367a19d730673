// SPDX-License-Identifier: Apache-2.0
#include "services/payment/events/on_settlement_events.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "clearway/settlement/v1/settlement_events.pb.h"
#include "services/payment/domain/decide.h"

namespace clearway::payment {
namespace {

namespace pb = settlement::v1;

const auto kPayment = core::DerivePaymentId("acme", "key");
const auto kTransfer = core::DeriveTransferId(kPayment);
const auto kNow = core::FromMicros(7);

events::ReceivedEvent EventOf(const google::protobuf::MessageLite& fact) {
    events::ReceivedEvent event;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    return event;
}

pb::RailTransferSubmitted SubmittedTo(const std::string& rail) {
    pb::RailTransferSubmitted fact;
    fact.mutable_transfer()->set_payment_id(kPayment.ToString());
    fact.mutable_transfer()->set_rail(rail);
    return fact;
}

pb::TransferPosted Posted() {
    pb::TransferPosted fact;
    fact.set_payment_id(kPayment.ToString());
    fact.set_transfer_id(kTransfer.ToString());
    fact.mutable_amount()->set_currency("EUR");
    fact.mutable_amount()->set_minor_units(1000);
    return fact;
}

pb::TransferReturned ReturnedWith(const std::string& code) {
    pb::TransferReturned fact;
    fact.set_payment_id(kPayment.ToString());
    fact.set_transfer_id(kTransfer.ToString());
    fact.mutable_reason()->set_code(code);
    return fact;
}

pb::TransferRefused RefusedWith(const std::string& code) {
    pb::TransferRefused fact;
    fact.set_payment_id(kPayment.ToString());
    fact.mutable_reason()->set_code(code);
    return fact;
}

// A payment with automatic capture that hears of facts in this order.
class AtRail : public ::testing::Test {
protected:
    int On(const google::protobuf::MessageLite& fact) {
        int told = 0;
        for (const auto& command : OnSettlementEvent(EventOf(fact), kNow)) {
            EXPECT_EQ(PaymentOf(command), kPayment);
            const auto step = DecideStep(payment, command);
            if (!step || !step->fact) continue;
            ++told;
            Fold(payment, {.payment_id = kPayment,
                           .version = payment.version + 1,
                           .occurred_at = kNow,
                           .body = *step->fact});
        }
        return told;
    }

    Payment payment{.terms = {.payment_id = kPayment,
                              .partner_id = "acme",
                              .debtor = core::DeriveAccountId("acme", "a"),
                              .creditor = {},
                              .amount = core::Money(*core::Currency::Parse("EUR"), 1000)}};
};

TEST_F(AtRail, IsUnderWaySettledAndReturned) {
    EXPECT_EQ(On(SubmittedTo("instant")), 1);
    EXPECT_EQ(payment.status, Status::kProcessing);
    EXPECT_EQ(On(SubmittedTo("instant")), 0);  // another attempt
    EXPECT_EQ(On(Posted()), 1);
    EXPECT_EQ(payment.status, Status::kSettled);
    EXPECT_EQ(On(SubmittedTo("instant")), 0);
    EXPECT_EQ(On(ReturnedWith("AC04")), 1);
    EXPECT_EQ(payment.status, Status::kReturned);
    EXPECT_EQ(payment.reasons, (std::vector<Reason>{{"AC04", ""}}));
    EXPECT_EQ(payment.captured->MinorUnits(), 1000);
    EXPECT_EQ(On(ReturnedWith("AC04")), 0);
    EXPECT_EQ(On(Posted()), 0);
    EXPECT_EQ(payment.status, Status::kReturned);
}

// It waits for a file, and has left with it: one step for its partner.
TEST_F(AtRail, IsUnderWayWhileItIsGatheredForAFile) {
    pb::RailTransferGathered gathered;
    *gathered.mutable_transfer() = SubmittedTo("batch").transfer();
    EXPECT_EQ(On(gathered), 1);
    EXPECT_EQ(payment.status, Status::kProcessing);
    EXPECT_EQ(On(SubmittedTo("batch")), 0);
    EXPECT_EQ(On(Posted()), 1);
    EXPECT_EQ(payment.status, Status::kSettled);
}

TEST_F(AtRail, IsSettledAlthoughTheNewsOfItsSubmissionIsLate) {
    On(Posted());
    EXPECT_EQ(On(SubmittedTo("instant")), 0);
    EXPECT_EQ(payment.status, Status::kSettled);
}

TEST_F(AtRail, FailsWithTheRailsReason) {
    On(SubmittedTo("instant"));
    EXPECT_EQ(On(RefusedWith("AM04")), 1);
    EXPECT_EQ(payment.status, Status::kFailed);
    EXPECT_EQ(payment.reasons.at(0).code, "AM04");
}

TEST_F(AtRail, MoneyThatComesBackForAFailedPaymentIsAContradiction) {
    On(SubmittedTo("instant"));
    On(RefusedWith("AM04"));
    EXPECT_EQ(On(ReturnedWith("AC04")), 1);
    EXPECT_EQ(payment.status, Status::kFailed);
}

TEST_F(AtRail, WhatCannotBeReadIsNoNews) {
    auto fact = ReturnedWith("AC04");
    fact.set_transfer_id("x");
    EXPECT_THROW(OnSettlementEvent(EventOf(fact), kNow), events::UnreadableEvent);
    const auto types = SettlementTypesOfInterest();
    EXPECT_NE(std::ranges::find(types, pb::RailTransferSubmitted().GetTypeName()), types.end());
    EXPECT_NE(std::ranges::find(types, pb::TransferReturned().GetTypeName()), types.end());
}

}  // namespace
}  // namespace clearway::payment
