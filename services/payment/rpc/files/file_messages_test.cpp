// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/files/file_messages.h"

#include <gtest/gtest.h>

#include "core/digest.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;

core::Money Euro(std::int64_t minor) { return {*core::Currency::Parse("EUR"), minor}; }

PaymentFile Taken() {
    return {.file_id = DerivePaymentFileId("acme", "MSG-1"),
            .partner_id = "acme",
            .message_id = "MSG-1",
            .message_type = "pain.001.001.09",
            .digest = std::string(32, '\x0f'),
            .size = 1,
            .entries = 3,
            .control_sum = "3",
            .state = FileState::kRefused,
            .reasons = {{"AM10", "The control sum is wrong."}}};
}

EntryStatus Entry(std::int32_t position) {
    return {.entry = {.position = position,
                      .batch = 1,
                      .batch_id = "B-1",
                      .instruction_id = "i",
                      .end_to_end_id = "e",
                      .amount = Euro(1234),
                      .due_at = {},
                      .payment_id = core::DerivePaymentId("acme", "k"),
                      .state = EntryState::kRejected,
                      .reason = Reason{"AC03", "Not known."}}};
}

TEST(FileMessages, ATextThatIsNoIdNamesNoFile) {
    EXPECT_EQ(ReadFileId("../payments").error().code, ErrorCode::kNotFound);
    EXPECT_TRUE(ReadFileId(Taken().file_id.ToString()));
}

TEST(FileMessages, PagesOfPaymentsGoOnBehindTheirLast) {
    v1::ListPaymentFilePaymentsRequest request;
    EXPECT_EQ(ReadEntriesPosition(request)->page_size, 50U);
    EXPECT_EQ(ReadEntriesPosition(request)->after, 0);
    const EntryPage page{.entries = {Entry(7), Entry(8)}, .more = true};
    request.set_page_token(Write(page).next_page_token());
    EXPECT_EQ(ReadEntriesPosition(request)->after, 8);
    for (const auto* bad : {"0", "-1", "x", "1x", "99999999999"}) {
        request.set_page_token(bad);
        EXPECT_EQ(ReadEntriesPosition(request).error().code, ErrorCode::kInvalidArgument) << bad;
    }
    request.clear_page_token();
    for (const int bad : {-1, 201}) {
        request.set_page_size(bad);
        EXPECT_EQ(ReadEntriesPosition(request).error().code, ErrorCode::kInvalidArgument) << bad;
    }
}

TEST(FileMessages, AFileSaysWhatItIsAndWhereMoreOfItStands) {
    const FileAndCounts found{.file = Taken(),
                              .counts = {{.iso_status = "ACSC", .payments = 2, .sum = Euro(200)}}};
    const auto message = Write(found);
    EXPECT_EQ(message.state(), v1::PAYMENT_FILE_STATE_REFUSED);
    EXPECT_EQ(message.message_id(), "MSG-1");
    EXPECT_EQ(message.sha256(), core::ToHex(Taken().digest));
    EXPECT_EQ(message.reasons(0).code(), "AM10");
    EXPECT_EQ(message.counts(0).payments(), 2);
    EXPECT_EQ(message.counts(0).sum().value(), "2.00");
    EXPECT_EQ(message.links().at("report"),
              "/v1/payment-files/" + Taken().file_id.ToString() + "/report");
    EXPECT_FALSE(message.links().contains("cancel"));
    auto waiting = found;
    waiting.file.state = FileState::kProcessing;
    EXPECT_TRUE(Write(waiting).links().contains("cancel"));
}

TEST(FileMessages, ARejectedPaymentSaysWhy) {
    const EntryPage page{.entries = {Entry(7)}, .more = false};
    const auto message = Write(page);
    EXPECT_TRUE(message.next_page_token().empty());
    ASSERT_EQ(message.payments_size(), 1);
    EXPECT_EQ(message.payments(0).position(), 7);
    EXPECT_EQ(message.payments(0).iso_status(), "RJCT");
    EXPECT_EQ(message.payments(0).reasons(0).code(), "AC03");
    EXPECT_EQ(message.payments(0).amount().value(), "12.34");
}

}  // namespace
}  // namespace clearway::payment
