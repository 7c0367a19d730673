// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/messages/notification.h"

#include <gtest/gtest.h>

#include "iso20022/message_writer.h"
#include "services/settlement/rails/messages/answers.h"
#include "services/settlement/rails/messages/rail_message_fixture.h"

namespace clearway::settlement::rails::messages {
namespace {

namespace iso = clearway::iso20022;
using Kind = Verdict::Kind;

const auto kTransfer = testing::TransferNamed("one");
const core::PaymentId kPayment = kTransfer.order.payment;
const core::Money kAmount = kTransfer.order.amount;

iso::Entry Line(iso::Side side, iso::References references) {
    iso::EntryTransaction line{
        .references = std::move(references), .amount = kAmount, .side = side};
    return {.reference = "N-7",
            .amount = kAmount,
            .side = side,
            .status = "BOOK",
            .booked = {.day = std::chrono::floor<std::chrono::days>(kTransfer.created_at)},
            .code = {.domain = "PMNT", .family = "ICDT", .sub_family = "ESCT"},
            .details = {{.transactions = {std::move(line)}}}};
}

std::vector<Statement> Hear(iso::Entry entry,
                            const std::string& iban = testing::We().account_iban) {
    const iso::GroupHeader header{.message_id = "N-MSG", .created = kTransfer.created_at};
    const iso::Statement notice{.id = "NTCE-1",
                                .created = kTransfer.created_at,
                                .account = {.iban = iban, .currency = "EUR"}};
    const auto text = iso::WriteMessage(
        iso::MessageKind::kCamt054,
        std::vector<iso::Part>{header, notice, std::move(entry), iso::StatementEnd{}});
    EXPECT_TRUE(text);
    if (!text) return {};
    auto heard = ReadAnswer(testing::We(), *text);
    EXPECT_TRUE(heard);
    return heard ? *heard : std::vector<Statement>{};
}

TEST(Notification, ABookedDebitIsAnAcceptance) {
    for (const auto& references : {iso::References{.transaction_id = DeriveTransactionId(kPayment)},
                                   iso::References{.instruction_id = DeriveTransactionId(kPayment)},
                                   iso::References{.uetr = DeriveUetr(kPayment).ToString()}}) {
        const auto heard = Hear(Line(iso::Side::kDebit, references));
        ASSERT_EQ(heard.size(), 1U);
        EXPECT_EQ(heard[0].payment, kPayment);
        EXPECT_EQ(heard[0].verdict.kind, Kind::kAccepted);
        EXPECT_EQ(heard[0].verdict.amount, kAmount);
        EXPECT_EQ(heard[0].verdict.message_id, "NTCE-1");
        EXPECT_TRUE(heard[0].verdict.notified);
    }
}

TEST(Notification, ACreditThatGivesBackIsAReturnWithAnId) {
    auto named = Line(iso::Side::kCredit,
                      {.uetr = DeriveUetr(kPayment).ToString(), .transaction_id = "RTR-1"});
    named.details[0].transactions[0].return_reason = {.reason = {.code = "AC04"}};
    const auto heard = Hear(named);
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_EQ(heard[0].payment, kPayment);
    EXPECT_EQ(heard[0].verdict.kind, Kind::kReturned);
    EXPECT_EQ(heard[0].verdict.message_id, "RTR-1");
    EXPECT_EQ(heard[0].verdict.reason.code, "AC04");
    // Under our own transaction id the line's name has to do.
    const auto ours =
        Hear(Line(iso::Side::kCredit, {.transaction_id = DeriveTransactionId(kPayment)}));
    ASSERT_EQ(ours.size(), 1U);
    EXPECT_EQ(ours[0].verdict.message_id, "N-7");
    EXPECT_EQ(ours[0].verdict.reason.code, "MS03");
}

TEST(Notification, WhatOthersPayInIsNoReturn) {
    EXPECT_TRUE(Hear(Line(iso::Side::kCredit,
                          {.uetr = DeriveUetr(kPayment).ToString(), .transaction_id = "THEIRS"}))
                    .empty());
}

TEST(Notification, WhatIsNotBookedOrNotOnOurAccountSaysNothing) {
    const auto booked = Line(iso::Side::kDebit, {.transaction_id = DeriveTransactionId(kPayment)});
    auto waiting = booked;
    waiting.status = "PDNG";
    EXPECT_TRUE(Hear(waiting).empty());
    EXPECT_TRUE(Hear(booked, "NL91ABNA0417164300").empty());
    EXPECT_TRUE(Hear(Line(iso::Side::kDebit, {.end_to_end_id = "FEE"})).empty());
}

}  // namespace
}  // namespace clearway::settlement::rails::messages
