// SPDX-License-Identifier: Apache-2.0
#include "iso20022/message_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "iso20022/test_messages.h"

namespace clearway::iso20022 {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(MessageReader, EverySampleIsValid) {
    std::size_t seen = 0;
    for (const auto& file : std::filesystem::directory_iterator("libs/iso20022/testdata")) {
        if (file.path().extension() != ".xml") continue;
        ++seen;
        const auto whole = ReadWholeMessage(FileText(file.path()));
        EXPECT_TRUE(whole.result.IsValid()) << file.path() << Codes(whole.result.findings).front();
        EXPECT_GE(whole.parts.size(), 3u) << file.path();
    }
    EXPECT_EQ(seen, 8u);
}

TEST(MessageReader, AStatementIsReadIntoTheModel) {
    const auto whole = ReadWholeMessage(Sample("camt053.v8.xml"));
    ASSERT_EQ(whole.parts.size(), 4u);
    const auto& header = std::get<GroupHeader>(whole.parts[0]);
    EXPECT_EQ(header.message_id, "CAMT053RIB000000000001");
    EXPECT_EQ(header.recipient.bic, "DABAIE2D");
    const auto& statement = std::get<Statement>(whole.parts[1]);
    EXPECT_EQ(statement.electronic_sequence, 12312u);
    EXPECT_EQ(statement.account.Number(), "NL26VAYB8060476890");
    EXPECT_EQ(statement.account.servicer.name, "AAAA BANKEN");
    ASSERT_EQ(statement.balances.size(), 4u);
    EXPECT_EQ(statement.balances[0].type.code, "OPBD");
    EXPECT_EQ(statement.balances[0].amount, Euro(1815));
    EXPECT_EQ(statement.balances[3].amount, Amount("JPY", 2700));
    const auto& entry = std::get<Entry>(whole.parts[2]);
    EXPECT_EQ(entry.amount, Euro(885));
    EXPECT_EQ(entry.side, Side::kCredit);
    EXPECT_EQ(entry.status, "BOOK");
    EXPECT_EQ(entry.booked.day, Date(std::chrono::year(2014) / 12 / 31));
    EXPECT_EQ(entry.booked.time, core::ParseRfc3339("2014-12-31T12:15:00Z"));
    EXPECT_EQ(entry.code.sub_family, "BOOK");
    const auto& transaction = entry.details.at(0).transactions.at(0);
    EXPECT_EQ(transaction.references.end_to_end_id, "MUELL/FINP/RA12345");
    EXPECT_EQ(transaction.debtor.party.name, "NAME NAME");
    EXPECT_EQ(transaction.creditor_account.iban, "NL56AGDH9619008421");
    EXPECT_EQ(transaction.remittance.structured.at(0).reference, "4654654654654654");
    EXPECT_EQ(std::get<StatementEnd>(whole.parts[3]).additional_information,
              "Additional Information");
}

TEST(MessageReader, OldAndNewVersionsAreOneModel) {
    const auto old_one = ReadWholeMessage(Sample("camt053.v2.five.decimals.xml"));
    const auto& entry = std::get<Entry>(old_one.parts.at(2));
    EXPECT_EQ(entry.status, "BOOK");
    EXPECT_EQ(entry.amount, Euro(885));
    EXPECT_EQ(entry.details.at(0).transactions.at(0).creditor.party.name, "Company Name");
    EXPECT_EQ(std::get<GroupHeader>(old_one.parts.at(0)).recipient.bic, "DABAIE2D");
}

TEST(MessageReader, SeveralStatementsFollowEachOther) {
    const auto whole = ReadWholeMessage(Sample("camt053.v2.multi.statement.xml"));
    std::vector<std::size_t> kinds;
    for (const auto& part : whole.parts) kinds.push_back(part.index());
    const auto statement = Part(Statement{}).index();
    const auto entry = Part(Entry{}).index();
    const auto end = Part(StatementEnd{}).index();
    EXPECT_THAT(kinds, ElementsAre(Part(GroupHeader{}).index(), statement, entry, end, statement,
                                   entry, end));
}

TEST(MessageReader, BalancesThatDoNotFollowAreAWarning) {
    const auto whole = ReadWholeMessage(Sample("camt053.v2.five.decimals.xml"));
    EXPECT_TRUE(whole.result.IsValid());
    EXPECT_THAT(Codes(whole.result.findings), Contains("balances_and_entries"));
}

}  // namespace
}  // namespace clearway::iso20022
