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

// A message of one entry, of so many transactions of 1.00 EUR.
std::string BatchOf(std::size_t transactions, const std::string& amount) {
    std::string all;
    for (std::size_t i = 0; i < transactions; ++i)
        all +=
            "<TxDtls><Refs><EndToEndId>E" + std::to_string(i) +
            "</EndToEndId></Refs><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>";
    return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
           "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-02T20:00:00Z</CreDtTm></GrpHdr><Stmt><Id>S"
           "</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct><Bal><Tp><CdOrPrtry><Cd>"
           "OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>"
           "2026-03-02</Dt></Dt></Bal><Ntry><Amt Ccy=\"EUR\">" +
           amount + "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BkTxCd/>" +
           "<NtryDtls><Btch><NbOfTxs>" + std::to_string(transactions) + "</NbOfTxs></Btch>" + all +
           "</NtryDtls><AddtlNtryInf>salaries</AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt>"
           "</Document>";
}

std::size_t TransactionsIn(const std::vector<EntryDetails>& details) {
    std::size_t count = 0;
    for (const auto& one : details) count += one.transactions.size();
    return count;
}

TEST(MessageReader, ABatchOfAnySizeComesInPieces) {
    // More elements than one transaction may have.
    const ReadOptions options{.limits = {.elements = 6'000}};
    const auto whole = ReadWholeMessage(BatchOf(2'500, "2500.00"), options);
    ASSERT_TRUE(whole.result.IsValid()) << whole.result.findings.Kept().at(0).message;
    EXPECT_THAT(Codes(whole.result.findings), IsEmpty());
    std::size_t transactions = 0;
    std::size_t entries = 0;
    for (const auto& part : whole.parts) {
        if (const auto* entry = std::get_if<Entry>(&part)) {
            ++entries;
            transactions += TransactionsIn(entry->details);
            EXPECT_LE(TransactionsIn(entry->details), kEntryDetailsAtOnce);
        }
        if (const auto* more = std::get_if<EntryMore>(&part)) {
            transactions += TransactionsIn(more->details);
            EXPECT_LE(TransactionsIn(more->details), kEntryDetailsAtOnce);
        }
    }
    EXPECT_EQ(entries, 1u);
    EXPECT_EQ(transactions, 2'500u);
    const auto last = std::get<EntryMore>(whole.parts.at(whole.parts.size() - 2));
    EXPECT_EQ(last.additional_information, "salaries");
    EXPECT_EQ(last.details.back().transactions.back().references.end_to_end_id, "E2499");
}

TEST(MessageReader, WhatABatchInPiecesComesToIsTold) {
    const auto whole = ReadWholeMessage(BatchOf(2'500, "2501.00"));
    EXPECT_THAT(Codes(whole.result.findings), ElementsAre("entry_details_sum"));
    auto text = BatchOf(2'500, "2500.00");
    text = Replaced(text, "<NbOfTxs>2500", "<NbOfTxs>2501");
    EXPECT_THAT(Codes(ReadWholeMessage(text).result.findings),
                ElementsAre("batch_number_of_transactions"));
}

TEST(MessageReader, FindingsAreToldBeforeTheirPart) {
    std::vector<std::string> told;
    const auto text =
        Replaced(Sample("camt053.v8.xml"), "<Amt Ccy=\"EUR\">8.85", "<Amt Ccy=\"EUR\">8.855");
    ReadMessage(xml::FromText(text),
                [&](Part&& part) {
                    if (std::holds_alternative<Entry>(part)) told.emplace_back("entry");
                    if (std::holds_alternative<Statement>(part)) told.emplace_back("statement");
                },
                {.tell = [&](const Finding& finding) { told.push_back(finding.code); }});
    EXPECT_THAT(told, ElementsAre("unknown_country", "statement", "amount_digits", "entry"));
}

TEST(MessageReader, BalancesThatDoNotFollowAreAWarning) {
    const auto whole = ReadWholeMessage(Sample("camt053.v2.five.decimals.xml"));
    EXPECT_TRUE(whole.result.IsValid());
    EXPECT_THAT(Codes(whole.result.findings), Contains("balances_and_entries"));
}

}  // namespace
}  // namespace clearway::iso20022
