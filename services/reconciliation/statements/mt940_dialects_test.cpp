// SPDX-License-Identifier: Apache-2.0
// MT940 as the handbooks of banks describe it, each with what is its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/reconciliation/statements/letters.h"
#include "services/reconciliation/statements/mt940.h"
#include "services/reconciliation/statements/quality_gates.h"

namespace clearway::reconciliation::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Loaded {
    matching::Book book;
    StatementFile file;

    std::string Text(matching::TextId id) const { return std::string(book.texts.At(id)); }
    std::string Reference(std::size_t line, matching::ReferenceKind kind) const {
        return Text(book.lines.at(line).references[kind]);
    }
};

Loaded Load(const std::string& text) {
    Loaded loaded;
    EXPECT_TRUE(LooksLikeMt940(text));
    ReadMt940({.name = "day.sta", .text = text}, loaded.book, loaded.file, {});
    CheckSums(loaded.book, std::span(&loaded.file, 1));
    EXPECT_THAT(loaded.file.AllFaults(), ElementsAre());
    return loaded;
}

// A statement of 100.00 EUR before and `closing` after, with these lines.
std::string Around(const std::string& lines, const std::string& closing = "101,00") {
    return ":20:A\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260301EUR100,00\n" + lines +
           ":62F:C260302EUR" + closing + "\n-\n";
}

// The information of one line of 1.00.
Loaded WithInformation(const std::string& information) {
    return Load(Around(":61:260302C1,00NTRFNONREF\n:86:" + information + "\n"));
}

TEST(Mt940Dialects, AbnAmro) {
    const auto loaded = Load(
        "ABNANL2A\r\n940\r\nABNANL2A\r\n:20:ABN AMRO BANK NV\r\n:25:500950253\r\n:28:13501/1\r\n"
        ":60F:C120511EUR5138,61\r\n:61:1205120514C500,01N654NONREF\r\n"
        ":86:/TRTP/SEPA OVERBOEKING/IBAN/FR12345678901234/BIC/GEFRADAM\r\n"
        "/NAME/QASD JGRED/REMI/Dit zijn de omschrijvingsregels/EREF/NOTPRO\r\nVIDED\r\n"
        ":61:1205120514D100,00N426NONREF\r\n:86:GIRO   7 BANK NV     BETALING 12\r\n"
        ":62F:C120514EUR5538,62\r\n-\r\n"
        "ABNANL2A\r\n940\r\nABNANL2A\r\n:20:ABN AMRO BANK NV\r\n:25:500950253\r\n:28:13502/1\r\n"
        ":60F:C120514EUR5538,62\r\n:62F:C120515EUR5538,62\r\n-\r\n");
    EXPECT_THAT(loaded.file.notes, ElementsAre(HasSubstr("line 1: text around a message")));
    ASSERT_EQ(loaded.file.heads.size(), 2U);
    EXPECT_EQ(loaded.file.heads[1].number, 13502);
    ASSERT_EQ(loaded.book.lines.size(), 2U);
    const auto& first = loaded.book.lines[0];
    EXPECT_EQ(matching::FormatDay(first.booked_day), "2012-05-14");
    EXPECT_EQ(loaded.Text(first.counterparty_account), "FR12345678901234");
    EXPECT_EQ(loaded.Text(first.counterparty_name), "QASD JGRED");
    EXPECT_EQ(loaded.Text(first.text), "Dit zijn de omschrijvingsregels");
    EXPECT_EQ(loaded.Reference(0, matching::kEndToEnd), "NOTPROVIDED");
}

