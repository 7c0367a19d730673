// SPDX-License-Identifier: Apache-2.0
#include "iso20022/read_report.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "iso20022/example_messages.h"
#include "iso20022/message_writer.h"
#include "iso20022/test_messages.h"

namespace clearway::iso20022 {
namespace {

boost::json::object Told(const std::string& text, std::size_t transactions_max = 10,
                         const std::string& file = "file.xml") {
    ReadReport report(file, transactions_max);
    const auto result = ReadMessage(xml::FromText(text), [&](Part&& part) { report.Take(part); });
    return boost::json::parse(report.Line(result)).as_object();
}

std::string Text(const boost::json::object& told, const char* name) {
    const auto& value = told.at(name);
    return value.is_string() ? std::string(value.as_string().c_str())
                             : boost::json::serialize(value);
}

TEST(ReadReport, EveryKindIsTold) {
    for (int i = 0; i < 14; ++i) {
        const auto kind = static_cast<MessageKind>(i);
        const auto told = Told(*WriteMessage(kind, ExampleMessage(kind)));
        EXPECT_TRUE(told.at("valid").as_bool()) << Text(told, "reasons");
        EXPECT_EQ(Text(told, "message_type"), WrittenType(kind).name);
        EXPECT_NE(Text(told, "message_id"), "");
    }
}

TEST(ReadReport, ATransferOfABatchHasTheBatchsDebtor) {
    const auto told =
        Told(*WriteMessage(MessageKind::kPain001, ExampleMessage(MessageKind::kPain001)));
    EXPECT_EQ(Text(told, "debtor_account"), "DE89370400440532013000");
    EXPECT_EQ(Text(told, "creditor"), "Jane Doe");
    EXPECT_EQ(Text(told, "amount"), "1235.00");
}

TEST(ReadReport, ABankThatPaysForItselfIsTold) {
    const auto told =
        Told(*WriteMessage(MessageKind::kPacs009, ExampleMessage(MessageKind::kPacs009)));
    EXPECT_EQ(Text(told, "debtor"), "DEUTDEFF");
    EXPECT_EQ(Text(told, "creditor"), "021000021");
}

TEST(ReadReport, AnAnswerIsToldWithItsReason) {
    const auto told =
        Told(*WriteMessage(MessageKind::kPacs004, ExampleMessage(MessageKind::kPacs004)));
    EXPECT_EQ(Text(told, "amount"), "1234.56");
    EXPECT_EQ(Text(told, "reason_codes"), "[\"AC04\"]");
}

TEST(ReadReport, AnAnswerTellsTheAmountThatWasInstructed) {
    auto parts = ExampleMessage(MessageKind::kPain002);
    for (auto& part : parts)
        if (auto* status = std::get_if<TransactionStatus>(&part)) {
            status->original.settlement_amount.reset();
            status->original.details.settlement_amount.reset();
            status->original.details.instructed_amount = Euro(7'700);
        }
    EXPECT_EQ(Text(Told(*WriteMessage(MessageKind::kPain002, parts)), "amount"), "77.00");
    for (auto& part : parts)
        if (auto* status = std::get_if<TransactionStatus>(&part)) {
            status->original.details.instructed_amount.reset();
            status->original.details.equivalent_amount = Euro(8'800);
            status->original.details.equivalent_currency = "USD";
        }
    EXPECT_EQ(Text(Told(*WriteMessage(MessageKind::kPain002, parts)), "amount"), "88.00");
}

TEST(ReadReport, WhoHasNoNameIsToldByItsNumber) {
    auto parts = ExampleMessage(MessageKind::kPacs008);
    auto& transfer = std::get<CreditTransfer>(parts[1]);
    transfer.debtor = {.party = {.bic = "DEUTDEFF"}};
    transfer.creditor = {.party = {.organisation_ids = {{.id = "HRB-1"}}}};
    transfer.creditor_agent = {.other = {.id = "BANK-9"}};
    const auto told = Told(*WriteMessage(MessageKind::kPacs008, parts));
    EXPECT_EQ(Text(told, "debtor"), "DEUTDEFF");
    EXPECT_EQ(Text(told, "creditor"), "HRB-1");
    EXPECT_EQ(Text(told, "creditor_agent"), "BANK-9");
}

TEST(ReadReport, ManyTransactionsAreCountedAndSomeTold) {
    auto parts = ExampleMessage(MessageKind::kPacs008);
    auto& header = std::get<GroupHeader>(parts[0]);
    header.number_of_transactions = 3;
    header.control_sum.reset();
    header.total_settlement_amount = Euro(3 * 123456);
    parts.push_back(parts[1]);
    parts.push_back(parts[1]);
    const auto told = Told(*WriteMessage(MessageKind::kPacs008, parts), 2);
    EXPECT_EQ(told.at("number_of_transactions").to_number<int>(), 3);
    EXPECT_EQ(told.at("transactions").as_array().size(), 2u);
    EXPECT_FALSE(told.contains("amount"));
}

TEST(ReadReport, WhetherAPageOfSeveralIsBalancedIsNotKnown) {
    const auto whole = *WriteMessage(MessageKind::kCamt053, ExampleMessage(MessageKind::kCamt053));
    EXPECT_EQ(Told(whole).at("balanced"), true);
    const auto page =
        Replaced(whole, "</GrpHdr>",
                 "<MsgPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></MsgPgntn></GrpHdr>");
    EXPECT_TRUE(Told(page).at("balanced").is_null());
}

TEST(ReadReport, ManyStatementsAreCountedAndSomeTold) {
    const auto text = Sample("camt053.v2.multi.statement.xml");
    const auto told = Told(text, 1);
    EXPECT_EQ(told.at("number_of_statements").to_number<int>(), 2);
    EXPECT_EQ(told.at("statements").as_array().size(), 1u);
    EXPECT_FALSE(told.contains("account"));
    EXPECT_EQ(Told(text).at("statements").as_array().size(), 2u);
}

TEST(ReadReport, AnyNameOfAFileIsValidUtf8) {
    const auto told = Told("<html/>", 1, "a\xFF\x01.xml");
    EXPECT_EQ(Text(told, "file"), "a\uFFFD\uFFFD.xml");
    EXPECT_TRUE(told.at("message_type").is_null());
    EXPECT_FALSE(told.at("valid").as_bool());
    EXPECT_EQ(Text(told.at("reasons").as_array().at(0).as_object(), "code"), "unknown_message");
}

}  // namespace
}  // namespace clearway::iso20022
