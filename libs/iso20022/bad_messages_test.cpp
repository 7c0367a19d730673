// SPDX-License-Identifier: Apache-2.0
// Messages that must not be believed: each is refused with its reason, and none brings the process
// down or makes it open anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "iso20022/example_messages.h"
#include "iso20022/message_reader.h"
#include "iso20022/message_writer.h"
#include "iso20022/test_messages.h"

namespace clearway::iso20022 {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

std::string Good(MessageKind kind) { return *WriteMessage(kind, ExampleMessage(kind)); }

std::vector<std::string> CodesOf(const std::string& text) {
    const auto whole = ReadWholeMessage(text);
    EXPECT_FALSE(whole.result.IsValid());
    return Codes(whole.result.findings);
}

std::string WithoutDeclaration(const std::string& text) { return text.substr(text.find("?>") + 2); }

std::string Enveloped(const std::string& within) {
    return "<?xml version=\"1.0\"?>\n<BusinessMessage>" + within + "</BusinessMessage>";
}

std::string ExampleHeader() { return WithoutDeclaration(Good(MessageKind::kHead001)); }

TEST(BadMessages, WhatBreaksTheSchema) {
    const auto good = Good(MessageKind::kPacs008);
    EXPECT_THAT(CodesOf(Replaced(good, "<MsgId>PACS8-1</MsgId>", "")), ElementsAre("schema"));
    EXPECT_THAT(CodesOf(Replaced(good, "<ChrgBr>SHAR", "<ChrgBr>SOME")), ElementsAre("schema"));
    EXPECT_THAT(
        CodesOf(Replaced(good, "1234.56</TtlIntrBkSttlmAmt", "1,234.56</TtlIntrBkSttlmAmt")),
        ElementsAre("schema"));
    EXPECT_THAT(CodesOf(Replaced(good, "1234.56</TtlIntrBkSttlmAmt", "-1.00</TtlIntrBkSttlmAmt")),
                ElementsAre("schema"));
    EXPECT_THAT(CodesOf(Replaced(good, "Jane Doe", std::string(141, 'x'))), ElementsAre("schema"));
}

TEST(BadMessages, WhereItBreaksIsTold) {
    const auto whole =
        ReadWholeMessage(Replaced(Good(MessageKind::kPacs008), "<ChrgBr>SHAR", "<ChrgBr>Jane"));
    const auto& finding = whole.result.findings.Kept().at(0);
    EXPECT_GT(finding.line, 10u);
    EXPECT_THAT(finding.message, ::testing::StartsWith("ChrgBr: "));
    EXPECT_THAT(finding.message, Not(::testing::HasSubstr("Jane")));
}

TEST(BadMessages, Truncated) {
    const auto good = Good(MessageKind::kCamt053);
    for (std::size_t length = 0; length + 12 < good.size(); length += 97)
        EXPECT_THAT(CodesOf(good.substr(0, length)), ElementsAre("malformed"))
            << length << ReadWholeMessage(good.substr(0, length)).result.findings.Kept()[0].message;
}

TEST(BadMessages, Entities) {
    const auto good = WithoutDeclaration(Good(MessageKind::kPacs008));
    const std::string bomb =
        "<!DOCTYPE Document [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
        "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>";
    EXPECT_THAT(CodesOf(bomb + Replaced(good, "Jane Doe", "&c;")), ElementsAre("malformed"));
    const std::string outside = "<!DOCTYPE Document [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>";
    EXPECT_THAT(CodesOf(outside + Replaced(good, "Jane Doe", "&a;")), ElementsAre("malformed"));
    EXPECT_THAT(CodesOf("<!DOCTYPE Document SYSTEM 'http://127.0.0.1:1/x.dtd'>" + good),
                ElementsAre("malformed"));
    EXPECT_THAT(CodesOf(Replaced(good, "Jane Doe", "&unknown;")), ElementsAre("malformed"));
}

TEST(BadMessages, Namespaces) {
    const auto good = Good(MessageKind::kPacs008);
    EXPECT_THAT(CodesOf(Replaced(good, "xsd:pacs.008.001.08", "xsd:pacs.008.001.07")),
                ElementsAre("unknown_message"));
    EXPECT_THAT(
        CodesOf(Replaced(good, " xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"", "")),
        ElementsAre("unknown_message"));
    // Another message's namespace: known, and the schema refuses what is in it.
    EXPECT_THAT(CodesOf(Replaced(good, "xsd:pacs.008.001.08", "xsd:pacs.009.001.08")),
                ElementsAre("schema"));
    EXPECT_THAT(CodesOf("<html/>"), ElementsAre("unknown_message"));
    EXPECT_THAT(CodesOf("not XML"), ElementsAre("malformed"));
}

TEST(BadMessages, TwoInOne) {
    const auto one = WithoutDeclaration(Good(MessageKind::kPacs008));
    EXPECT_THAT(CodesOf(one + one), Contains("malformed"));
    EXPECT_THAT(CodesOf(Enveloped(one + one)), ElementsAre("several_messages"));
    EXPECT_THAT(CodesOf(Enveloped(ExampleHeader() + one + one)), ElementsAre("several_messages"));
    EXPECT_THAT(CodesOf(Enveloped(ExampleHeader() + ExampleHeader() + one)),
                ElementsAre("several_messages"));
    const auto message =
        one.substr(one.find("<FIToFI"), one.find("</Document>") - one.find("<FIToFI"));
    EXPECT_THAT(CodesOf(Replaced(one, "</Document>", message + "</Document>")),
                ElementsAre("schema"));
}

TEST(Envelope, AHeaderAndItsDocumentAreOneMessage) {
    const auto one = WithoutDeclaration(Good(MessageKind::kPacs008));
    const auto whole = ReadWholeMessage(Enveloped(ExampleHeader() + one));
    EXPECT_TRUE(whole.result.IsValid()) << Codes(whole.result.findings).front();
    EXPECT_EQ(whole.result.type->name, "pacs.008.001.08");
    ASSERT_EQ(whole.parts.size(), 3u);
    EXPECT_EQ(whole.parts[0], ExampleMessage(MessageKind::kHead001)[0]);
    EXPECT_EQ(whole.parts[2], ExampleMessage(MessageKind::kPacs008)[1]);
}

TEST(Envelope, WhatIsNotOneIsRefused) {
    const auto one = WithoutDeclaration(Good(MessageKind::kPacs008));
    EXPECT_THAT(CodesOf(Enveloped("")), ElementsAre("unknown_message"));
    EXPECT_THAT(CodesOf(Enveloped(one + ExampleHeader())), ElementsAre("several_messages"));
    EXPECT_THAT(CodesOf(Enveloped(ExampleHeader() + "<Other/>")), ElementsAre("unknown_message"));
    EXPECT_THAT(
        CodesOf(Enveloped(ExampleHeader() + WithoutDeclaration(Good(MessageKind::kPacs009)))),
        ElementsAre("header_message_type"));
    // A fault is told with its line in the envelope.
    const auto broken = Replaced(one, "<ChrgBr>SHAR", "<ChrgBr>SOME");
    const auto text = Enveloped("\n\n" + ExampleHeader() + broken);
    const auto whole = ReadWholeMessage(text);
    const auto& finding = whole.result.findings.Kept().at(0);
    const auto before = text.substr(0, text.find("<ChrgBr>"));
    EXPECT_EQ(finding.line, static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1);
}

TEST(Envelope, AWrapperOfATransportMayStandAround) {
    const auto one = WithoutDeclaration(Good(MessageKind::kPacs008));
    const auto whole = ReadWholeMessage(
        "<Saa:DataPDU xmlns:Saa=\"urn:swift:saa:xsd:saa.2.0\"><Saa:Revision>2.0.6</Saa:Revision>"
        "<Saa:Header><Saa:Message/></Saa:Header><Saa:Body>" +
        ExampleHeader() + one + "</Saa:Body></Saa:DataPDU>");
    EXPECT_TRUE(whole.result.IsValid());
    EXPECT_EQ(whole.parts.size(), 3u);
    const auto bare = ReadWholeMessage(Enveloped("<Payload>" + one + "</Payload>"));
    EXPECT_TRUE(bare.result.IsValid());
    EXPECT_EQ(bare.parts.size(), 2u);
}

TEST(BadMessages, TheNamespaceThatIsNotKnownIsTold) {
    const auto other = Replaced(Good(MessageKind::kPacs008), "pacs.008.001.08", "pacs.008.001.09");
    EXPECT_THAT(ReadWholeMessage(other).result.findings.Kept().at(0).message,
                ::testing::EndsWith(": urn:iso:std:iso:20022:tech:xsd:pacs.008.001.09"));
    EXPECT_THAT(
        ReadWholeMessage("<Document xmlns=\"urn:x?Jane\"/>").result.findings.Kept()[0].message,
        ::testing::EndsWith("no known namespace"));
}

TEST(Envelope, AHeaderOfAnotherVersionIsReadWithoutItsSchema) {
    const auto one = WithoutDeclaration(Good(MessageKind::kPacs008));
    const auto older = Replaced(ExampleHeader(), "head.001.001.02", "head.001.001.01");
    const auto whole = ReadWholeMessage(Enveloped(older + one));
    EXPECT_TRUE(whole.result.IsValid());
    EXPECT_THAT(Codes(whole.result.findings), ElementsAre("header_version"));
    EXPECT_EQ(whole.parts.at(0), ExampleMessage(MessageKind::kHead001)[0]);
    EXPECT_THAT(
        CodesOf(Enveloped(Replaced(older, "<MsgDefIdr>pacs.008", "<MsgDefIdr>pacs.009") + one)),
        Contains("header_message_type"));
    EXPECT_THAT(CodesOf(Enveloped(Replaced(ExampleHeader(), "urn:iso:std:iso:20022:tech:xsd:head",
                                           "urn:swift:xsd:head") +
                                  one)),
                ElementsAre("unknown_message"));
}

TEST(BadMessages, MuchBeforeTheRootIsRefused) {
    const auto one = WithoutDeclaration(Good(MessageKind::kPacs008));
    std::string records;
    for (int i = 0; i < 20'000; ++i) records += "<!-- 1 -->";
    EXPECT_THAT(CodesOf(records + one), ElementsAre("too_large"));
    EXPECT_TRUE(ReadWholeMessage(records.substr(0, 50'000) + one).result.IsValid());
}

TEST(BadMessages, MuchInAGroupBesideItsItemsIsRefused) {
    const auto good = Good(MessageKind::kCamt053);
    const auto begin = good.find("<Bal>");
    const auto balance = good.substr(begin, good.find("</Bal>") + 6 - begin);
    std::string many;
    for (int i = 0; i < 500; ++i) many += balance;
    const ReadOptions options{.limits = {.elements = 1'000}};
    const auto whole = ReadWholeMessage(Replaced(good, "<Bal>", many + "<Bal>"), options);
    EXPECT_THAT(Codes(whole.result.findings), ElementsAre("too_large"));
    EXPECT_TRUE(ReadWholeMessage(good, options).result.IsValid());
}

TEST(BadMessages, SumsAndCounts) {
    const auto good = Good(MessageKind::kPacs008);
    EXPECT_THAT(CodesOf(Replaced(good, "<NbOfTxs>1<", "<NbOfTxs>2<")),
                ElementsAre("number_of_transactions"));
    EXPECT_THAT(CodesOf(Replaced(good, "<CtrlSum>1234.56", "<CtrlSum>1234.561")),
                ElementsAre("control_sum"));
    EXPECT_THAT(CodesOf(Replaced(good, "1234.56</TtlIntrBkSttlmAmt", "1234.55</TtlIntrBkSttlmAmt")),
                ElementsAre("total_amount"));
    const auto statement = Good(MessageKind::kCamt053);
    EXPECT_THAT(CodesOf(Replaced(statement, "\"EUR\">5.00", "\"EUR\">5.01")),
                ElementsAre("balances_and_entries"));
    EXPECT_THAT(CodesOf(Replaced(statement, "<Sum>20.02", "<Sum>20.03")),
                ElementsAre("entries_sum"));
    EXPECT_THAT(CodesOf(Replaced(statement, "<Amt>20.02", "<Amt>20.03")),
                ElementsAre("entries_sum"));
    const auto net = statement.find("<CdtDbtInd>CRDT", statement.find("<TtlNetNtry>"));
    EXPECT_THAT(CodesOf(std::string(statement).replace(net, 15, "<CdtDbtInd>DBIT")),
                ElementsAre("entries_sum"));
    EXPECT_THAT(CodesOf(Replaced(Good(MessageKind::kPain001), "<CtrlSum>1235", "<CtrlSum>1234")),
                ElementsAre("control_sum"));
}

TEST(BadMessages, BalancesThatContradictEachOther) {
    const auto statement = Good(MessageKind::kCamt053);
    const auto begin = statement.find("<Bal>");
    const auto opening = statement.substr(begin, statement.find("</Bal>") + 6 - begin);
    const auto with = [&](const std::string& balance) {
        return Replaced(statement, opening, opening + balance);
    };
    EXPECT_THAT(CodesOf(with(Replaced(opening, "\"EUR\">5.00", "\"EUR\">6.00"))),
                ElementsAre("balances_contradict"));
    EXPECT_TRUE(ReadWholeMessage(with(opening)).result.IsValid()) << "the same again";
    EXPECT_TRUE(
        ReadWholeMessage(with(Replaced(opening, "\"EUR\">5.00", "\"USD\">6.00"))).result.IsValid());
}

TEST(BadMessages, AReturnThatNamesNoneOfItsTransactionsIsOfAWholeGroup) {
    const auto good = Good(MessageKind::kPacs004);
    const auto begin = good.find("<TxInf>");
    const auto none = std::string(good).erase(begin, good.rfind("</TxInf>") + 8 - begin);
    EXPECT_THAT(CodesOf(none), Contains("number_of_transactions"));
    const auto whole = Replaced(none, "</CtrlSum>", "</CtrlSum><GrpRtr>true</GrpRtr>");
    EXPECT_TRUE(ReadWholeMessage(whole).result.IsValid());
}

// Banks count all entries or only what is booked, and on a page of several those of all pages.
TEST(BadMessages, SummariesThatCountOtherwiseAreNoFault) {
    const auto statement = Good(MessageKind::kCamt053);
    const auto page = Replaced(statement, "<ElctrncSeqNb>",
                               "<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>"
                               "<ElctrncSeqNb>");
    const auto message_page =
        Replaced(statement, "</GrpHdr>",
                 "<MsgPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>");
    for (const auto& one : {page, message_page}) {
        const auto of_all = Replaced(one, "<Sum>20.02", "<Sum>99.02");
        EXPECT_TRUE(ReadWholeMessage(of_all).result.IsValid());
    }
    std::vector<Part> parts = {ExampleMessage(MessageKind::kCamt053)[0], ExampleStatement(2)};
    for (std::uint64_t i = 0; i < 3; ++i) parts.push_back(ExampleEntry(i));
    std::get<Entry>(parts.back()).status = "PDNG";
    parts.push_back(StatementEnd{});
    EXPECT_TRUE(WriteMessage(MessageKind::kCamt053, parts));
    std::get<Statement>(parts[1]) = ExampleStatement(3);
    std::get<Statement>(parts[1]).balances.pop_back();
    EXPECT_TRUE(WriteMessage(MessageKind::kCamt053, parts));
    std::get<Statement>(parts[1]) = ExampleStatement(1);
    EXPECT_FALSE(WriteMessage(MessageKind::kCamt053, parts));
}

TEST(BadMessages, Amounts) {
    const auto good = Good(MessageKind::kPacs008);
    const auto amount = [&](const char* currency, const char* value) {
        return Replaced(good, "<InstdAmt Ccy=\"EUR\">1235.00",
                        std::string("<InstdAmt Ccy=\"") + currency + "\">" + value);
    };
    EXPECT_THAT(CodesOf(amount("EUR", "1.23456")), ElementsAre("amount_digits"));
    EXPECT_THAT(CodesOf(amount("JPY", "1.5")), ElementsAre("amount_digits"));
    EXPECT_THAT(CodesOf(amount("XXX", "1")), ElementsAre("unknown_currency"));
    EXPECT_THAT(CodesOf(amount("ABC", "1")), ElementsAre("unknown_currency"));
    EXPECT_THAT(CodesOf(amount("EUR", "1.234567")), ElementsAre("schema"));
    for (const auto* value : {"1.20000", "0001.2", "0", "+1.2", " 1.2\n"})
        EXPECT_TRUE(ReadWholeMessage(amount("EUR", value)).result.IsValid()) << value;
    EXPECT_TRUE(ReadWholeMessage(amount("BHD", "1.234")).result.IsValid());
}

TEST(BadMessages, Encodings) {
    const auto good = Good(MessageKind::kPacs008);
    EXPECT_THAT(CodesOf(Replaced(good, "Jane Doe", "J\xFCrgen")), ElementsAre("malformed"));
    EXPECT_THAT(CodesOf(Replaced(good, "encoding=\"UTF-8\"", "encoding=\"UTF-7\"")),
                ElementsAre("malformed"));
    // Said and meant: taken.
    auto latin = Replaced(good, "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"");
    latin = Replaced(latin, "Jane Doe", "J\xFCrgen");
    const auto whole = ReadWholeMessage(latin);
    EXPECT_TRUE(whole.result.IsValid());
    EXPECT_EQ(std::get<CreditTransfer>(whole.parts.at(1)).creditor.party.name, "J\u00FCrgen");
}

TEST(BadMessages, HugeTextsAndDeepNesting) {
    const auto good = Good(MessageKind::kPacs008);
    EXPECT_FALSE(
        ReadWholeMessage(Replaced(good, "Jane Doe", std::string(2'000'000, 'x'))).result.IsValid());
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    EXPECT_FALSE(ReadWholeMessage(Replaced(good, "<Dbtr>", deep)).result.IsValid());
    EXPECT_FALSE(ReadWholeMessage(deep).result.IsValid());
    EXPECT_FALSE(ReadWholeMessage("<e>" + std::string(40 << 20, ' ') + "</e>").result.IsValid());
}

TEST(BadMessages, FaultsDoNotFillTheMemory) {
    std::vector<Part> parts = {ExampleMessage(MessageKind::kCamt053)[0], ExampleStatement(1'000)};
    for (std::uint64_t i = 0; i < 1'000; ++i) parts.push_back(ExampleEntry(i));
    parts.push_back(StatementEnd{});
    auto text = *WriteMessage(MessageKind::kCamt053, parts);
    for (auto at = text.find("NL91"); at != std::string::npos; at = text.find("NL91", at + 1))
        text[at + 2] = '8';
    const auto whole = ReadWholeMessage(text);
    EXPECT_EQ(whole.result.findings.Count(), 1'000u);
    EXPECT_EQ(whole.result.findings.Kept().size(), Findings::kKept);
}

// Whatever bytes come, there is a verdict. The seed is fixed: a failure happens again.
TEST(BadMessages, AnyBytesHaveAVerdict) {
    std::mt19937 random(20022);
    const std::string texts[] = {
        Good(MessageKind::kPacs008), Good(MessageKind::kCamt056), Sample("camt053.v2.minimal.xml"),
        Sample("camt054.v8.xml"),
        Enveloped(ExampleHeader() + WithoutDeclaration(Good(MessageKind::kPacs002)))};
    std::size_t refused = 0;
    for (int round = 0; round < 600; ++round) {
        auto text = texts[random() % std::size(texts)];
        for (auto changes = 1 + random() % 4; changes > 0; --changes) {
            const auto at = random() % text.size();
            switch (random() % 4) {
                case 0: text[at] = static_cast<char>(random()); break;
                case 1: text.erase(at, 1 + random() % 30); break;
                case 2: text.insert(at, text.substr(random() % text.size(), random() % 200)); break;
                default: text[at] = "<>&\"'/!?0Z"[random() % 10];
            }
        }
        for (const bool validate : {true, false}) {
            const auto whole = ReadWholeMessage(text, {.validate = validate});
            if (!whole.result.IsValid()) {
                ++refused;
                EXPECT_TRUE(whole.result.findings.HaveErrors());
            }
        }
    }
    EXPECT_GT(refused, 300u);
}

}  // namespace
}  // namespace clearway::iso20022