TEST(Mt940Dialects, Ing) {
    const auto loaded = Load(
        "{1:F01INGBNL2ABXXX0000000000}\r\n{2:I940INGBNL2AXXXN}\r\n{4:\r\n:20:P140220000000001\r\n"
        ":25:NL69INGB0123456789EUR\r\n:28C:00000\r\n:60F:C140219EUR662,23\r\n"
        ":61:1402200220C1,56NTRFEREF//00000000001005\r\n/TRCD/00100/\r\n"
        ":86:/EREF/EV12341REP1231456T1234//CNTP/NL32INGB0000012345/INGBNL2\r\n"
        "A/ING BANK NV INZAKE WEB///REMI/USTD//EV10001REP1000000T1000/\r\n"
        ":61:1402200220D1,57NTRFPREF//00000000001006\r\n/TRCD/00200/\r\n"
        ":86:/PREF/M000000003333333//REMI/USTD//TOTAAL 1 VZ/\r\n"
        ":61:1402200220C1,57NTRFNONREF//00000000001007\r\n"
        ":86:/EREF/INV-7//CNTP/NL32INGB0000012345/INGBNL2A/J JANSEN///REMI/STRD/CUR/\r\n"
        "9001123412341234/\r\n"
        ":62F:C140220EUR663,79\r\n:64:C140220EUR663,79\r\n:65:C140221EUR663,79\r\n"
        ":65:C140224EUR663,79\r\n:86:/SUM/3/2/1,57/3,13/\r\n-}\r\n");
    EXPECT_FALSE(loaded.file.heads[0].number) << "00000: not counted";
    ASSERT_EQ(loaded.book.lines.size(), 3U);
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].account), "NL69INGB0123456789");
    EXPECT_EQ(loaded.Reference(0, matching::kEndToEnd), "EV12341REP1231456T1234");
    EXPECT_EQ(loaded.Reference(0, matching::kInstruction), "") << "EREF only says where it is";
    EXPECT_EQ(loaded.Reference(0, matching::kOwnId), "00000000001005");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].counterparty_account), "NL32INGB0000012345");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].counterparty_name), "ING BANK NV INZAKE WEB");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].text), "EV10001REP1000000T1000");
    EXPECT_EQ(loaded.Text(loaded.book.lines[1].text), "TOTAAL 1 VZ");
    EXPECT_EQ(loaded.Reference(2, matching::kOther), "9001123412341234");
}

TEST(Mt940Dialects, Rabobank) {
    const auto loaded = Load(
        ":940:\r\n:20:940S130101\r\n:25:NL50RABO0123456789 EUR\r\n:28C:0\r\n"
        ":60F:C121231EUR000000000100,00\r\n"
        ":61:130101D000000000002,50N544MARF//A-REFERENCE-OF-MORE-THAN-SIXTEEN\r\n"
        "NL50RABO0987654321\r\n"
        ":86:/MARF/M-1/EREF/E-1/BENM//NAME/ENERGY BV/REMI/January/ISDT/2013-01-01\r\n"
        ":61:130101C000000000001,50N541A-CUSTOMER-REFERENCE-OF-30-LETTERS\r\n0102030405\r\n"
        ":62F:C130101EUR000000000099,00\r\n");
    ASSERT_EQ(loaded.book.lines.size(), 2U);
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].account), "NL50RABO0123456789");
    EXPECT_EQ(loaded.Reference(0, matching::kOwnId), "A-REFERENCE-OF-MORE-THAN-SIXTEEN");
    EXPECT_EQ(loaded.Reference(0, matching::kEndToEnd), "E-1");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].counterparty_account), "NL50RABO0987654321");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].counterparty_name), "ENERGY BV");
    EXPECT_EQ(loaded.Reference(1, matching::kInstruction), "A-CUSTOMER-REFERENCE-OF-30-LETTERS");
    EXPECT_EQ(loaded.Text(loaded.book.lines[1].counterparty_account), "0102030405");
}

TEST(Mt940Dialects, GermanFieldsWithBreaksAnywhere) {
    const auto loaded = WithInformation(
        "166?00GUTSCHRIFT?109251?20EREF+INV-47\n11?21KREF+K-1?22SVWZ+Why? Inv\noice 4711"
        "?23 IBAN: none?30BYLADEM1001?31123?32Mueller ?33GmbH?34997?38DE02120300000000202051");
    EXPECT_EQ(loaded.Reference(0, matching::kEndToEnd), "INV-4711");
    EXPECT_EQ(loaded.Reference(0, matching::kOther), "K-1");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].text), "Why? Invoice 4711 IBAN: none");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].counterparty_account), "DE02120300000000202051");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].counterparty_name), "MUELLER GMBH");
}

TEST(Mt940Dialects, ANoticeOfTheBankIsNoPartOfAReference) {
    const auto loaded = WithInformation(
        "159?00RETOURE?100399?20EREF+FILE 40005 00005?21MTLG:Reason is not ?22told?34914");
    EXPECT_EQ(loaded.Reference(0, matching::kEndToEnd), "FILE 40005 00005");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].text), "Reason is not told");
}

TEST(Mt940Dialects, ABlankBeforeTheFieldsDoesNoHarm) {
    const auto loaded = WithInformation(" 020?00TRANSFER?20Invoice 7?32JAN?38PL12 \n345 ");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].text), "Invoice 7");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].counterparty_account), "PL12345");
}

TEST(Mt940Dialects, TheThirtiethOfFebruaryIsItsLastDay) {
    const auto loaded = Load(Around(":61:2602300230C1,00NTRFX\n"));
    EXPECT_EQ(matching::FormatDay(loaded.book.lines.at(0).value_day), "2026-02-28");
    EXPECT_EQ(matching::FormatDay(loaded.book.lines.at(0).booked_day), "2026-02-28");
}

