// SPDX-License-Identifier: Apache-2.0
#include "services/payment/files/initiation.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "services/payment/files/pain001_fixture.h"
#include "services/payment/files/transfer_terms.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;

const auto kPayer = core::DeriveAccountId("acme", "payer");
const auto kPayee = core::DeriveAccountId("acme", "payee");
const auto kNow = *core::ParseRfc3339("2026-03-02T12:00:00Z");

core::Result<Initiation> Read(const std::string& content) {
    return ReadInitiation(content, "acme", kNow);
}

Pain001 Two() { return {.debtor = kPayer, .transfers = {Transfer(), ToAccount(kPayee, "b")}}; }

TEST(ReadInitiation, TakesEachVersionThatIsRead) {
    for (const auto* version : {"001.001.03", "001.001.09", "001.001.11"}) {
        auto file = Two();
        file.version = version;
        const auto read = Read(file.Text());
        ASSERT_TRUE(read) << version << read.error().field_errors.at(0).message;
        EXPECT_EQ(read->message_type, std::string("pain.") + version);
        EXPECT_EQ(read->message_id, "MSG-1");
        EXPECT_EQ(read->control_sum, "2");
        ASSERT_EQ(read->entries.size(), 2U);
        EXPECT_TRUE(read->refusals.empty());
        for (const auto& entry : read->entries)
            EXPECT_EQ(entry.state, EntryState::kWaiting) << version << entry.reason->message;
        EXPECT_EQ(read->entries[1].position, 2);
        EXPECT_EQ(read->entries[1].end_to_end_id, "b");
        EXPECT_EQ(read->entries[1].batch_id, "B-1");
        EXPECT_EQ(core::FormatDecimal(read->entries[1].amount), "1.00");
    }
}

// What is wrong with one, and the code for which it is rejected while the other goes on.
TEST(ReadInitiation, RejectsASingleTransferWithItsReason) {
    struct Row {
        const char* code;
        Transfer transfer;
    };
    const Row rows[] = {
        {"AC03", {.account = "<IBAN>DE00370400440532013000</IBAN>"}},
        {"AC03", {.account = "<Othr><Id>12345</Id></Othr>"}},
        {"BE22", {.creditor = "<Cdtr><PstlAdr><Ctry>DE</Ctry></PstlAdr></Cdtr>"}},
        {"BE11", {.creditor = "<Cdtr><Nm>Erika Muster</Nm></Cdtr>"}},
        {"CH16",
         {.creditor = "<Cdtr><Nm>Erika\nMuster</Nm><PstlAdr><Ctry>DE</Ctry></PstlAdr></Cdtr>"}},
        {"RC01",
         {.before_creditor =
              "<CdtrAgt><FinInstnId><BICFI>DEUTZZFF</BICFI></FinInstnId></CdtrAgt>"}},
        {"RC01",
         {.before_creditor = "<CdtrAgt><FinInstnId><ClrSysMmbId><MmbId>021000021</MmbId>"
                             "</ClrSysMmbId></FinInstnId></CdtrAgt>"}},
        {"CH17", {.before_creditor = "<UltmtDbtr><Nm>Another</Nm></UltmtDbtr>"}},
        {"CH17",
         {.before_creditor = "<IntrmyAgt1><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId>"
                             "</IntrmyAgt1>"}},
        {"CH17", {.after_creditor = "<UltmtCdtr><Nm>Another</Nm></UltmtCdtr>"}},
        {"CH17",
         {.after_creditor =
              "<RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>"}},
        {"CH17", {.before_creditor = "<ChrgBr>DEBT</ChrgBr>"}},
        {"CH17",
         {.amount = "<EqvtAmt><Amt Ccy=\"EUR\">1.00</Amt><CcyOfTrf>USD</CcyOfTrf></EqvtAmt>"}},
        {"CH15",
         {.after_creditor = "<RmtInf><Ustrd>" + std::string(71, 'a') + "</Ustrd><Ustrd>" +
                            std::string(70, 'b') + "</Ustrd></RmtInf>"}},
        {"CH16", {.after_creditor = "<RmtInf><Ustrd>a\tb</Ustrd></RmtInf>"}},
    };
    for (const auto& row : rows) {
        auto file = Two();
        file.transfers[0] = row.transfer;
        const auto read = Read(file.Text());
        ASSERT_TRUE(read) << row.transfer.Text() << read.error().field_errors.at(0).message;
        ASSERT_TRUE(read->refusals.empty());
        EXPECT_EQ(read->entries.at(0).state, EntryState::kRejected) << row.transfer.Text();
        EXPECT_EQ(read->entries[0].reason.value_or(Reason{}).code, row.code);
        EXPECT_EQ(read->entries.at(1).state, EntryState::kWaiting);
    }
}

