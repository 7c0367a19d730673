// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "iso20022/message_reader.h"
#include "services/settlement/rails/instant/instant_rail.h"
#include "services/settlement/rails/messages/rail_message_fixture.h"
#include "services/settlement/rails/messages/xmllint_fixture.h"

namespace clearway::settlement::rails::instant {
namespace {

namespace iso = clearway::iso20022;
using messages::testing::InstructionOf;
using messages::testing::TransferNamed;

const InstantRail kRail(messages::testing::We());

template <class T>
T Only(const Message& message) {
    const auto read = iso::ReadWholeMessage(message.content.Reveal());
    EXPECT_TRUE(read.result.IsValid());
    EXPECT_EQ(read.result.type->name, message.type);
    std::vector<T> found;
    for (const auto& part : read.parts)
        if (const auto* held = std::get_if<T>(&part)) found.push_back(*held);
    EXPECT_EQ(found.size(), 1U);
    return found.empty() ? T{} : found.front();
}

TEST(InstantRequests, APaymentLeavesWithItsOwnNamesAndNothingThatChanges) {
    const auto transfer = TransferNamed("one");
    const auto instruction = InstructionOf();
    const auto message = kRail.Submit(Alone(transfer, instruction));
    ASSERT_TRUE(message);
    EXPECT_EQ(message->type, "pacs.008.001.08");
    const auto header = Only<iso::GroupHeader>(*message);
    EXPECT_EQ(header.message_id, message->id);
    EXPECT_EQ(header.created, transfer.created_at);
    EXPECT_EQ(header.number_of_transactions, 1U);
    EXPECT_EQ(header.settlement.method, "CLRG");
    EXPECT_EQ(header.settlement_date, std::chrono::floor<std::chrono::days>(transfer.created_at));
    EXPECT_EQ(header.instructing_agent.bic, "CLWYDEFF");
    EXPECT_EQ(header.instructed_agent.bic, "RAILFRPP");
    const auto sent = Only<iso::CreditTransfer>(*message);
    EXPECT_EQ(sent.uetr, DeriveUetr(transfer.order.payment).ToString());
    EXPECT_EQ(sent.transaction_id, DeriveTransactionId(transfer.order.payment));
    EXPECT_EQ(sent.end_to_end_id, "INV-7");
    EXPECT_EQ(sent.settlement_amount, transfer.order.amount);
    EXPECT_EQ(sent.charge_bearer, "SLEV");
    EXPECT_EQ(sent.debtor.Name(), "Grace & Söhne <Handel>");
    EXPECT_EQ(sent.debtor_agent.bic, "CLWYDEFF");
    EXPECT_EQ(sent.creditor_agent.bic, "BNPAFRPP");
    EXPECT_EQ(sent.creditor_account.iban, "FR1420041010050500013M02606");
    EXPECT_EQ(sent.remittance.unstructured, std::vector<std::string>{"Invoice 7"});
}

TEST(InstantRequests, AreTheSameBytesHoweverOftenAndWheneverTheyAreBuilt) {
    auto transfer = TransferNamed("one");
    const auto instruction = InstructionOf();
    const auto first = *kRail.Submit(Alone(transfer, instruction));
    const auto recall = *kRail.Recall(transfer);
    const auto enquiry = *kRail.Enquire(transfer, 2);
    transfer.state = State::kUnknown;
    transfer.attempts = 3;
    transfer.enquiries = 9;
    transfer.due_at = transfer.created_at + std::chrono::hours(5);
    const InstantRail restarted(messages::testing::We());
    EXPECT_EQ(restarted.Submit(Alone(transfer, instruction))->content, first.content);
    EXPECT_EQ(restarted.Recall(transfer)->content, recall.content);
    EXPECT_EQ(restarted.Enquire(transfer, 2)->content, enquiry.content);
    EXPECT_NE(restarted.Enquire(transfer, 3)->content, enquiry.content);
}

TEST(InstantRequests, WhatThePartnerDidNotSayIsSaidAsNotProvided) {
    auto instruction = InstructionOf("");
    instruction.end_to_end_id.clear();
    instruction.remittance_information = {};
    const auto transfer = TransferNamed("one");
    const auto sent = Only<iso::CreditTransfer>(*kRail.Submit(Alone(transfer, instruction)));
    EXPECT_EQ(sent.end_to_end_id, "NOTPROVIDED");
    EXPECT_EQ(sent.creditor_agent.other.id, "NOTPROVIDED");
    EXPECT_FALSE(iso::IsKnown(sent.remittance));
}

TEST(InstantRequests, WhatItsSchemaDoesNotAllowIsNotWritten) {
    const auto transfer = TransferNamed("one");
    using Text = core::Sensitive<std::string>;
    auto iban = InstructionOf();
    iban.creditor_iban = Text("FR0020041010050500013M02606");
    auto words = InstructionOf();
    words.remittance_information = Text(std::string(141, 'x'));
    auto nameless = InstructionOf("no bic");
    for (const auto& instruction : {iban, words, nameless}) {
        const auto message = kRail.Submit(Alone(transfer, instruction));
        ASSERT_FALSE(message);
        EXPECT_EQ(message.error().code, core::ErrorCode::kInvalidArgument);
    }
}

TEST(InstantRequests, SeveralPaymentsAreOneMessageWithTheirSum) {
    const auto one = TransferNamed("one"), two = TransferNamed("two", 66);
    const auto instruction = InstructionOf();
    const auto message = kRail.Submit({.message_id = "FILE-1",
                                       .made_at = one.created_at,
                                       .payments = {{one, instruction}, {two, instruction}}});
    ASSERT_TRUE(message);
    const auto header = Only<iso::GroupHeader>(*message);
    EXPECT_EQ(header.number_of_transactions, 2U);
    EXPECT_EQ(header.total_settlement_amount, core::Money(messages::testing::kEur, 13'00));
}

TEST(InstantRequests, EnquiryAndRecallNameTheMessageThatWasSent) {
    const auto transfer = TransferNamed("one");
    const auto& payment = transfer.order.payment;
    const auto sent = DeriveMessageId(payment, MessageKind::kTransfer);
    const auto enquiry = *kRail.Enquire(transfer, 1);
    EXPECT_EQ(enquiry.type, "pacs.028.001.03");
    const auto asked = Only<iso::StatusRequest>(enquiry);
    EXPECT_EQ(asked.original.message_id, sent);
    EXPECT_EQ(asked.original.uetr, DeriveUetr(payment).ToString());
    const auto recall = *kRail.Recall(transfer);
    EXPECT_EQ(recall.type, "camt.056.001.08");
    const auto wanted = Only<iso::CancellationRequest>(recall);
    EXPECT_EQ(wanted.original.message_id, sent);
    EXPECT_EQ(wanted.original.settlement_amount, transfer.order.amount);
    EXPECT_EQ(wanted.reasons.at(0).reason.code, "CUST");
}

TEST(InstantRequests, AreValidToAnotherValidator) {
    ASSERT_TRUE(messages::testing::HasXmllint()) << "deploy/local installs it: libxml2-utils";
    const auto transfer = TransferNamed("one");
    const auto instruction = InstructionOf(), without = InstructionOf("");
    for (const auto& message :
         {*kRail.Submit(Alone(transfer, instruction)), *kRail.Submit(Alone(transfer, without)),
          *kRail.Enquire(transfer, 1), *kRail.Recall(transfer)})
        messages::testing::ExpectValidToXmllint(message);
}

}  // namespace
}  // namespace clearway::settlement::rails::instant