TEST(Mt940Dialects, NumbersOfTheBankAreNoAccounts) {
    const auto loaded = Load(Around(
        ":61:2603020302C1,00FMSC01916//NONREF\n20260302007602198765432000000012\n:86:Giro\n"));
    EXPECT_EQ(loaded.Text(loaded.book.lines.at(0).counterparty_account), "");
}

TEST(Mt940Dialects, AnAccountInPlaceOfAReference) {
    const auto loaded = Load(Around(
        ":61:2603020302C1,00NOVBNL91ABNA0417164300\nj janssen\n:86:rent of March\n"
        ":61:2603020302C1,00NIOB0987654321\nj janssen\n:86:0987654321 j janssen\n of April\n",
        "102,00"));
    EXPECT_EQ(loaded.Text(loaded.book.lines.at(0).counterparty_account), "NL91ABNA0417164300");
    EXPECT_EQ(loaded.Reference(0, matching::kInstruction), "");
    EXPECT_EQ(loaded.Reference(1, matching::kInstruction), "") << "the text says it again";
}

TEST(Mt940Dialects, ACreditorReferenceIsNoAccount) {
    const auto loaded =
        Load(Around(":61:2603020302C1,00NTRFRF25396178182045\n:86:invoice\n", "101,00"));
    EXPECT_EQ(loaded.Text(loaded.book.lines.at(0).counterparty_account), "");
    EXPECT_EQ(loaded.Reference(0, matching::kInstruction), "RF25396178182045");
}

TEST(Mt940Dialects, AReferenceThatTheTextOnlyBeginsLikeIsKept) {
    const auto loaded =
        Load(Around(":61:2603020302C1,00NTRF4711\n:86:47110815 j janssen\n"
                    ":61:2603020302C1,00NTRF4711\n:86:4711 j janssen\n"
                    ":61:2603020302C1,00NTRF0987654\n:86:09876543 j janssen\n",
                    "103,00"));
    EXPECT_EQ(loaded.Reference(0, matching::kInstruction), "4711");
    EXPECT_EQ(loaded.Reference(1, matching::kInstruction), "4711") << "no account is so short";
    EXPECT_EQ(loaded.Reference(2, matching::kInstruction), "0987654");
}

TEST(Mt940Dialects, OtherSignsBetweenFields) {
    const auto loaded = WithInformation("020~00PRZELEW~20Faktura 12~21/2026~32JAN~38PL123");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].text), "Faktura 12/2026");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].counterparty_account), "PL123");
}

TEST(Mt940Dialects, SeveralInformationFieldsAreOfOneLine) {
    const auto loaded = WithInformation("Invoice 12\n:86:of March");
    EXPECT_EQ(loaded.Text(loaded.book.lines[0].text), "Invoice 12 of March");
}

TEST(Mt940Dialects, ReversalsFundsCodesAndEmptyReferences) {
    const auto loaded = Load(
        Around(":61:2512310102RC2,00NTRF\n:61:260102RDR3,00NTRF//B\n:61:260102CK0,00NMSCNONREF\n"
               ":86:of nothing\n:61:260102C1,00\n:86:no type, no reference\n",
               "102,00"));
    ASSERT_EQ(loaded.book.lines.size(), 3U);
    EXPECT_EQ(loaded.book.lines[0].amount, -200);
    EXPECT_EQ(matching::FormatDay(loaded.book.lines[0].value_day), "2025-12-31");
    EXPECT_EQ(matching::FormatDay(loaded.book.lines[0].booked_day), "2026-01-02");
    EXPECT_EQ(loaded.book.lines[1].amount, 300);
    EXPECT_TRUE(loaded.book.lines[1].reversal);
    EXPECT_EQ(loaded.Text(loaded.book.lines[2].text), "no type, no reference");
    EXPECT_THAT(loaded.file.notes, ElementsAre(HasSubstr("is of nothing")));
}

TEST(Mt940Dialects, UnknownFieldsAndBlocksDoNoHarm) {
    const auto loaded =
        Load("\x01{1:F01BANKDEFFXXXX0000000000}{2:O9400000}{3:{108:X}}{4:\n" +
             Around(":NS:22Name\n23Account\n:61:260302C1,00NTRFX\n:90D:1EUR1,00\n") +
             "-}{5:{CHK:1}}{S:{COP:P}}\x03\n");
    EXPECT_EQ(loaded.book.lines.size(), 1U);
    EXPECT_THAT(loaded.file.notes, ElementsAre(HasSubstr(":90D: is left out")));
}

