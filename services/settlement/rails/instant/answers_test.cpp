// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "iso20022/message_writer.h"
#include "services/settlement/rails/instant/instant_rail.h"
#include "services/settlement/rails/messages/rail_message_fixture.h"

namespace clearway::settlement::rails::instant {
namespace {

namespace iso = clearway::iso20022;
using Kind = Verdict::Kind;
using messages::testing::TransferNamed;

const InstantRail kRail(messages::testing::We());
const core::PaymentId kPayment = TransferNamed("one").order.payment;
const core::Money kAmount(messages::testing::kEur, 12'34);
const core::Timestamp kNow = TransferNamed("one").created_at;

std::vector<Statement> Hear(iso::MessageKind kind, const std::vector<iso::Part>& parts) {
    const auto text = iso::WriteMessage(kind, parts);
    EXPECT_TRUE(text);
    if (!text) return {};
    auto heard = kRail.OnMessage(iso::WrittenType(kind).name, *text);
    EXPECT_TRUE(heard);
    return heard ? *heard : std::vector<Statement>{};
}

iso::GroupHeader Header(const std::string& id) {
    return {.message_id = id,
            .created = kNow,
            .instructing_agent = {.bic = "RAILFRPP"},
            .instructed_agent = {.bic = "CLWYDEFF"}};
}

// The transaction, by some of what we sent.
iso::OriginalTransaction Named(const std::string& by, const core::PaymentId& payment = kPayment) {
    iso::OriginalTransaction original;
    if (by == "transaction") original.transaction_id = DeriveTransactionId(payment);
    if (by == "instruction") original.instruction_id = DeriveTransactionId(payment);
    if (by == "uetr") original.uetr = DeriveUetr(payment).ToString();
    if (by == "message") {
        original.message_id = DeriveMessageId(payment, MessageKind::kTransfer);
        original.message_name = "pacs.008.001.08";
    }
    return original;
}

std::vector<iso::Reason> Because(const std::string& code) {
    if (code.empty()) return {};
    return {{.reason = {.code = code}, .additional = {"The account of Ada Example is closed"}}};
}

std::vector<Statement> HearStatus(const std::string& status, const std::string& reason,
                                  const std::string& by = "transaction") {
    iso::TransactionStatus about{
        .original = Named(by), .status = status, .reasons = Because(reason)};
    return Hear(iso::MessageKind::kPacs002, {Header("S-1"), about});
}

struct Row {
    const char* status;
    const char* reason;
    Kind kind;
    const char* code;
};

TEST(InstantAnswers, EveryStatusOfAPaymentHasItsMeaning) {
    for (const auto& row :
         {Row{"ACSC", "", Kind::kAccepted, ""}, Row{"ACCC", "", Kind::kAccepted, ""},
          Row{"ACCP", "", Kind::kPending, ""}, Row{"ACTC", "", Kind::kPending, ""},
          Row{"ACSP", "", Kind::kPending, ""}, Row{"PDNG", "", Kind::kPending, ""},
          Row{"RCVD", "", Kind::kPending, ""}, Row{"ZZZZ", "", Kind::kPending, ""},
          Row{"RJCT", "AC04", Kind::kRejected, "AC04"}, Row{"RJCT", "", Kind::kRejected, "MS03"},
          Row{"RJCT", "NOOR", Kind::kAbsent, "NOOR"}, Row{"RJCT", "AM05", Kind::kPending, ""},
          Row{"CANC", "DUPL", Kind::kRecalled, "CUST"}}) {
        SCOPED_TRACE(row.status);
        const auto heard = HearStatus(row.status, row.reason);
        ASSERT_EQ(heard.size(), 1U);
        EXPECT_EQ(heard[0].payment, kPayment);
        EXPECT_EQ(heard[0].verdict.kind, row.kind);
        EXPECT_EQ(heard[0].verdict.reason.code, row.code);
        EXPECT_EQ(heard[0].verdict.message_id, "S-1");
        EXPECT_EQ(heard[0].verdict.reason.message, "");  // what banks write may name people
    }
}

TEST(InstantAnswers, ATransactionIsFoundByWhateverTheAnswerRepeats) {
    for (const auto* by : {"transaction", "instruction", "uetr", "message"}) {
        SCOPED_TRACE(by);
        const auto heard = HearStatus("ACSC", "", by);
        ASSERT_EQ(heard.size(), 1U);
        EXPECT_EQ(heard[0].payment, kPayment);
    }
}

TEST(InstantAnswers, AGroupSpeaksForWhatIsNotNamed) {
    const iso::OriginalGroup group{.message_id = DeriveMessageId(kPayment, MessageKind::kTransfer),
                                   .message_name = "pacs.008.001.08",
                                   .status = "RJCT",
                                   .reasons = Because("AM04")};
    const auto alone = Hear(iso::MessageKind::kPacs002, {Header("S-1"), group});
    ASSERT_EQ(alone.size(), 1U);
    EXPECT_EQ(alone[0].payment, kPayment);
    EXPECT_EQ(alone[0].verdict.kind, Kind::kRejected);
    EXPECT_EQ(alone[0].verdict.reason.code, "AM04");

    // Named without a word of its own: the group's counts.
    const auto silent =
        Hear(iso::MessageKind::kPacs002,
             {Header("S-1"), group, iso::TransactionStatus{.original = Named("transaction")}});
    ASSERT_EQ(silent.size(), 1U);
    EXPECT_EQ(silent[0].verdict.kind, Kind::kRejected);
    EXPECT_EQ(silent[0].verdict.reason.code, "AM04");

    // Named with another word: that one counts, and the group adds nothing.
    const auto other =
        Hear(iso::MessageKind::kPacs002,
             {Header("S-1"), group,
              iso::TransactionStatus{.original = Named("transaction"), .status = "ACSC"}});
    ASSERT_EQ(other.size(), 1U);
    EXPECT_EQ(other[0].verdict.kind, Kind::kAccepted);

    auto absent = group;
    absent.reasons = Because("NOOR");
    EXPECT_EQ(Hear(iso::MessageKind::kPacs002, {Header("S-1"), absent}).at(0).verdict.kind,
              Kind::kAbsent);
}

TEST(InstantAnswers, AStatusTellsTheAmountThatItRepeats) {
    iso::TransactionStatus about{.original = Named("transaction"), .status = "ACSC"};
    about.original.details.settlement_amount = core::Money(messages::testing::kEur, 12'35);
    const auto heard = Hear(iso::MessageKind::kPacs002, {Header("S-1"), about});
    EXPECT_EQ(heard.at(0).verdict.amount, core::Money(messages::testing::kEur, 12'35));
}

TEST(InstantAnswers, APaymentThatIsNoneOfOursIsToldAsSuch) {
    iso::TransactionStatus about{.original = {.transaction_id = "SOMEBODY-ELSES"},
                                 .status = "ACSC"};
    const auto heard = Hear(iso::MessageKind::kPacs002, {Header("S-1"), about});
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_TRUE(heard[0].payment.value.IsNil());
}

std::vector<iso::Part> Return(const std::string& return_id) {
    auto header = Header("R-MSG");
    header.number_of_transactions = 1;
    header.settlement.method = "CLRG";
    header.settlement_date = std::chrono::floor<std::chrono::days>(kNow);
    return {header, iso::PaymentReturn{.return_id = return_id,
                                       .original = Named("uetr"),
                                       .returned_amount = kAmount,
                                       .reasons = Because("AC04")}};
}

TEST(InstantAnswers, AReturnHasItsIdItsAmountAndItsReason) {
    for (const std::string id : {"R-1", ""}) {
        const auto heard = Hear(iso::MessageKind::kPacs004, Return(id));
        ASSERT_EQ(heard.size(), 1U);
        EXPECT_EQ(heard[0].payment, kPayment);
        EXPECT_EQ(heard[0].verdict.kind, Kind::kReturned);
        EXPECT_EQ(heard[0].verdict.message_id, id.empty() ? "R-MSG" : id);
        EXPECT_EQ(heard[0].verdict.amount, kAmount);
        EXPECT_EQ(heard[0].verdict.reason.code, "AC04");
        EXPECT_FALSE(heard[0].verdict.notified);
    }
}

std::vector<Statement> HearRecall(const std::string& whole, const std::string& status,
                                  const std::string& reason, const std::string& by) {
    std::vector<iso::Part> parts{iso::CaseAssignment{.id = "A-1",
                                                     .assigner = {.agent = {.bic = "RAILFRPP"}},
                                                     .assignee = {.agent = {.bic = "CLWYDEFF"}},
                                                     .created = kNow},
                                 iso::Case{.id = DeriveMessageId(kPayment, MessageKind::kRecall),
                                           .creator = {.agent = {.bic = "CLWYDEFF"}}},
                                 iso::Resolution{.confirmation = whole}};
    if (by.empty()) return Hear(iso::MessageKind::kCamt029, parts);
    parts.emplace_back(iso::UnderlyingGroup{
        .group = {.message_id = DeriveMessageId(kPayment, MessageKind::kTransfer),
                  .message_name = "pacs.008.001.08"}});
    parts.emplace_back(iso::CancellationStatus{
        .original = Named(by), .status = status, .reasons = Because(reason)});
    return Hear(iso::MessageKind::kCamt029, parts);
}

TEST(InstantAnswers, EveryAnswerToARecallHasItsMeaning) {
    for (const auto& row :
         {Row{"CNCL", "", Kind::kRecalled, "CUST"},
          Row{"RJCR", "LEGL", Kind::kRecallRefused, "LEGL"},
          Row{"RJCR", "NOOR", Kind::kAbsent, "NOOR"}, Row{"PDCR", "", Kind::kPending, ""},
          Row{"ZZZZ", "", Kind::kPending, ""}}) {
        SCOPED_TRACE(row.status);
        const auto heard = HearRecall(row.status, "", row.reason, "transaction");
        ASSERT_EQ(heard.size(), 1U);
        EXPECT_EQ(heard[0].payment, kPayment);
        EXPECT_EQ(heard[0].verdict.kind, row.kind);
        EXPECT_EQ(heard[0].verdict.reason.code, row.code);
        EXPECT_EQ(heard[0].verdict.message_id, "A-1");
    }
    // Of the transaction itself, and of the case alone.
    EXPECT_EQ(HearRecall("PECR", "RJCR", "CUST", "uetr").at(0).verdict.kind, Kind::kRecallRefused);
    EXPECT_EQ(HearRecall("PECR", "ACCR", "", "uetr").at(0).verdict.kind, Kind::kRecalled);
    const auto of_case = HearRecall("CNCL", "", "", "");
    ASSERT_EQ(of_case.size(), 1U);
    EXPECT_EQ(of_case[0].payment, kPayment);
    EXPECT_EQ(of_case[0].verdict.kind, Kind::kRecalled);
}

TEST(InstantAnswers, WhatTheRailCouldNotReadItDidNotDo) {
    const auto hear = [](const std::string& reference) {
        return Hear(iso::MessageKind::kAdmi002,
                    {iso::MessageReject{.reference = reference, .reason = "SCHEMA"}});
    };
    const auto transfer = hear(DeriveMessageId(kPayment, MessageKind::kTransfer));
    ASSERT_EQ(transfer.size(), 1U);
    EXPECT_EQ(transfer[0].payment, kPayment);
    EXPECT_EQ(transfer[0].verdict.kind, Kind::kRejected);
    EXPECT_TRUE(transfer[0].verdict.not_taken);
    EXPECT_EQ(transfer[0].verdict.reason.code, "FF01");
    EXPECT_EQ(hear(DeriveMessageId(kPayment, MessageKind::kRecall)).at(0).verdict.kind,
              Kind::kRecallRefused);
    EXPECT_TRUE(hear(DeriveMessageId(kPayment, MessageKind::kEnquiry, 1)).empty());
}

TEST(InstantAnswers, WhatIsNoAnswerIsAnErrorAndNothingElse) {
    const auto transfer = TransferNamed("one");
    const auto instruction = messages::testing::InstructionOf();
    const auto ours = kRail.Submit(Alone(transfer, instruction))->content.Reveal();
    const auto valid = *iso::WriteMessage(
        iso::MessageKind::kPacs002,
        std::vector<iso::Part>{
            Header("S-1"), iso::TransactionStatus{.original = Named("uetr"), .status = "ACSC"}});
    ASSERT_TRUE(kRail.OnMessage("pacs.002.001.10", valid));
    for (const auto& text : {std::string(), std::string("gibberish"), std::string("<Document/>"),
                             ours, valid.substr(0, valid.size() / 2), "x" + valid}) {
        const auto heard = kRail.OnMessage("pacs.002.001.10", text);
        ASSERT_FALSE(heard);
        EXPECT_EQ(heard.error().code, core::ErrorCode::kInvalidArgument);
    }
}

}  // namespace
}  // namespace clearway::settlement::rails::instant
