// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/batch/batch_rail.h"

#include <gtest/gtest.h>

#include "iso20022/message_reader.h"
#include "iso20022/message_writer.h"
#include "services/settlement/rails/messages/rail_message_fixture.h"
#include "services/settlement/rails/messages/xmllint_fixture.h"

namespace clearway::settlement::rails {
namespace {

namespace iso = clearway::iso20022;
using Kind = Verdict::Kind;
using messages::testing::InstructionOf;
using messages::testing::TransferNamed;

const BatchRail kRail(messages::testing::We());
const core::Timestamp kNow = TransferNamed("one").created_at;
const core::Uuid kFile = DeriveFileId("batch", messages::testing::kEur, kNow, 1);
const std::string kFileName = DeriveFileMessageId(kFile);

RailTransfer InFile(const std::string& name, int position) {
    auto transfer = TransferNamed(name);
    transfer.cut_off = kNow;
    transfer.place = FilePlace{kFile, kNow + std::chrono::hours(3), position};
    transfer.attempts = 1;
    return transfer;
}

template <class T>
std::vector<T> All(const Message& message) {
    const auto read = iso::ReadWholeMessage(message.content.Reveal());
    EXPECT_TRUE(read.result.IsValid());
    std::vector<T> found;
    for (const auto& part : read.parts)
        if (const auto* held = std::get_if<T>(&part)) found.push_back(*held);
    return found;
}

std::vector<Statement> Hear(iso::MessageKind kind, const std::vector<iso::Part>& parts) {
    const auto text = iso::WriteMessage(kind, parts);
    EXPECT_TRUE(text);
    if (!text) return {};
    const auto heard = kRail.OnMessage("", *text);
    EXPECT_TRUE(heard);
    return heard ? *heard : std::vector<Statement>{};
}

iso::GroupHeader Header(const std::string& id) {
    return {.message_id = id,
            .created = kNow,
            .instructing_agent = {.bic = "RAILFRPP"},
            .instructed_agent = {.bic = "CLWYDEFF"}};
}

iso::OriginalGroup Group(const std::string& status, const std::string& reason = "") {
    iso::OriginalGroup group{.message_id = kFileName, .message_name = "pacs.008.001.08"};
    group.status = status;
    if (!reason.empty()) group.reasons = {{.reason = {.code = reason}}};
    return group;
}

iso::TransactionStatus Status(const std::string& name, const std::string& status) {
    iso::TransactionStatus part{.status_id = "S-" + name, .status = status};
    part.original.transaction_id = DeriveTransactionId(TransferNamed(name).order.payment);
    if (status == "RJCT") part.reasons = {{.reason = {.code = "AC04"}}};
    return part;
}

Message FileOf(const std::vector<RailTransfer>& transfers, const Instruction& instruction) {
    Submission submission{
        .message_id = kFileName, .made_at = transfers[0].place->made_at, .payments = {}};
    for (const auto& transfer : transfers) submission.payments.push_back({transfer, instruction});
    return *kRail.Submit(submission);
}

TEST(BatchRail, AFileHasItsPaymentsInTheirOrderUnderItsOwnName) {
    const auto instruction = InstructionOf();
    const std::vector transfers{InFile("one", 0), InFile("two", 1), InFile("three", 2)};
    const auto message = FileOf(transfers, instruction);
    EXPECT_EQ(message.id, kFileName);
    const auto header = All<iso::GroupHeader>(message).at(0);
    EXPECT_EQ(header.message_id, kFileName);
    EXPECT_EQ(header.created, kNow + std::chrono::hours(3));
    EXPECT_EQ(header.number_of_transactions, 3U);
    EXPECT_EQ(header.total_settlement_amount, core::Money(messages::testing::kEur, 3 * 12'34));
    const auto sent = All<iso::CreditTransfer>(message);
    ASSERT_EQ(sent.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(sent[i].transaction_id, DeriveTransactionId(transfers[i].order.payment));
    EXPECT_EQ(FileOf(transfers, instruction).content, message.content);
}

TEST(BatchRail, AFileIsFoundByTheNameOfItsMessageAlone) {
    EXPECT_EQ(FileOfMessageId(kFileName), kFile);
    EXPECT_LE(kFileName.size(), 35U);
    EXPECT_FALSE(FileOfMessageId(DeriveTransactionId(TransferNamed("one").order.payment)));
    EXPECT_FALSE(PaymentOfMessageId(kFileName));
    EXPECT_NE(DeriveFileId("batch", messages::testing::kEur, kNow, 2), kFile);
}

TEST(BatchRail, EnquiryAndRecallOfAPaymentNameTheFile) {
    const auto transfer = InFile("two", 1);
    const auto asked = All<iso::StatusRequest>(*kRail.Enquire(transfer, 1)).at(0).original;
    EXPECT_EQ(asked.message_id, kFileName);
    EXPECT_EQ(asked.message_created, kNow + std::chrono::hours(3));
    EXPECT_EQ(asked.transaction_id, DeriveTransactionId(transfer.order.payment));
    EXPECT_EQ(All<iso::CancellationRequest>(*kRail.Recall(transfer)).at(0).original.message_id,
              kFileName);
}

TEST(BatchRail, WhatIsSaidOfAFileAloneIsOfAllItsPayments) {
    for (const auto& [status, kind] : {std::pair{"ACSC", Kind::kAccepted},
                                       {"RJCT", Kind::kRejected},
                                       {"ACTC", Kind::kPending},
                                       {"PART", Kind::kPending}}) {
        const auto heard = Hear(iso::MessageKind::kPacs002, {Header("R"), Group(status)});
        ASSERT_EQ(heard.size(), 1U) << status;
        EXPECT_EQ(heard[0].file, kFile);
        EXPECT_TRUE(heard[0].payment.value.IsNil());
        EXPECT_EQ(heard[0].verdict.kind, kind) << status;
    }
    const auto never = Hear(iso::MessageKind::kPacs002, {Header("R"), Group("RJCT", "NOOR")});
    EXPECT_EQ(never.at(0).verdict.kind, Kind::kAbsent);
}

TEST(BatchRail, WhereSomeAreNamedTheOthersAreNotSpokenOf) {
    const auto heard =
        Hear(iso::MessageKind::kPacs002,
             {Header("R"), Group("PART"), Status("one", "ACSC"), Status("two", "RJCT")});
    ASSERT_EQ(heard.size(), 2U);
    EXPECT_EQ(heard[0].payment, TransferNamed("one").order.payment);
    EXPECT_EQ(heard[0].verdict.kind, Kind::kAccepted);
    EXPECT_EQ(heard[1].verdict.kind, Kind::kRejected);
    EXPECT_EQ(heard[1].verdict.reason.code, "AC04");
    for (const auto& statement : heard) EXPECT_FALSE(statement.file);
}

// Several files may be spoken of in one message.
TEST(BatchRail, OfAFileThatNamesNoneItsGroupSpeaksWhateverOthersName) {
    const auto other = DeriveFileId("batch", messages::testing::kEur, kNow, 2);
    auto group = Group("RJCT", "AC04");
    group.message_id = DeriveFileMessageId(other);
    auto status = Status("one", "ACSC");
    status.original.message_id = kFileName;
    status.original.message_name = "pacs.008.001.08";
    const auto heard =
        Hear(iso::MessageKind::kPacs002, {Header("R"), Group("PART"), group, status});
    ASSERT_EQ(heard.size(), 2U);
    EXPECT_EQ(heard[0].verdict.kind, Kind::kAccepted);
    EXPECT_EQ(heard[1].verdict.kind, Kind::kRejected);
    EXPECT_EQ(heard[1].file, other);
}

TEST(BatchRail, ADaysStatementSaysWhatWasSettledAndWhatCameBack) {
    const auto payment = TransferNamed("one").order.payment;
    const auto line = [&](iso::Side side, const char* code, iso::References references) {
        iso::EntryTransaction transaction{.references = std::move(references),
                                          .amount = TransferNamed("one").order.amount,
                                          .side = side};
        return iso::Entry{.reference = "E-1",
                          .amount = TransferNamed("one").order.amount,
                          .side = side,
                          .status = "BOOK",
                          .booked = {.day = std::chrono::floor<std::chrono::days>(kNow)},
                          .code = {.domain = "PMNT", .family = "ICDT", .sub_family = code},
                          .details = {{.transactions = {std::move(transaction)}}}};
    };
    const auto balance = [](const char* type) {
        return iso::Balance{.type = {.code = type},
                            .amount = core::Money(messages::testing::kEur, 0),
                            .side = iso::Side::kCredit,
                            .date = {.day = std::chrono::floor<std::chrono::days>(kNow)}};
    };
    const iso::Statement day{
        .id = "DAY-1",
        .created = kNow,
        .account = {.iban = messages::testing::We().account_iban, .currency = "EUR"},
        .balances = {balance("OPBD"), balance("CLBD")}};
    const iso::References ours{.transaction_id = DeriveTransactionId(payment)};
    const auto heard = Hear(iso::MessageKind::kCamt053,
                            {iso::GroupHeader{.message_id = "D", .created = kNow}, day,
                             line(iso::Side::kDebit, "ESCT", ours),
                             line(iso::Side::kCredit, "RRTN", ours), iso::StatementEnd{}});
    ASSERT_EQ(heard.size(), 2U);
    EXPECT_EQ(heard[0].payment, payment);
    EXPECT_EQ(heard[0].verdict.kind, Kind::kAccepted);
    EXPECT_TRUE(heard[0].verdict.notified);
    EXPECT_EQ(heard[1].verdict.kind, Kind::kReturned);
    EXPECT_TRUE(heard[1].verdict.notified);
}

TEST(BatchRail, IsValidToAnotherValidator) {
    ASSERT_TRUE(messages::testing::HasXmllint()) << "deploy/local installs it: libxml2-utils";
    const std::vector transfers{InFile("one", 0), InFile("two", 1)};
    const auto instruction = InstructionOf();
    for (const auto& message : {FileOf(transfers, instruction), *kRail.Enquire(transfers[1], 1),
                                *kRail.Recall(transfers[1])})
        messages::testing::ExpectValidToXmllint(message);
}

}  // namespace
}  // namespace clearway::settlement::rails