TEST(Mt940Dialects, DaysOfAPeriodBehindOneBeginningAreItsPages) {
    const auto loaded = Load(
        ":20:STARTUMSE\n:25:43060967/1310166000\n:28C:0/1\n:60F:C251025EUR1000,00\n"
        ":61:2510251025DR150,00NDDTNONREF\n:62M:C251025EUR850,00\n:60M:C251026EUR850,00\n"
        ":61:2510261026CR200,00NTRFNONREF\n:62F:C251026EUR1050,00\n:64:C251026EUR1050,00\n");
    ASSERT_EQ(loaded.file.heads.size(), 2U);
    EXPECT_EQ(loaded.file.heads[1].page, 2);
    EXPECT_EQ(loaded.Text(loaded.file.heads[1].account), "43060967/1310166000");
    EXPECT_EQ(loaded.book.lines[1].statement, 1U);
}

TEST(Mt940Dialects, BalancesWithoutDatesCommasAndCurrencies) {
    const auto loaded = Load(
        ":20:A\n:25:COBADEFFXXX/DE19662800530622160900\n:28C:2/1\n:60F:C000000EUR0\n"
        ":61:1911071107C396NTRFX\n:62F:C000000396,00\n");
    EXPECT_EQ(loaded.Text(loaded.file.heads[0].account), "DE19662800530622160900");
    EXPECT_EQ(matching::FormatDay(loaded.file.heads[0].day), "2019-11-07");
    EXPECT_EQ(loaded.book.lines.at(0).amount, 39'600);
    EXPECT_EQ(loaded.Text(loaded.book.lines.at(0).code), "NTRF");
}

TEST(Mt940Dialects, AnAcknowledgementBeforeTheMessage) {
    const auto loaded =
        Load("{1:F21BANKDEFFAXXX1}{4:{177:0704032320}{451:0}}{1:F01X}{2:I950X}{4:\n" +
             Around(":61:260302C1,00NTRFX\n"));
    EXPECT_THAT(loaded.file.notes, ElementsAre());
}

TEST(Mt940Dialects, PagesWithoutNumbersFollowEachOther) {
    const auto loaded = Load(
        ":20:A\n:25:X1\n:28C:7\n:60F:C260301EUR1,00\n:61:260301C1,00NTRFA\n:62M:C260301EUR2,00\n"
        ":20:A\n:25:X1\n:28C:7\n:60M:C260301EUR2,00\n:61:260301C1,00NTRFA\n:62F:C260301EUR3,00\n");
    EXPECT_EQ(loaded.file.heads[0].page, 1);
    EXPECT_EQ(loaded.file.heads[1].page, 2);
}

TEST(Mt940Dialects, PagesThatAllSayTheSamePageFollowEachOther) {
    const auto loaded = Load(
        ":20:A\n:25:X1\n:28:1/1\n:60F:C260301EUR1,00\n:61:260301C1,00NTRFA\n:62M:C260301EUR2,00\n"
        ":20:A\n:25:X1\n:28:1/1\n:60M:C260301EUR2,00\n:61:260301C1,00NTRFA\n:62F:C260301EUR3,00\n");
    EXPECT_EQ(loaded.file.heads[0].page, 1);
    EXPECT_EQ(loaded.file.heads[1].page, 2);
    const auto three = Load(
        ":20:A\n:25:X1\n:28:1/1\n:60F:C260301EUR1,00\n:61:260301C1,00NTRFA\n:62M:C260301EUR2,00\n"
        ":20:A\n:25:X1\n:28:1/1\n:60M:C260301EUR2,00\n:61:260301C1,00NTRFA\n:62M:C260301EUR3,00\n"
        ":20:A\n:25:X1\n:28:1/1\n:60M:C260301EUR3,00\n:61:260301C1,00NTRFA\n:62F:C260301EUR4,00\n");
    EXPECT_EQ(three.file.heads.at(2).page, 3);
}

TEST(Mt940Dialects, AnInterimReportIsNoStatement) {
    Loaded loaded;
    ReadMt940({.name = "day.sta",
               .text = ":20:A\n:25:X1\n:28C:7\n:34F:EUR0,\n:61:260301C1,00NTRFA\n:90C:1EUR1,00\n"},
              loaded.book, loaded.file, {});
    EXPECT_THAT(loaded.file.AllFaults(), ::testing::Contains(HasSubstr("must stand between")));
    EXPECT_EQ(loaded.file.UsedStatements(), 0U);
}

TEST(Mt940Dialects, ATextOfAnyLengthIsCutBetweenItsLetters) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += "\xC3\xBC";
    const auto loaded = WithInformation("x" + text);
    const auto kept = loaded.Text(loaded.book.lines[0].text);
    EXPECT_EQ(kept.size(), 4'095U);
    EXPECT_EQ(FaultOfUtf8(kept), "");
    EXPECT_THAT(loaded.file.notes, ElementsAre(HasSubstr("is cut")));
}

}  // namespace
}  // namespace clearway::reconciliation::statements
