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

std::string StatementOf(const std::string& id, const std::string& number,
                        const std::string& balances, const std::string& entries) {
    return "<Stmt><Id>" + id + "</Id><ElctrncSeqNb>" + number +
           "</ElctrncSeqNb><CreDtTm>2026-03-02T20:00:00Z</CreDtTm>"
           "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>" +
           balances + entries + "</Stmt>";
}

std::string DocumentOf(const std::string& statements) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
           "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-02T20:00:00Z</CreDtTm></GrpHdr>" +
           statements + "</BkToCstmrStmt></Document>";
}

std::string Document(const std::string& balances, const std::string& entries) {
    return DocumentOf(StatementOf("S1", "7", balances, entries));
}

std::string Replaced(std::string text, const std::string& old, const std::string& by) {
    return text.replace(text.find(old), old.size(), by);
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
    ASSERT_THAT(file.AllFaults(), ElementsAre());
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

TEST_F(CamtTest, EveryReferenceOfATransactionIsKept) {
    const auto transaction =
        Replaced(Replaced(Transaction("E-1", "5.00"), "<EndToEndId>E-1</EndToEndId>",
                          "<MsgId>M-1</MsgId><InstrId>I-1</InstrId><EndToEndId>E-1</EndToEndId>"
                          "<TxId>T-1</TxId><ChqNb>77</ChqNb><ClrSysRef>C-1</ClrSysRef>"
                          "<Prtry><Tp>X</Tp><Ref>P-1</Ref></Prtry>"),
                 "</Ustrd>",
                 "</Ustrd><Strd><RfrdDocInf><Nb>D-1</Nb></RfrdDocInf><CdtrRefInf><Ref>R-1</Ref>"
                 "</CdtrRefInf></Strd><Strd><CdtrRefInf><Ref>R-2</Ref></CdtrRefInf></Strd>");
    const auto file =
        Load(Document(Balance("OPBD", "100.00"), Entry("5.00", "CRDT", "BOOK", "B1", transaction)));
    ASSERT_THAT(file.AllFaults(), ElementsAre());
    ASSERT_EQ(book.lines.size(), 1U);
    const auto& line = book.lines[0];
    EXPECT_EQ(Text(line.references[matching::kInstruction]), "I-1");
    EXPECT_EQ(Text(line.references[matching::kOther]), "R-1");
    EXPECT_EQ(Text(line.text), "thanks R-2 T-1 D-1 C-1 77 P-1");
}

TEST_F(CamtTest, TheMessageOfSeveralPaymentsNamesNoneOfThem) {
    const auto of = [](const std::string& end_to_end) {
        return Replaced(Transaction(end_to_end, "5.00"), "<EndToEndId>",
                        "<MsgId>M-1</MsgId><EndToEndId>");
    };
    Load(Document(Balance("OPBD", "100.00"),
                  Entry("5.00", "CRDT", "BOOK", "B1", of("E-1")) +
                      Entry("5.00", "CRDT", "BOOK", "B2", of("NOTPROVIDED"))));
    ASSERT_EQ(book.lines.size(), 2U);
    EXPECT_EQ(Text(book.lines[0].references[matching::kOther]), "");
    EXPECT_EQ(Text(book.lines[0].text), "thanks");
    EXPECT_EQ(Text(book.lines[1].references[matching::kOther]), "M-1") << "nothing else names it";
}

TEST_F(CamtTest, AFileThatDoesNotAddUpOrIsCutShortLeavesNoLine) {
    const auto whole = Document(Balance("OPBD", "100.00") + Balance("CLBD", "111.51"), kEntries);
    EXPECT_THAT(Load(whole).AllFaults(), ElementsAre(HasSubstr("do not come to")));
    EXPECT_TRUE(book.lines.empty());
    EXPECT_THAT(Load(whole.substr(0, whole.size() / 2)).faults, Not(ElementsAre()));
    EXPECT_TRUE(book.lines.empty());
}

TEST_F(CamtTest, ABadStatementHarmsNoOtherOfItsFile) {
    const auto good = StatementOf("S1", "7", Balance("OPBD", "100.00") + Balance("CLBD", "105.00"),
                                  Entry("5.00", "CRDT", "BOOK", "B1", ""));
    const auto bad = StatementOf("S2", "8", Balance("OPBD", "105.00") + Balance("CLBD", "111.00"),
                                 Entry("5.00", "CRDT", "BOOK", "B2", ""));
    const auto odd = StatementOf("S3", "9", Balance("OPBD", "111.00") + Balance("CLBD", "112.23"),
                                 Entry("1.234", "CRDT", "BOOK", "B3", ""));
    const auto file = Load(DocumentOf(good + bad + odd));
    EXPECT_THAT(file.AllFaults(), ElementsAre(HasSubstr("statement 8/1: the opening balance and"),
                                              HasSubstr("statement 9/1: an amount of an entry")));
    EXPECT_EQ(file.UsedStatements(), 1U);
    EXPECT_EQ(book.lines.size(), 1U);
}

TEST_F(CamtTest, WhatIsOddInAPartyIsNotedAndTaken) {
    const auto text = Document(Balance("OPBD", "100.00") + Balance("CLBD", "105.00"),
                               Entry("5.00", "CRDT", "BOOK", "B1", Transaction("INV-1", "5.00")));
    const auto file =
        Load(Replaced(text, "FR1420041010050500013M02606", "FR1520041010050500013M02606"));
    EXPECT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_THAT(file.notes, ElementsAre(HasSubstr("check digits of the IBAN")));
    ASSERT_EQ(book.lines.size(), 1U);
    EXPECT_EQ(Text(book.lines[0].counterparty_account), "FR1520041010050500013M02606");
}

TEST_F(CamtTest, AnEntryInAnotherCurrencyIsALineAndNoPartOfTheBalances) {
    const auto usd = Replaced(Entry("7.00", "CRDT", "BOOK", "B2", ""), "EUR", "USD");
    const auto file = Load(Document(Balance("OPBD", "100.00") + Balance("CLBD", "105.00"),
                                    Entry("5.00", "CRDT", "BOOK", "B1", "") + usd));
    EXPECT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_THAT(file.notes, ElementsAre(HasSubstr("an entry is in another currency")));
    ASSERT_EQ(book.lines.size(), 2U);
    EXPECT_EQ(matching::CodeOf(book.lines[1].currency), "USD");
}

TEST_F(CamtTest, Version02HasTheAmountsOfTransactionsInTheirDetails) {
    const auto transaction = [](const std::string& id, const std::string& amount) {
        return "<TxDtls><Refs><EndToEndId>" + id +
               "</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy=" + "\"EUR\">" + amount +
               "</Amt></TxAmt></AmtDtls></TxDtls>";
    };
    auto text = Document(Balance("OPBD", "100.00") + Balance("CLBD", "109.00"),
                         Entry("9.00", "CRDT", "BOOK", "B2",
                               transaction("INV-2", "4.00") + transaction("INV-3", "5.00")));
    text = Replaced(text, "camt.053.001.08", "camt.053.001.02");
    text = Replaced(text, "<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>");
    const auto file = Load(text);
    ASSERT_THAT(file.AllFaults(), ElementsAre());
    ASSERT_EQ(book.lines.size(), 2U);
    EXPECT_EQ(book.lines[0].amount, 400);
    EXPECT_EQ(Text(book.lines[1].references[matching::kEndToEnd]), "INV-3");
}

TEST_F(CamtTest, NumbersOfNothingAreNone) {
    const auto one = StatementOf("S1", "0", Balance("OPBD", "100.00") + Balance("CLBD", "105.00"),
                                 Entry("5.00", "CRDT", "BOOK", "B1", ""));
    const auto two = StatementOf("S2", "0", Balance("OPBD", "105.00") + Balance("CLBD", "110.00"),
                                 Entry("5.00", "CRDT", "BOOK", "B2", ""));
    EXPECT_THAT(Load(DocumentOf(one + two)).AllFaults(), ElementsAre());
    EXPECT_EQ(book.lines.size(), 2U);
    EXPECT_THAT(Load(DocumentOf(one + one)).AllFaults(),
                ElementsAre("statement S1: is there twice"));
}

TEST_F(CamtTest, ABatchOfAnySizeIsAsManyLines) {
    std::string transactions;
    for (int i = 1; i <= 2'500; ++i)
        transactions += Transaction("INV-" + std::to_string(i), "1.00");
    const auto text = Document(Balance("OPBD", "100.00") + Balance("CLBD", "2600.00"),
                               Entry("2500.00", "CRDT", "BOOK", "B1", transactions));
    EXPECT_THAT(Load(text).AllFaults(), ElementsAre());
    ASSERT_EQ(book.lines.size(), 2'500U);
    EXPECT_EQ(Text(book.lines[2'499].references[matching::kEndToEnd]), "INV-2500");
    EXPECT_EQ(book.lines[2'499].position, 2'500U);
    // One that is missing, and the entry is a line.
    const auto last = Transaction("INV-2500", "1.00");
    EXPECT_THAT(Load(Replaced(text, last, "")).AllFaults(), ElementsAre());
    ASSERT_EQ(book.lines.size(), 1U);
    EXPECT_EQ(book.lines[0].amount, 250'000);
}

TEST_F(CamtTest, ABatchNetOfAChargeIsNamedByItsTransactions) {
    const auto net = Entry("8.50", "CRDT", "BOOK", "B1",
                           Transaction("INV-2", "4.00") + Transaction("INV-3", "5.00"));
    Load(Document(Balance("OPBD", "100.00") + Balance("CLBD", "108.50"), net));
    ASSERT_EQ(book.lines.size(), 1U);
    EXPECT_EQ(book.lines[0].amount, 850);
    EXPECT_EQ(Text(book.lines[0].text), "INV-2 INV-3");
}

TEST_F(CamtTest, AStatementWithoutBalancesIsNoted) {
    const auto entry = Entry("5.00", "CRDT", "BOOK", "B1", "");
    EXPECT_THAT(Load(Document(Balance("ITBD", "1.00"), entry)).notes,
                ElementsAre(HasSubstr("neither an opening nor a closing balance")));
    EXPECT_EQ(book.lines.size(), 1U);
    EXPECT_THAT(Load(Document(Balance("OPBD", "1.00"), entry)).notes, ElementsAre());
}

TEST_F(CamtTest, BalancesThatContradictEachOtherAreAFault) {
    const auto entry = Entry("5.00", "CRDT", "BOOK", "B1", "");
    const auto file = Load(Document(
        Balance("OPBD", "99.00") + Balance("OPBD", "100.00") + Balance("CLBD", "105.00"), entry));
    EXPECT_THAT(file.AllFaults(), ElementsAre(HasSubstr("of the same type and day")));
    EXPECT_TRUE(book.lines.empty());
}

// A page of a message of two, and what it holds.
std::string MessagePage(int page, const std::string& statements) {
    return Replaced(DocumentOf(statements), "</GrpHdr>",
                    "<MsgPgntn><PgNb>" + std::to_string(page) + "</PgNb><LastPgInd>" +
                        (page == 2 ? "true" : "false") + "</LastPgInd></MsgPgntn></GrpHdr>");
}

class MessagePages : public CamtTest {
protected:
    // The faults of two pages, in whatever order they come.
    std::vector<std::string> Faults(const std::string& first, const std::string& second) {
        const std::vector paths{folder.Write("2.xml", MessagePage(2, second)),
                                folder.Write("1.xml", MessagePage(1, first))};
        book = {};
        std::vector<std::string> all;
        for (const auto& file : LoadStatements(paths, {}, book))
            for (const auto& fault : file.AllFaults()) all.push_back(fault);
        return all;
    }
    static std::string One(const std::string& number, const std::string& from,
                           const std::string& to, const std::string& amount) {
        return StatementOf("S1", number, Balance("OPBD", from) + Balance("CLBD", to),
                           Entry(amount, "CRDT", "BOOK", "B" + amount, ""));
    }
};

TEST_F(MessagePages, ArePagesOfAStatementThatIsInBoth) {
    EXPECT_THAT(Faults(One("7", "100.00", "115.00", "10.00"), One("7", "100.00", "115.00", "5.00")),
                ElementsAre())
        << "balances of the whole";
    EXPECT_EQ(book.lines.size(), 2U);
    EXPECT_THAT(Faults(One("7", "100.00", "110.00", "10.00"), One("7", "110.00", "115.00", "5.00")),
                ElementsAre());
    EXPECT_THAT(Faults(One("7", "100.00", "115.00", "10.00"), One("7", "100.00", "115.00", "6.00")),
                ElementsAre(HasSubstr("do not come to"), HasSubstr("do not come to")));
    EXPECT_THAT(Load(MessagePage(1, One("7", "100.00", "115.00", "10.00"))).AllFaults(),
                ElementsAre(HasSubstr("do not come to")))
        << "the other page is not there";
}

TEST_F(MessagePages, AStatementWithoutBalancesWaitsForTheNextOne) {
    const auto page = [](const std::string& amount) {
        return StatementOf("S1", "7", Balance("ITBD", "110.00"),
                           Entry(amount, "CRDT", "BOOK", "B" + amount, ""));
    };
    EXPECT_THAT(Load(MessagePage(1, page("10.00"))).AllFaults(),
                ElementsAre(HasSubstr("its page 2 is missing")));
    EXPECT_THAT(Faults(page("10.00"), page("5.00")), ElementsAre());
    EXPECT_EQ(book.lines.size(), 2U);
}

TEST_F(MessagePages, OfAStatementThatIsInOneAreNone) {
    EXPECT_THAT(Faults(One("7", "100.00", "110.00", "10.00"), One("8", "110.00", "115.00", "5.00")),
                ElementsAre());
    EXPECT_EQ(book.lines.size(), 2U);
    EXPECT_THAT(Load(MessagePage(1, One("7", "100.00", "110.00", "10.00"))).AllFaults(),
                ElementsAre());
}

TEST_F(CamtTest, AMessageOfAnotherKindIsNoStatement) {
    EXPECT_THAT(Load("<Document xmlns=\"urn:x\"/>").faults, Not(ElementsAre()));
    EXPECT_TRUE(book.statements.empty());
}

}  // namespace
}  // namespace clearway::reconciliation::statements
