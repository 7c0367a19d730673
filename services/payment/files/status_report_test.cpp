// SPDX-License-Identifier: Apache-2.0
#include "services/payment/files/status_report.h"

#include <gtest/gtest.h>

#include "iso20022/message_reader.h"

namespace clearway::payment {
namespace {

using iso20022::OriginalBatch;
using iso20022::OriginalGroup;
using iso20022::TransactionStatus;

const auto kNow = *core::ParseRfc3339("2026-03-02T12:00:00Z");

EntryStatus Entry(std::int32_t position, std::optional<Status> payment, std::int32_t batch = 1) {
    return {.entry = {.position = position,
                      .batch = batch,
                      .batch_id = "B-" + std::to_string(batch),
                      .instruction_id = "i-" + std::to_string(position),
                      .end_to_end_id = "e-" + std::to_string(position),
                      .amount = core::Money(*core::Currency::Parse("EUR"), 100),
                      .due_at = kNow,
                      .payment_id = core::DerivePaymentId("acme", std::to_string(position)),
                      .state = payment ? EntryState::kOrdered : EntryState::kWaiting},
            .payment = payment,
            .changed_at = kNow};
}

EntryStatus Rejected(std::int32_t position) {
    auto entry = Entry(position, std::nullopt);
    entry.entry.state = EntryState::kRejected;
    entry.entry.reason = Reason{"AC03", "The creditor's account is not known."};
    return entry;
}

PaymentFile File(std::int32_t entries) {
    return {.file_id = DerivePaymentFileId("acme", "MSG-1"),
            .partner_id = "acme",
            .message_id = "MSG-1",
            .message_type = "pain.001.001.09",
            .message_created = kNow,
            .digest = std::string(32, 'd'),
            .size = 1,
            .entries = entries,
            .control_sum = "4"};
}

struct Report {
    std::string text = {};
    std::string message_id = {};
    std::vector<OriginalGroup> groups = {};
    std::vector<OriginalBatch> batches = {};
    std::vector<TransactionStatus> transactions = {};
};

// Written, and read again against schema and rules.
Report Written(const PaymentFile& file, const std::vector<EntryStatus>& entries) {
    const auto text = WriteStatusReport(file, entries);
    if (!text) return {};
    Report report{.text = *text};
    auto whole = iso20022::ReadWholeMessage(report.text);
    EXPECT_TRUE(whole.result.IsValid());
    for (auto& part : whole.parts) {
        if (auto* header = std::get_if<iso20022::GroupHeader>(&part))
            report.message_id = header->message_id;
        if (auto* group = std::get_if<OriginalGroup>(&part)) report.groups.push_back(*group);
        if (auto* batch = std::get_if<OriginalBatch>(&part)) report.batches.push_back(*batch);
        if (auto* one = std::get_if<TransactionStatus>(&part)) report.transactions.push_back(*one);
    }
    return report;
}

TEST(StatusReport, SaysOfEachTransferWhatItsPaymentIsNow) {
    auto declined = Entry(3, Status::kDeclined, 2);
    declined.reasons = {{"FRAD", "Declined by fraud controls."},
                        {"VELOCITY_PAYER_1M", std::string(200, 'x')}};
    const std::vector<EntryStatus> entries{Entry(1, Status::kSettled), Rejected(2), declined,
                                           Entry(4, std::nullopt, 2)};
    const auto report = Written(File(4), entries);
    ASSERT_EQ(report.groups.size(), 1U);
    EXPECT_EQ(report.groups[0].message_id, "MSG-1");
    EXPECT_EQ(report.groups[0].message_name, "pain.001.001.09");
    EXPECT_EQ(report.groups[0].status, "PART");
    EXPECT_EQ(report.groups[0].number_of_transactions, 4U);
    EXPECT_EQ(report.groups[0].counts.size(), 3U);
    ASSERT_EQ(report.batches.size(), 2U);
    EXPECT_EQ(report.batches[1].id, "B-2");
    EXPECT_EQ(report.batches[1].status, "PART");
    ASSERT_EQ(report.transactions.size(), 4U);
    EXPECT_EQ(report.transactions[0].status, "ACSC");
    EXPECT_EQ(report.transactions[0].original.end_to_end_id, "e-1");
    EXPECT_EQ(report.transactions[0].servicer_reference.size(), 32U);
    EXPECT_EQ(report.transactions[1].status, "RJCT");
    EXPECT_EQ(report.transactions[1].reasons.at(0).reason.code, "AC03");
    EXPECT_TRUE(report.transactions[1].servicer_reference.empty());
    EXPECT_EQ(report.transactions[2].reasons.at(0).reason.code, "FRAD");
    EXPECT_EQ(report.transactions[2].reasons.at(1).reason.proprietary, "VELOCITY_PAYER_1M");
    EXPECT_EQ(report.transactions[3].status, "ACTC");
}

TEST(StatusReport, OfARefusedFileSaysWhy) {
    auto file = File(4);
    file.state = FileState::kRefused;
    file.reasons = {{"AM10", "The control sum is wrong (group header)."}};
    const auto report = Written(file, {});
    ASSERT_EQ(report.groups.size(), 1U);
    EXPECT_EQ(report.groups[0].status, "RJCT");
    EXPECT_EQ(report.groups[0].reasons.at(0).reason.code, "AM10");
    EXPECT_TRUE(report.transactions.empty());
}

TEST(StatusReport, IsTheSameWhileNothingHappens) {
    std::vector<EntryStatus> entries{Entry(1, Status::kSettled)};
    const auto first = Written(File(1), entries);
    // What a file says of itself beside them (when it was worked on) is not of the report.
    auto worked_on = File(1);
    worked_on.updated_at = kNow + std::chrono::hours(1);
    EXPECT_EQ(first.text, Written(worked_on, entries).text);
    entries[0].changed_at += std::chrono::seconds(1);
    EXPECT_NE(first.message_id, Written(File(1), entries).message_id);
}

// Two changes in one microsecond, or of two clocks.
TEST(StatusReport, OtherStatesHaveAnotherIdAlsoAtTheSameTime) {
    const auto settled = Written(File(1), {Entry(1, Status::kSettled)});
    const auto processing = Written(File(1), {Entry(1, Status::kProcessing)});
    EXPECT_EQ(settled.message_id.size(), 32U);
    EXPECT_NE(settled.message_id, processing.message_id);
    auto file = File(1);
    file.file_id = DerivePaymentFileId("acme", "MSG-2");
    EXPECT_NE(settled.message_id, Written(file, {Entry(1, Status::kSettled)}).message_id);
}

TEST(StatusReport, WhatWasCancelledBeforeItsPaymentSaysSo) {
    auto cancelled = Entry(2, std::nullopt);
    cancelled.entry.state = EntryState::kCancelled;
    const auto report = Written(File(2), {Entry(1, Status::kSettled), cancelled});
    EXPECT_EQ(report.groups[0].status, "PART");
    EXPECT_EQ(report.transactions[1].status, "CANC");
    EXPECT_EQ(report.transactions[1].reasons.at(0).reason.code, "DS02");
    EXPECT_TRUE(report.transactions[1].servicer_reference.empty());
}

TEST(GroupStatus, IsThatOfTheLeastFarOrPart) {
    struct Row {
        std::vector<EntryStatus> entries;
        std::string_view status;
    };
    const auto settled = Entry(1, Status::kSettled);
    const Row rows[] = {{{settled, settled}, "ACSC"},
                        {{settled, Entry(2, Status::kProcessing)}, "ACSP"},
                        {{settled, Entry(2, Status::kAuthorised)}, "ACCP"},
                        {{settled, Entry(2, std::nullopt)}, "ACTC"},
                        {{Entry(1, std::nullopt), Entry(2, Status::kInReview)}, "PDNG"},
                        {{settled, Rejected(2)}, "PART"},
                        {{settled, Entry(2, Status::kCancelled)}, "PART"},
                        {{Rejected(1), Rejected(2)}, "RJCT"},
                        {{Rejected(1), Entry(2, Status::kExpired)}, "RJCT"}};
    for (const auto& row : rows) EXPECT_EQ(GroupStatusOf(row.entries), row.status) << row.status;
}

}  // namespace
}  // namespace clearway::payment
