// SPDX-License-Identifier: Apache-2.0
// Tables of banks, by the names of their columns or by a mapping.
#include <gmock/gmock.h>

#include "services/reconciliation/statements/statement_files_fixture.h"

namespace clearway::reconciliation::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using TableStatementsTest = StatementFilesTest;

TEST_F(TableStatementsTest, ReadsCsvByItsNamesInAnyForm) {
    const auto path = folder.Write("bank.csv",
                                   "\xEF\xBB\xBF"
                                   "Account;Currency;Debit;Credit;Booking Date;Description\r\n"
                                   "DE11;EUR;12.50;;2026-03-01;\"a; \"\"b\"\"\"\r\n"
                                   "DE11;EUR;;7.00;2026-03-02;c\r\n");
    const auto files = Load({path});
    ASSERT_THAT(files[0].AllFaults(), ElementsAre());
    ASSERT_EQ(book.lines.size(), 2U);
    EXPECT_EQ(book.lines[0].amount, -1'250);
    EXPECT_EQ(book.texts.At(book.lines[0].text), "a; \"b\"");
    EXPECT_EQ(book.lines[1].amount, 700);
    EXPECT_EQ(matching::FormatDay(book.statements[0].day), "2026-03-02");
}

TEST_F(TableStatementsTest, ReadsCsvByAMapping) {
    matching::CsvMapping mapping{.id = "bank",
                                 .separator = ';',
                                 .amounts = {.decimal = ',', .thousands = '.'},
                                 .date_form = "DD.MM.YYYY",
                                 .account = "DE11",
                                 .currency = "EUR",
                                 .columns = {{"amount", "Betrag"}, {"value_date", "Valuta"}}};
    const std::vector mappings{mapping};
    const auto path = folder.Write("b.csv", "Valuta;Betrag;Saldo\n01.03.2026;-1.234,56;0\n");
    ASSERT_THAT(Load({path}, {.mappings = mappings})[0].AllFaults(), ElementsAre());
    EXPECT_EQ(book.lines[0].amount, -123'456);
}

TEST_F(TableStatementsTest, ABadRowOfCsvIsNamedByLineAndColumn) {
    const auto path = folder.Write("bad.csv",
                                   "account,currency,amount,value_date\n"
                                   "DE11,EUR,1.234,2026-03-01\n"
                                   "DE11,XXX,1.00,2026-03-01\n"
                                   "DE11,EUR,1.00,2026-02-30\n"
                                   "DE11,EUR,1.00\n"
                                   "DE11,EUR,0.00,2026-03-01\n"
                                   "DE11,EUR,1.00,2026-03-01\n");
    EXPECT_THAT(Load({path})[0].AllFaults(),
                ElementsAre(HasSubstr("line 2: amount: must"), HasSubstr("line 3: currency: must"),
                            HasSubstr("line 4: value_date: must"), HasSubstr("line 5: 3 fields")));
    EXPECT_TRUE(book.lines.empty());
}

// The amounts and days of a table of these rows.
std::vector<std::string> ReadAs(const std::vector<std::string>& rows, const std::string& columns,
                                const TestFolder& folder) {
    std::string text = columns + "\n";
    for (const auto& row : rows) text += row + "\n";
    matching::Book book;
    const std::vector paths{folder.Write("t.csv", text)};
    const auto file = LoadStatements(paths, {}, book).front();
    auto said = file.AllFaults();
    for (const auto& line : book.lines)
        said.push_back(matching::FormatAmount(line.amount, line.currency) + " " +
                       matching::FormatDay(line.value_day));
    return said;
}

TEST_F(TableStatementsTest, TheFormOfATableFollowsFromItsRows) {
    const auto read = [&](const std::vector<std::string>& rows) {
        return ReadAs(rows, "currency;date;amount", folder);
    };
    EXPECT_THAT(read({"EUR;2026-03-01;1,234.50", "EUR;2026-03-01;1,234"}),
                ElementsAre("1234.50 2026-03-01", "1234.00 2026-03-01"));
    EXPECT_THAT(read({"EUR;01.03.2026;1.234", "EUR;02.03.2026;-1.234,5"}),
                ElementsAre("1234.00 2026-03-01", "-1234.50 2026-03-02"));
    EXPECT_THAT(read({"EUR;03/01/2026;1.50", "EUR;03/13/2026;1.50"}),
                ElementsAre("1.50 2026-03-01", "1.50 2026-03-13"));
    EXPECT_THAT(read({"EUR;03/01/2026;1.50", "EUR;13/01/2026;1.50"}),
                ElementsAre("1.50 2026-01-03", "1.50 2026-01-13"));
    EXPECT_THAT(read({"EUR;20260301;1.50"}), ElementsAre("1.50 2026-03-01"));
    EXPECT_THAT(read({"EUR;03/01/2026;1.50"}), ElementsAre(HasSubstr("cannot be told apart")));
    EXPECT_THAT(read({"EUR;2026-03-01;1,50", "EUR;2026-03-01;1.50"}),
                ElementsAre(HasSubstr("some amounts have a decimal comma")));
    for (const auto* amount : {"1,234", "5.000", "-150.000"})
        EXPECT_THAT(read({"EUR;2026-03-01;7", "EUR;2026-03-01;" + std::string(amount)}),
                    ElementsAre(HasSubstr("may be in thousands or have decimals")))
            << amount;
    EXPECT_THAT(read({"KWD;2026-03-01;5.000", "EUR;2026-03-01;0.000"}),
                ElementsAre("5.000 2026-03-01"))
        << "a currency of three decimals, and no thousand";
}

TEST_F(TableStatementsTest, AmountsMayBeDecorated) {
    const auto read = [&](const std::string& amount) {
        return ReadAs({"EUR;2026-03-01;" + amount}, "currency;date;amount", folder);
    };
    for (const auto* amount :
         {"1'234.50", "1 234,50",
          "1\xC2\xA0"
          "234,50",
          "1\xE2\x80\x99"
          "234.50",
          "1234.50 EUR", "\xE2\x82\xAC 1,234.50", "EUR 1.234,50", "1234.50 CR"})
        EXPECT_THAT(read(amount), ElementsAre("1234.50 2026-03-01")) << amount;
    for (const auto* amount : {"(12.00)", "12.00 DR",
                               "\xE2\x88\x92"
                               "12.00",
                               "- 12.00 \xE2\x82\xAC",
                               "-\xE2\x82\xAC"
                               "12.00"})
        EXPECT_THAT(read(amount), ElementsAre("-12.00 2026-03-01")) << amount;
    for (const auto* amount : {"1 23.50", "$12.00", "12.00 USD", "12 CRX", "(12.00", "1'2345.00"})
        EXPECT_THAT(read(amount), ElementsAre(HasSubstr("line 2: amount: must"))) << amount;
}

TEST_F(TableStatementsTest, DaysMayBeWrittenInManyForms) {
    const auto read = [&](const std::string& day) {
        return ReadAs({"EUR;" + day + ";1.50"}, "currency;date;amount", folder);
    };
    for (const auto* day : {"13.3.2026", "13/03/26", "3/13/2026", "13-Mar-2026", "13 Mar 2026",
                            "13-M\x61r-26", "13.03.2026 09:30", "13/03/2026 9:30:00"})
        EXPECT_THAT(read(day), ElementsAre("1.50 2026-03-13")) << day;
    EXPECT_THAT(read("13.3.2026 soon"), ElementsAre(HasSubstr("line 2: booking_date: must")));
}

TEST_F(TableStatementsTest, ACreditBelowZeroTakesOneBack) {
    const auto read = [&](const std::vector<std::string>& rows) {
        return ReadAs(rows, "currency;date;debit;credit", folder);
    };
    EXPECT_THAT(read({"EUR;2026-03-01;;-5.00", "EUR;2026-03-01;7.00;", "EUR;2026-03-01;-2.00;"}),
                ElementsAre("-5.00 2026-03-01", "-7.00 2026-03-01", "2.00 2026-03-01"));
    EXPECT_THAT(read({"EUR;2026-03-01;-7.00;", "EUR;2026-03-01;-2.00;0.00"}),
                ElementsAre("-7.00 2026-03-01", "-2.00 2026-03-01"))
        << "where each debit is below zero, that is how they are written";
    const auto file = Load({folder.Write("n.csv",
                                         "currency;date;debit;credit\n"
                                         "EUR;2026-03-01;-7.00;\n")})[0];
    EXPECT_THAT(file.notes, ElementsAre(HasSubstr("no debit is above zero")));
}

TEST_F(TableStatementsTest, ADebitIsOneHoweverItsColumnWritesIt) {
    const auto read = [&](const std::vector<std::string>& rows) {
        return ReadAs(rows, "currency;date;debit;credit", folder);
    };
    for (const auto* amount : {"(12.00)",
                               "\xE2\x88\x92"
                               "12.00",
                               "\xE2\x80\x93"
                               "12.00",
                               "12.00 DR", "EUR 12.00", "12.00"})
        EXPECT_THAT(read({"EUR;2026-03-01;" + std::string(amount) + ";"}),
                    ElementsAre("-12.00 2026-03-01"))
            << amount;
    EXPECT_THAT(
        read({"EUR;2026-03-01;12.00 DR;", "EUR;2026-03-01;7.00;", "EUR;2026-03-01;(2.00);",
              "EUR;2026-03-01;;5.00 CR"}),
        ElementsAre("-12.00 2026-03-01", "-7.00 2026-03-01", "2.00 2026-03-01", "5.00 2026-03-01"));
    EXPECT_THAT(read({"EUR;2026-03-01;12.00 CR;", "EUR;2026-03-01;;12.00 DR"}),
                ElementsAre(HasSubstr("line 2: debit: must not say the other side"),
                            HasSubstr("line 3: credit: must not say the other side")));
    EXPECT_THAT(ReadAs({"EUR;2026-03-01;12.00 CR;D"}, "currency;date;amount;dc", folder),
                ElementsAre(HasSubstr("line 2: amount: must not say another side")));
}

TEST_F(TableStatementsTest, AColumnThatSaysSidesIsReadWhateverItsName) {
    const auto read = [&](const std::string& name, const std::vector<std::string>& rows) {
        return ReadAs(rows, "currency;date;amount;" + name, folder);
    };
    for (const auto* name : {"DR/CR", "Soll/Haben", "Transaction Type", "type", "Whatever", "Code",
                             "transaction_code", "Details", "Description", "Reference"})
        EXPECT_THAT(read(name, {"EUR;2026-03-01;5.00;DR", "EUR;2026-03-01;7.00;CR"}),
                    ElementsAre("-5.00 2026-03-01", "7.00 2026-03-01"))
            << name;
    EXPECT_THAT(read("type", {"EUR;2026-03-01;5.00;debit"}), ElementsAre("-5.00 2026-03-01"));
    EXPECT_THAT(read("type", {"EUR;2026-03-01;5.00;D"}), ElementsAre("5.00 2026-03-01"))
        << "one letter may stand for anything";
    EXPECT_THAT(read("type", {"EUR;2026-03-01;-5.00;CR", "EUR;2026-03-01;5.00;DR"}),
                ElementsAre("-5.00 2026-03-01", "5.00 2026-03-01"))
        << "the sign says the side already";
    EXPECT_THAT(read("direction", {"EUR;2026-03-01;5.00;up"}),
                ElementsAre(HasSubstr("line 2: direction: must")));
}

TEST_F(TableStatementsTest, WhatBanksPutAroundTheirRowsDoesNoHarm) {
    const auto read = [&](const std::string& columns, const std::vector<std::string>& rows) {
        return ReadAs(rows, columns, folder);
    };
    const auto one = ElementsAre("5.00 2026-03-01");
    EXPECT_THAT(read("Date;Amount (EUR)", {"2026-03-01;5.00"}), one);
    EXPECT_THAT(read("Date|Amount in EUR", {"2026-03-01|5.00"}), one);
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR;"}), one);
    EXPECT_THAT(read("date;amount;currency;", {"2026-03-01;5.00;EUR"}), one);
    EXPECT_THAT(read("date;amount;currency;x;x", {"2026-03-01;5.00;EUR;1;2"}), one);
    EXPECT_THAT(read("currency;date;Paid Out;Paid In", {"EUR;2026-03-01;;5.00"}), one);
    EXPECT_THAT(read("date;saldo;Devise;montant;devise", {"2026-03-01;9;EUR;5.00;EUR"}), one);
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR", "Closing balance;9.00"}), one);
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR", ";Total;9.00"}), one);
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR", "Summe:;9.00;EUR"}), one);
    for (const auto* name : {"SumUp", "TotalEnergies", "Saldo\xC3\xA4"})
        EXPECT_THAT(read("text;date;amount;currency", {std::string(name) + ";;5.00;EUR"}),
                    ElementsAre(HasSubstr("line 2: value_date: must")))
            << name << " is no total";
    EXPECT_THAT(read("date;amount;currency", {"2026-03-01;5.00;EUR", "2026-03-02;9.0"}),
                ElementsAre(HasSubstr("line 3: 2 fields")))
        << "cut short";
    EXPECT_THAT(read("date;currency;amount;currency", {"2026-03-01;EUR;5.00;USD"}),
                ElementsAre(HasSubstr("currency: stands in two columns")));
    EXPECT_THAT(read("date;currency;amount (EUR)", {"2026-03-01;USD;5.00"}),
                ElementsAre(HasSubstr("must be the one that the column of the amount names")));
}

TEST_F(TableStatementsTest, ReadsUtf16AndTheLettersOfWindows) {
    std::string utf16("\xFF\xFE");
    for (const char c : std::string("date;amount;currency;name\n2026-03-01;5.00;EUR;"))
        (utf16 += c) += '\0';
    utf16 += std::string("\xAC\x20\x3D\xD8\x00\xDE\n\0", 8);
    const auto file = Load({folder.Write("u.csv", utf16)})[0];
    ASSERT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_THAT(file.notes, ElementsAre("is UTF-16"));
    EXPECT_EQ(book.texts.At(book.lines.at(0).counterparty_name), "\xE2\x82\xAC\xF0\x9F\x98\x80");
    book = {};
    EXPECT_THAT(LoadStatement({.name = "u.csv", .text = utf16}, {}, book).AllFaults(),
                ElementsAre());
    EXPECT_EQ(book.lines.size(), 1U);
    EXPECT_THAT(LoadStatement({.name = "u.csv", .text = utf16 + std::string(2, '\0')}, {}, book)
                    .AllFaults(),
                ElementsAre("holds a NUL byte"));
    Load({folder.Write("w.csv", "date;amount;currency;name\n2026-03-01;5.00;EUR;\x80\n")});
    EXPECT_EQ(book.texts.At(book.lines.at(0).counterparty_name), "\xE2\x82\xAC");
}

TEST_F(TableStatementsTest, ColumnsThatSayTheSameAreReadTogetherOrNoted) {
    const auto path = folder.Write("b.csv",
                                   "currency,date,amount,transaction_amount,reference,invoice,"
                                   "batch,text,purpose\n"
                                   "EUR,2026-03-01,1.00,2.00,,INV-1,B-1,paid,rent\n");
    const auto file = Load({path})[0];
    EXPECT_THAT(file.notes,
                ElementsAre("the column 'transaction_amount' is not read: 'amount' is"));
    ASSERT_EQ(book.lines.size(), 1U);
    EXPECT_EQ(book.lines[0].amount, 100);
    EXPECT_EQ(book.texts.At(book.lines[0].references[matching::kOther]), "B-1");
    EXPECT_EQ(book.texts.At(book.lines[0].references[matching::kInstruction]), "INV-1");
    EXPECT_EQ(book.texts.At(book.lines[0].text), "paid rent");
}

TEST_F(TableStatementsTest, TheNamesOfColumnsMayStandBelowWhoTheBankIs) {
    const auto path = folder.Write(
        "bank.csv",
        "\"Konto\";\"Girokonto, Hauptkonto, EUR\"\n\"Von\";\"01.03.2026\"\n\n"
        "Auftragskonto;Buchungstag;Valutadatum;Verwendungszweck;Kundenreferenz (End-to-End);"
        "Beguenstigter/Zahlungspflichtiger;Kontonummer/IBAN;Betrag;W\xE4hrung\n"
        "DE11;02.03.26;03.03.26;Rechnung 7, danke;INV-7;M\xFCller;DE22;-1.234,56;EUR\n");
    const auto file = Load({path})[0];
    ASSERT_THAT(file.AllFaults(), ElementsAre());
    ASSERT_EQ(book.lines.size(), 1U);
    EXPECT_EQ(book.lines[0].amount, -123'456);
    EXPECT_EQ(matching::FormatDay(book.lines[0].value_day), "2026-03-03");
    EXPECT_EQ(book.texts.At(book.lines[0].references[matching::kEndToEnd]), "INV-7");
    EXPECT_EQ(book.texts.At(book.lines[0].counterparty_account), "DE22");
}

TEST_F(TableStatementsTest, DutchTablesSayTheSideInWords) {
    const auto path =
        folder.Write("ing.csv",
                     "\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\","
                     "\"Code\",\"Af Bij\",\"Bedrag\",\"Mededelingen\"\n"
                     "\"20260302\",\"J JANSEN\",\"NL11\",\"NL22\",\"GT\",\"Af\",\"7,50\","
                     "\"huur\"\n");
    const auto file = Load({path}, {.currency = "EUR"})[0];
    ASSERT_THAT(file.AllFaults(), ElementsAre());
    EXPECT_EQ(book.lines.at(0).amount, -750);
    EXPECT_THAT(Load({path})[0].AllFaults(), ElementsAre(HasSubstr("currency: must")));
}

TEST_F(TableStatementsTest, ATableTellsOfAllItsAccountsUpToItsLastDay) {
    const auto path = folder.Write("b.csv",
                                   "account,currency,date,amount\n"
                                   "A,EUR,2026-03-01,1.00\nB,EUR,2026-03-05,1.00\n");
    const auto file = Load({path})[0];
    for (const auto& head : file.heads) EXPECT_EQ(matching::FormatDay(head.day), "2026-03-05");
}

TEST_F(TableStatementsTest, CsvInLatin1IsReadAndOneWithoutColumnsRefused) {
    const auto latin =
        Load({folder.Write("a.csv", "amount,currency,date,name\n1,EUR,2026-03-01,M\xFCller\n")})[0];
    EXPECT_THAT(latin.notes, ElementsAre(HasSubstr("ISO 8859-1")));
    EXPECT_EQ(book.texts.At(book.lines.at(0).counterparty_name), "M\xC3\xBCLLER");
    EXPECT_THAT(Load({folder.Write("w.csv", std::string(1'000, ',') + "\n")})[0].AllFaults(),
                ElementsAre("line 1: there are more than 1000 columns"));
    EXPECT_THAT(Load({folder.Write("b.csv", "a,b\n1,2\n")})[0].AllFaults(),
                ElementsAre(HasSubstr("no column 'amount'"), HasSubstr("no column 'value_date'")));
    EXPECT_THAT(Load({folder.Write("c.csv", "")})[0].AllFaults(),
                ElementsAre(HasSubstr("names of the")));
    EXPECT_THAT(
        Load({folder.Write("d.csv", "amount,amount,date,currency\n1,2,2026-03-01,EUR\n")})[0]
            .AllFaults(),
        ElementsAre(HasSubstr("amount: stands in two columns")));
}

}  // namespace
}  // namespace clearway::reconciliation::statements