TEST(ReadInitiation, RejectsAllOfABatchThatCannotBePaid) {
    auto other_method = Two();
    other_method.method = "CHK";
    auto iban = Two();
    iban.debtor_account = "<IBAN>DE89370400440532013000</IBAN>";
    auto late = Two();
    late.day = "2027-03-05";
    auto none = Two();
    none.transfers[0].amount = none.transfers[1].amount = R"(<InstdAmt Ccy="EUR">0</InstdAmt>)";
    none.sum = "0";
    const std::pair<Pain001, const char*> rows[] = {
        {other_method, "CH17"}, {iban, "AC02"}, {late, "CH03"}, {none, "AM01"}};
    for (const auto& [file, code] : rows) {
        const auto read = Read(file.Text());
        ASSERT_TRUE(read) << code;
        for (const auto& entry : read->entries) {
            ASSERT_EQ(entry.state, EntryState::kRejected) << code;
            EXPECT_EQ(entry.reason->code, code);
        }
    }
}

TEST(ReadInitiation, RefusesAFileWhoseNumbersOrSumsAreWrong) {
    auto number = Two();
    number.number = "3";
    auto sum = Two();
    sum.sum = "2.01";
    auto batch = Two();
    batch.batch_number = "1";
    // The reader's own look at the sums ends with a fault like this one.
    auto beside_a_bad_iban = sum;
    beside_a_bad_iban.transfers[0].account = "<IBAN>DE00370400440532013000</IBAN>";
    const std::pair<Pain001, const char*> rows[] = {
        {number, "AM18"}, {sum, "AM10"}, {batch, "AM18"}, {beside_a_bad_iban, "AM10"}};
    for (const auto& [file, code] : rows) {
        const auto read = Read(file.Text());
        ASSERT_TRUE(read) << code;
        ASSERT_EQ(read->refusals.size(), 1U);
        EXPECT_EQ(read->refusals[0].code, code);
    }
}

TEST(ReadInitiation, TakesNothingOfWhatItCannotTrust) {
    const auto good = Two().Text();
    const auto doctype = [&](const std::string& type) {
        auto text = good;
        return text.insert(text.find("<Document"), type);
    };
    auto decimals = Two();
    decimals.transfers[0].amount = R"(<InstdAmt Ccy="EUR">1.00001</InstdAmt>)";
    auto other_space = Two();
    other_space.version = "001.001.99";
    auto no_currency = Two();
    no_currency.transfers[0].amount = R"(<InstdAmt Ccy="ZZZ">1.00</InstdAmt>)";
    // Behind more faults of single transfers than a result keeps.
    auto faults = Two();
    faults.transfers.assign(150, {.account = "<IBAN>DE00370400440532013000</IBAN>"});
    ASSERT_TRUE(Read(faults.Text()));
    const auto cut_behind = faults.Text();
    auto large = Two();
    for (auto& transfer : large.transfers)
        transfer.amount = R"(<InstdAmt Ccy="JPY">999999999999999999</InstdAmt>)";
    large.transfers.resize(10, large.transfers[0]);
    large.sum = "1";
    const std::pair<const char*, std::string> rows[] = {
        {"empty", ""},
        {"no XML", "secret"},
        {"bomb", doctype("<!DOCTYPE a [<!ENTITY b \"secret\"><!ENTITY c \"&b;&b;&b;\">]>")},
        {"entity", doctype("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>")},
        {"truncated", good.substr(0, good.size() / 2)},
        {"two documents", good + good.substr(good.find("<Document"))},
        {"unknown namespace", other_space.Text()},
        {"five decimals", decimals.Text()},
        {"unknown currency", no_currency.Text()},
        {"truncated behind many faults", cut_behind.substr(0, cut_behind.size() - 40)},
        {"a sum without room", large.Text()},
    };
    for (const auto& [name, content] : rows) {
        const auto read = Read(content);
        ASSERT_FALSE(read) << name;
        EXPECT_EQ(read.error().code, core::ErrorCode::kInvalidArgument) << name;
        ASSERT_FALSE(read.error().field_errors.empty()) << name;
        for (const auto& fault : read.error().field_errors) {
            EXPECT_TRUE(fault.field.starts_with("content")) << name;
            EXPECT_EQ(fault.message.find("secret"), std::string::npos) << name;
        }
    }
}

