// SPDX-License-Identifier: Apache-2.0
#include "iso20022/message_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "iso20022/example_messages.h"
#include "iso20022/message_reader.h"
#include "iso20022/test_messages.h"

namespace clearway::iso20022 {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::string Told(const core::Error& error) {
    std::string text;
    for (const auto& field : error.field_errors)
        text += field.code + " " + field.field + " " + field.message + "\n";
    return text;
}

std::string WrittenOrFault(MessageKind kind, const std::vector<Part>& parts,
                           const WriteOptions& options = {}) {
    const auto written = WriteMessage(kind, parts, options);
    return written ? *written : Told(written.error());
}

class EveryKind : public ::testing::TestWithParam<int> {};

TEST_P(EveryKind, WhatIsWrittenIsReadAgainAsItWas) {
    const auto kind = static_cast<MessageKind>(GetParam());
    const auto parts = ExampleMessage(kind);
    const auto written = WriteMessage(kind, parts);
    ASSERT_TRUE(written) << Told(written.error());
    const auto whole = ReadWholeMessage(*written);
    EXPECT_TRUE(whole.result.IsValid()) << Codes(whole.result.findings).front();
    EXPECT_EQ(whole.result.type->name, WrittenType(kind).name);
    EXPECT_EQ(whole.parts, parts) << *written;
    // The same bytes whenever it is written.
    EXPECT_EQ(*WriteMessage(kind, whole.parts), *written);
}

INSTANTIATE_TEST_SUITE_P(AllKinds, EveryKind, ::testing::Range(0, 14));

TEST(MessageWriter, WhatTheSchemaRefusesDoesNotLeave) {
    auto parts = ExampleMessage(MessageKind::kPacs008);
    auto& transfer = std::get<CreditTransfer>(parts[1]);
    const auto good = transfer;
    transfer.end_to_end_id = std::string(36, 'x');  // refused, not cut
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("schema"));
    transfer = good;
    transfer.debtor = {};
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("schema"));
    transfer = good;
    transfer.charge_bearer = "NONE";
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("schema"));
}

TEST(MessageWriter, WhatTheRulesRefuseDoesNotLeave) {
    auto parts = ExampleMessage(MessageKind::kPacs008);
    auto& header = std::get<GroupHeader>(parts[0]);
    auto& transfer = std::get<CreditTransfer>(parts[1]);
    const auto good_header = header;
    const auto good = transfer;
    header.number_of_transactions = 2;
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("number_of_transactions"));
    header = good_header;
    header.control_sum = Decimal::Parse("1234.57");
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("control_sum"));
    header = good_header;
    header.total_settlement_amount = Amount("USD", 123456);
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("total_amount"));
    header = good_header;
    transfer.creditor_account.iban = "NL91ABNA0417164301";
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts),
                HasSubstr("iban_check_digits /CdtTrfTxInf/CdtrAcct/Id/IBAN"));
    transfer = good;
    transfer.uetr = "255ae394-9965-1438-ac86-f406feada396";
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("uetr_form"));
    transfer = good;
    transfer.debtor_agent.bic = "DEUTXXFF";
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("bic_country"));
    transfer = good;
    transfer.remittance.unstructured = {"\xC3"};
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("text_characters"));
    transfer = good;
    transfer.debtor.agent = transfer.debtor_agent;
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts), HasSubstr("party_form"));
}

TEST(MessageWriter, CharactersThatASchemeDoesNotPassOnAreRefusedWhenAsked) {
    const auto parts = ExampleMessage(MessageKind::kPacs008);
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, parts, {.plain_set = true}),
                HasSubstr("text_plain_set"));
    const auto plain = ExampleMessage(MessageKind::kPacs009);
    EXPECT_TRUE(WriteMessage(MessageKind::kPacs009, plain, {.plain_set = true}));
}

TEST(MessageWriter, PartsOutOfPlaceAreRefused) {
    const auto pacs = ExampleMessage(MessageKind::kPacs008);
    EXPECT_THAT(WrittenOrFault(MessageKind::kCamt053, pacs), HasSubstr("part_place"));
    EXPECT_FALSE(WriteMessage(MessageKind::kPacs008, std::vector<Part>{pacs[1], pacs[0]}));
    EXPECT_THAT(WrittenOrFault(MessageKind::kPacs008, {}), HasSubstr("schema"));
    const auto statement = ExampleMessage(MessageKind::kCamt053);
    EXPECT_THAT(WrittenOrFault(MessageKind::kCamt053, {statement[0], statement[2]}),
                HasSubstr("part_place"));
}

TEST(MessageWriter, ALongStatementLeavesInPieces) {
    constexpr std::uint64_t kEntries = 1'000;
    std::size_t pieces = 0;
    std::size_t largest = 0;
    std::string text;
    MessageWriter writer(MessageKind::kCamt053, [&](std::string_view piece) {
        ++pieces;
        largest = std::max(largest, piece.size());
        text += piece;
    });
    EXPECT_TRUE(writer.Put(ExampleMessage(MessageKind::kCamt053)[0]));
    EXPECT_TRUE(writer.Put(ExampleStatement(kEntries)));
    for (std::uint64_t i = 0; i < kEntries; ++i) EXPECT_TRUE(writer.Put(ExampleEntry(i)));
    EXPECT_TRUE(writer.Put(StatementEnd{}));
    EXPECT_TRUE(writer.Finish());
    EXPECT_GT(pieces, 10u);
    EXPECT_LT(largest, 200'000u);
    EXPECT_TRUE(ReadWholeMessage(text).result.IsValid());
}

TEST(MessageWriter, AWrongSummaryIsFoundAtTheEnd) {
    MessageWriter writer(MessageKind::kCamt053, [](std::string_view) {});
    EXPECT_TRUE(writer.Put(ExampleMessage(MessageKind::kCamt053)[0]));
    EXPECT_TRUE(writer.Put(ExampleStatement(3)));
    EXPECT_TRUE(writer.Put(ExampleEntry(0)));
    EXPECT_FALSE(writer.Put(StatementEnd{}));
    EXPECT_FALSE(writer.Finish());
    EXPECT_THAT(Codes(writer.Found()), Contains("number_of_entries"));
}

}  // namespace
}  // namespace clearway::iso20022
