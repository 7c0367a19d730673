// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/on_money_at_a_bank.h"

#include <gtest/gtest.h>

#include "clearway/payment/v1/payment_events.pb.h"
#include "clearway/settlement/v1/settlement_events.pb.h"

namespace clearway::reconciliation {
namespace {

namespace pay = payment::v1;
namespace ledger = settlement::v1;

const auto kPayment = core::DerivePaymentId("acme", "1");
const auto kClearing = core::DeriveClearingAccountId("EUR").ToString();
const auto kCustomer = core::DeriveAccountId("acme", "a").ToString();

events::ReceivedEvent Receive(const google::protobuf::MessageLite& fact) {
    events::ReceivedEvent event;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    event.occurred_at = *core::ParseRfc3339("2026-03-01T23:59:59Z");
    return event;
}

template <class Fact>
Fact Moved(const std::string& debtor, const std::string& creditor) {
    Fact fact;
    fact.set_transfer_id(core::DeriveTransferId(kPayment).ToString());
    fact.set_payment_id(kPayment.ToString());
    fact.set_debtor_account_id(debtor);
    fact.set_creditor_account_id(creditor);
    fact.mutable_amount()->set_currency("EUR");
    fact.mutable_amount()->set_minor_units(100);
    return fact;
}

TEST(MoneyAtABank, LeavesWithATransferToAPartyElsewhereAndComesBackWithAReturn) {
    const auto left =
        ReadStatementNews(Receive(Moved<ledger::TransferPosted>(kCustomer, kClearing)));
    ASSERT_TRUE(left);
    const auto& out = std::get<ExpectedOnStatement>(*left);
    EXPECT_EQ(out.amount.MinorUnits(), -100);
    EXPECT_EQ(out.account->ToString(), kClearing);
    EXPECT_EQ(out.payment_id, kPayment);
    const auto back =
        ReadStatementNews(Receive(Moved<ledger::TransferReturned>(kClearing, kCustomer)));
    ASSERT_TRUE(back);
    EXPECT_EQ(std::get<ExpectedOnStatement>(*back).amount.MinorUnits(), 100);
    const auto again =
        ReadStatementNews(Receive(Moved<ledger::SuspendedTransferReleased>(kCustomer, kClearing)));
    ASSERT_TRUE(again);
    EXPECT_EQ(std::get<ExpectedOnStatement>(*again).amount.MinorUnits(), -100);
}

TEST(MoneyAtABank, IsNotWhatMovesBetweenAccountsOfOurs) {
    EXPECT_FALSE(ReadStatementNews(Receive(Moved<ledger::TransferPosted>(kCustomer, kCustomer))));
    auto credit = Moved<ledger::TransferPosted>(kClearing, kCustomer);
    credit.clear_payment_id();
    EXPECT_FALSE(ReadStatementNews(Receive(credit)));
    auto broken = Moved<ledger::TransferPosted>(kCustomer, kClearing);
    broken.clear_transfer_id();
    EXPECT_THROW(ReadStatementNews(Receive(broken)), events::UnreadableEvent);
}

TEST(MoneyAtABank, IsCalledAsTheOrderAndTheRailCallIt) {
    pay::PaymentAuthorised authorised;
    authorised.mutable_terms()->set_payment_id(kPayment.ToString());
    authorised.mutable_terms()->set_end_to_end_id("INV-1");
    const auto told = ReadStatementNews(Receive(authorised));
    ASSERT_TRUE(told);
    EXPECT_EQ(std::get<PaymentReferences>(*told).end_to_end_id, "INV-1");
    authorised.mutable_terms()->mutable_creditor()->set_account_id(kCustomer);
    EXPECT_FALSE(ReadStatementNews(Receive(authorised)));
    ledger::RailTransferSubmitted submitted;
    submitted.mutable_transfer()->set_payment_id(kPayment.ToString());
    submitted.set_uetr("u");
    submitted.set_message_id("m");
    submitted.mutable_transfer()->set_rail("instant");
    const auto sent = std::get<PaymentReferences>(*ReadStatementNews(Receive(submitted)));
    EXPECT_EQ(sent.uetr, "u");
    EXPECT_EQ(sent.message_id, "m");
    EXPECT_EQ(sent.rail, "instant");
}

TEST(MoneyAtABank, KeepsWhatEachFactToldOfAPayment) {
    const auto united = Unite({{.payment_id = kPayment, .uetr = "u"},
                               {.payment_id = kPayment, .end_to_end_id = "e"},
                               {.payment_id = kPayment, .message_id = "m"}});
    ASSERT_EQ(united.size(), 1U);
    EXPECT_EQ(united[0].uetr + united[0].end_to_end_id + united[0].message_id, "uem");
}

}  // namespace
}  // namespace clearway::reconciliation
