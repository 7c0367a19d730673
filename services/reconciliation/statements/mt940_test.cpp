// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/mt940.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/reconciliation/statements/mt940_line.h"
#include "services/reconciliation/statements/quality_gates.h"
#include "services/reconciliation/statements/statement_test_support.h"

namespace clearway::reconciliation::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const auto kEur = *matching::FindCurrency("EUR");

struct Loaded {
    matching::Book book;
    StatementFile file;
};

Loaded Load(const std::string& text) {
    Loaded loaded;
    ReadMt940({.name = "day.sta", .text = text}, loaded.book, loaded.file, {});
    CheckSums(loaded.book, std::span(&loaded.file, 1));
    return loaded;
}

constexpr auto kWhole = R"({1:F01BANKDEFFXXXX0000000000}{2:O9400000}{4:
:20:REF20260301
:25:NL08DEUT0319809633EUR
:28C:60/1
:60F:C260228EUR1000,00
:61:2603010301C250,5NTRFNONREF//BANK1
DETAILS OF THE BANK
:86:166?00CREDIT?20EREF+INV-4711?21SVWZ+Invoice 4711?22 thanks?30BYLADEM1?31
DE02120300000000202051?32Mueller ?33GmbH
:61:260301DR100,00NMSCNONREF
:86:/TRTP/SEPA OVERBOEKING/IBAN/FR1420041010050500013M02606/NAME/Someone/EREF/PAY-9/REMI/Rent
:61:2603010302RC50,5NTRFCUST1//BANK3
:86:Free words EREF+A-1
 and more
:62F:C260301EUR1100,00
:64:C260301EUR1100,00
:86:The statement's own words
-}{5:{CHK:1}}
)";

TEST(Mt940, ReadsAWholeMessage) {
    const auto loaded = Load(kWhole);
    ASSERT_THAT(loaded.file.AllFaults(), ElementsAre());
    EXPECT_THAT(loaded.file.notes, ElementsAre());
    const auto& texts = loaded.book.texts;
    ASSERT_EQ(loaded.book.lines.size(), 3U);
    const auto& first = loaded.book.lines[0];
    EXPECT_EQ(first.amount, 25'050);
    EXPECT_EQ(texts.At(first.account), "NL08DEUT0319809633") << "without the currency behind it";
    EXPECT_EQ(texts.At(first.references[matching::kEndToEnd]), "INV-4711");
    EXPECT_EQ(texts.At(first.references[matching::kOwnId]), "BANK1");
    EXPECT_EQ(texts.At(first.text), "Invoice 4711 thanks");
    EXPECT_EQ(texts.At(first.counterparty_account), "DE02120300000000202051");
    EXPECT_EQ(texts.At(first.counterparty_name), "MUELLER GMBH");
    const auto& second = loaded.book.lines[1];
    EXPECT_EQ(second.amount, -10'000) << "R is the funds code";
    EXPECT_EQ(texts.At(second.references[matching::kEndToEnd]), "PAY-9");
    EXPECT_EQ(texts.At(second.text), "Rent");
    const auto& third = loaded.book.lines[2];
    EXPECT_EQ(third.amount, -5'050) << "a credit that is taken back";
    EXPECT_TRUE(third.reversal);
    EXPECT_EQ(matching::FormatDay(third.booked_day), "2026-03-02");
    EXPECT_EQ(texts.At(third.references[matching::kEndToEnd]), "A-1 and more");
    ASSERT_EQ(loaded.file.heads.size(), 1U);
    EXPECT_EQ(loaded.file.heads[0].number, 60);
    EXPECT_EQ(loaded.file.heads[0].closing, 110'000);
}

TEST(Mt940, ReadsSeveralPlainStatements) {
    const auto loaded = Load(OneLineMt940(1, "100,00", "5,", "105,00") +
                             OneLineMt940(2, "105,00", "5,", "110,00", "260302"));
    EXPECT_THAT(loaded.file.AllFaults(), ElementsAre());
    EXPECT_EQ(loaded.file.heads.size(), 2U);
    EXPECT_EQ(loaded.book.lines.size(), 2U);
}

TEST(Mt940, FindsTheYearOfAnEntryDateAroundNewYear) {
    Mt940Line line;
    EXPECT_EQ(ReadMt940Line("2512310102C1,NTRFX", kEur, line), "");
    EXPECT_EQ(matching::FormatDay(line.booked_day), "2026-01-02");
    EXPECT_EQ(ReadMt940Line("2601011231C1,NTRFX", kEur, line), "");
    EXPECT_EQ(matching::FormatDay(line.booked_day), "2025-12-31");
}

TEST(Mt940, TakesBackADebitAsACredit) {
    Mt940Line line;
    EXPECT_EQ(ReadMt940Line("260101RDR1,5NTRFX//Y", kEur, line), "");
    EXPECT_EQ(line.amount, 150);
    EXPECT_TRUE(line.reversal);
}

TEST(Mt940, RefusesALineThatIsNotUnderstood) {
    Mt940Line line;
    for (const auto* bad : {"", "261301C1,NTRFX", "260101X1,NTRFX", "260101C1.00NTRFX",
                            "260101C1,234NTRFX", "2601011399C1,NTRFX", "260101C,5NTRFX"})
        EXPECT_NE(ReadMt940Line(bad, kEur, line), "") << bad;
}

TEST(Mt940, NamesTheLineOfEachFault) {
    const auto loaded = Load(
        ":20:A\n:25:X\n:28C:1\n:60F:C260301EUR1,00\n:61:nonsense\n:99:what\n"
        ":62F:C260301EUR1,00\n");
    EXPECT_THAT(loaded.file.AllFaults(),
                ElementsAre(HasSubstr("statement 1/1: line 5: :61: must")));
    EXPECT_THAT(loaded.file.notes, ElementsAre("line 6: :99: is left out"));
    EXPECT_THAT(Load(":61:A\n:20:B\n").file.faults, ElementsAre("line 1: :61: before :20:"));
    EXPECT_THAT(Load(":25:A\n").file.faults, ElementsAre(HasSubstr("no statement")));
}

TEST(Mt940, AStatementThatIsCutShortIsPutAsideAndNoOther) {
    const auto whole = OneLineMt940(1, "100,00", "5,", "105,00") +
                       OneLineMt940(2, "105,00", "5,", "110,00", "260302");
    const auto loaded = Load(whole.substr(0, whole.rfind(":62F:")));
    EXPECT_THAT(loaded.file.AllFaults(),
                ElementsAre(AllOf(HasSubstr("statement 2/1"), HasSubstr("no closing balance"))));
    EXPECT_EQ(loaded.file.UsedStatements(), 1U);
}

TEST(Mt940, AWrongSumIsAFault) {
    EXPECT_THAT(Load(OneLineMt940(1, "100,00", "5,", "105,01")).file.AllFaults(),
                ElementsAre(HasSubstr("do not come to the closing balance")));
}

TEST(Mt940, ReadsLettersOfLatin1) {
    const auto loaded = Load(
        ":20:A\n:25:X\n:28C:1\n:60F:C260301EUR0,00\n:61:260301C1,NTRFX\n"
        ":86:M\xFCller\n:62F:C260301EUR1,00\n");
    ASSERT_THAT(loaded.file.AllFaults(), ElementsAre());
    EXPECT_EQ(loaded.book.texts.At(loaded.book.lines[0].text), "M\xC3\xBCller");
}

}  // namespace
}  // namespace clearway::reconciliation::statements
