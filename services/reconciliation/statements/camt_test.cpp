// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/camt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/reconciliation/statements/load_statements.h"
#include "services/reconciliation/statements/statement_test_support.h"

namespace clearway::reconciliation::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Balance(const std::string& type, const std::string& amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + type + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" + amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>";
}

std::string Transaction(const std::string& end_to_end, const std::string& amount) {
    return "<TxDtls><Refs><EndToEndId>" + end_to_end + "</EndToEndId></Refs><Amt Ccy=\"EUR\">" +
           amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Some One</Nm></Pty>" +
           "</Dbtr><DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct>" +
           "</RltdPties><RmtInf><Ustrd>thanks</Ustrd></RmtInf></TxDtls>";
}

std::string Entry(const std::string& amount, const std::string& side, const std::string& status,
                  const std::string& own, const std::string& details) {
    return "<Ntry><Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>" + side +
           "</CdtDbtInd><Sts><Cd>" + status +
           "</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-03</Dt></ValDt>" +
           "<AcctSvcrRef>" + own +
           "</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</"
           "SubFmlyCd>" +
           "</Fmly></Domn></BkTxCd>" +
           (details.empty() ? "" : "<NtryDtls>" + details + "</NtryDtls>") + "</Ntry>";
}

std::string Document(const std::string& balances, const std::string& entries) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
           "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-02T20:00:00Z</CreDtTm></GrpHdr>"
           "<Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb><CreDtTm>2026-03-02T20:00:00Z</CreDtTm>"
           "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>" +
           balances + entries + "</Stmt></BkToCstmrStmt></Document>";
}

const auto kEntries = Entry("5.00", "CRDT", "BOOK", "B1", Transaction("INV-1", "5.00")) +
                      Entry("9.00", "CRDT", "BOOK", "B2",
                            Transaction("INV-2", "4.00") + Transaction("INV-3", "5.00")) +
                      Entry("1.00", "CRDT", "PDNG", "B3", "") +
                      Entry("2.50", "DBIT", "BOOK", "B4", "");

class CamtTest : public ::testing::Test {
protected:
    StatementFile Load(const std::string& text) {
        book = {};
        return LoadStatements(std::vector{folder.Write("day.xml", text)}, {}, book).front();
    }
    std::string_view Text(matching::TextId id) const { return book.texts.At(id); }

    TestFolder folder;
    matching::Book book;
};

TEST_F(CamtTest, TransactionsOfAnEntryAreLines) {
    const auto file =
        Load(Document(Balance("OPBD", "100.00") + Balance("CLBD", "111.50"), kEntries));
    ASSERT_THAT(file.faults, ElementsAre());
    EXPECT_EQ(file.format, "camt.053");
    EXPECT_EQ(file.heads[0].number, 7);
    ASSERT_EQ(book.lines.size(), 4U) << "what is not booked is no line";
    EXPECT_EQ(book.lines[0].amount, 500);
    EXPECT_EQ(Text(book.lines[0].references[matching::kEndToEnd]), "INV-1");
    EXPECT_EQ(Text(book.lines[0].counterparty_account), "FR1420041010050500013M02606");
    EXPECT_EQ(Text(book.lines[0].text), "thanks");
    EXPECT_EQ(matching::FormatDay(book.lines[0].value_day), "2026-03-03");
    EXPECT_EQ(book.lines[2].amount, 500);
    EXPECT_EQ(Text(book.lines[2].references[matching::kEndToEnd]), "INV-3");
    EXPECT_EQ(book.lines[3].amount, -250);
    EXPECT_EQ(Text(book.lines[3].references[matching::kOwnId]), "B4");
}

TEST_F(CamtTest, AFileThatDoesNotAddUpOrIsCutShortLeavesNoLine) {
    const auto whole = Document(Balance("OPBD", "100.00") + Balance("CLBD", "111.51"), kEntries);
    EXPECT_THAT(Load(whole).faults, Not(ElementsAre()));
    EXPECT_TRUE(book.lines.empty());
    EXPECT_THAT(Load(whole.substr(0, whole.size() / 2)).faults, Not(ElementsAre()));
    EXPECT_TRUE(book.lines.empty());
}

TEST_F(CamtTest, AMessageOfAnotherKindIsNoStatement) {
    EXPECT_THAT(Load("<Document xmlns=\"urn:x\"/>").faults, Not(ElementsAre()));
    EXPECT_TRUE(book.statements.empty());
}

}  // namespace
}  // namespace clearway::reconciliation::statements