TEST(ReadInitiation, TellsHowFarItIs) {
    auto file = Two();
    file.transfers.resize(200, file.transfers[1]);
    const auto content = file.Text();
    std::vector<std::size_t> told;
    ASSERT_TRUE(ReadInitiation(content, "acme", kNow, [&](std::size_t at) { told.push_back(at); }));
    EXPECT_GT(told.size(), 2U);
    EXPECT_LT(told.front(), content.size());
    EXPECT_EQ(told.back(), content.size());
    EXPECT_TRUE(std::ranges::is_sorted(told));
}

TEST(ReadInitiation, WaitsForItsDayAndNeverForThePast) {
    const std::pair<const char*, core::Timestamp> rows[] = {
        {"2026-02-01", kNow},
        {"2026-03-02", kNow},
        {"2026-03-03", *core::ParseRfc3339("2026-03-03T00:00:00Z")},
        {"2027-03-03", *core::ParseRfc3339("2027-03-03T00:00:00Z")}};
    for (const auto& [day, due_at] : rows) {
        auto file = Two();
        file.day = day;
        const auto read = Read(file.Text());
        ASSERT_TRUE(read);
        EXPECT_EQ(read->entries.at(0).due_at, due_at) << day;
        EXPECT_EQ(read->entries.at(0).state, EntryState::kWaiting) << day;
    }
}

TEST(ReadInitiation, GivesEachTransferAPaymentOfItsOwnForEver) {
    auto file = Two();
    file.transfers = {ToAccount(kPayee, "same"), ToAccount(kPayee, "same")};
    const auto first = Read(file.Text());
    ASSERT_TRUE(first);
    EXPECT_NE(first->entries[0].payment_id, first->entries[1].payment_id);
    EXPECT_EQ(Read(file.Text())->entries[1].payment_id, first->entries[1].payment_id);
    const auto others = ReadInitiation(file.Text(), "globex", kNow);
    EXPECT_NE(others->entries[0].payment_id, first->entries[0].payment_id);
    file.message_id = "MSG-2";
    EXPECT_NE(Read(file.Text())->entries[0].payment_id, first->entries[0].payment_id);
}

TEST(ReadTransfers, HandsThemOutAgainUntilItIsToldToEnd) {
    auto file = Two();
    file.transfers.push_back(ToAccount(kPayee, "c"));
    std::vector<std::string> seen;
    ReadTransfers(file.Text(), [&](std::int32_t position, const auto& batch, const auto& transfer) {
        const auto terms = TermsOf(batch, transfer, "acme", {});
        EXPECT_EQ(std::get<Terms>(terms).debtor, kPayer);
        seen.push_back(std::to_string(position) + transfer.end_to_end_id);
        return position < 2;
    });
    EXPECT_EQ(seen, (std::vector<std::string>{"1e2e", "2b"}));
}

TEST(TermsOf, CarriesWhatTheTransferSays) {
    Pain001 file{.debtor = kPayer, .transfers = {Transfer(), ToAccount(kPayee, "b")}};
    file.transfers[0].before_creditor =
        "<CdtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></CdtrAgt>";
    std::vector<Terms> terms;
    const auto id = core::DerivePaymentId("acme", "k");
    ReadTransfers(file.Text(), [&](std::int32_t, const auto& batch, const auto& transfer) {
        terms.push_back(std::get<Terms>(TermsOf(batch, transfer, "acme", id)));
        return true;
    });
    ASSERT_EQ(terms.size(), 2U);
    const auto& elsewhere = terms[0];
    EXPECT_EQ(elsewhere.payment_id, id);
    EXPECT_EQ(elsewhere.partner_id, "acme");
    EXPECT_EQ(elsewhere.debtor, kPayer);
    EXPECT_FALSE(elsewhere.creditor);
    EXPECT_EQ(elsewhere.external_creditor.name.Reveal(), "Erika Muster");
    EXPECT_EQ(elsewhere.external_creditor.country, "DE");
    EXPECT_EQ(elsewhere.external_creditor.iban.Reveal(), "DE89370400440532013000");
    EXPECT_EQ(elsewhere.external_creditor.bic, "DEUTDEFF");
    EXPECT_EQ(elsewhere.remittance_information.Reveal(), "rent of may");
    EXPECT_EQ(elsewhere.end_to_end_id, "e2e");
    EXPECT_EQ(core::FormatDecimal(elsewhere.amount), "1.00");
    EXPECT_TRUE(elsewhere.automatic_capture);
    EXPECT_EQ(terms[1].creditor, kPayee);
    EXPECT_TRUE(terms[1].external_creditor.name.Empty());
}

}  // namespace
}  // namespace clearway::payment
