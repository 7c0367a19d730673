// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/compliance/report/goaml_xml.h"
#include "services/compliance/report/report_page.h"
#include "xml/reader.h"

namespace clearway::compliance {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const core::PaymentId kPayment = core::DerivePaymentId("acme", "key-1");
const core::Timestamp kTime = *core::ParseRfc3339("2026-03-02T08:00:00.5Z");

// Everything that escaping has to survive.
constexpr char kNasty[] = R"(</account_name><evil a="&amp;">'Müller' & ]]> <!-- \u0001)";

const ReportingEntity kEntity{.id = "4711",
                              .name = "Bank <&> Söhne",
                              .currency = "EUR",
                              .country = "DE",
                              .city = "Berlin",
                              .address = "Am Markt 1",
                              .officer_first_name = "Anna",
                              .officer_last_name = "O'Neil & \"Co\"",
                              .officer_occupation = "MLRO"};

std::string Quoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

std::string Screening() {
    return R"({"evidence":{"parties":[{"role":"debtor","name":"Jane Roe","candidates":[]},)"
           R"({"role":"creditor","name":)" +
           Quoted(kNasty) +
           R"(,"candidates":[{"listed_name":"MADURO MOROS, Nicolas","program":"VENEZUELA",)"
           R"("score":930,"explanation":"maduro = maduro: same 1.000"}]}]}})";
}

std::string Review() {
    return R"({"evidence":{"terms":{"payment_id":")" + kPayment.ToString() +
           R"(","debtor":{"account_id":"acc-1","country":"DE"},)"
           R"("creditor":{"party_token":"token-1","country":"PA"},)"
           R"("amount":{"currency":"EUR","minor_units":"123456"},"end_to_end_id":"E2E <1>",)"
           R"("created_at":"2026-03-01T12:00:00.123456Z"}}})";
}

Case OfPayment() {
    return {
        .id = core::DeriveCaseId(kPayment),
        .subject = SubjectOf(kPayment),
        .alerts = {{.kind = AlertKind::kPayment, .raised_at = kTime},
                   {.kind = AlertKind::kReview, .reason_codes = "FRAD,RR04", .raised_at = kTime}},
        .version = 3};
}

SuspicionReport Drafted(const ReportRequest& request = {}) {
    const std::vector<std::optional<std::string>> evidence{Screening(), Review()};
    return BuildReport(OfPayment(), evidence, kEntity, request, kTime);
}

xml::Element ReadAgain(const std::string& document) {
    xml::Reader reader(xml::FromText(document));
    EXPECT_TRUE(reader.Next()) << reader.Fault();
    auto root = reader.ReadElement();
    EXPECT_EQ(reader.Fault(), "");
    return root.value_or(xml::Element{});
}

std::vector<std::string> NamesOf(const xml::Element& element) {
    std::vector<std::string> names;
    for (const auto& child : element.children) names.push_back(child.name);
    return names;
}

TEST(SuspicionReport, DrawsOnTheFrozenEvidence) {
    const auto report = Drafted();
    EXPECT_EQ(report.code, "STR");
    EXPECT_EQ(report.reference, core::DeriveCaseId(kPayment).ToString() + "-3");
    ASSERT_EQ(report.transactions.size(), 1U);
    EXPECT_EQ(report.transactions[0].amount, "1234.56");
    EXPECT_EQ(report.transactions[0].from.name, "Jane Roe");
    EXPECT_EQ(report.transactions[0].to.name, kNasty);
    EXPECT_THAT(report.indicators, ElementsAre("FRAD", "RR04"));
    EXPECT_THAT(report.reason, HasSubstr("score 930 of 1000: maduro = maduro: same 1.000"));
    EXPECT_THAT(report.missing, IsEmpty());
}

TEST(SuspicionReport, SaysWhatAnOfficerHasToAdd) {
    std::vector<std::optional<std::string>> evidence{std::nullopt, Review()};
    auto in_dollars = kEntity;
    in_dollars.currency = "USD";
    in_dollars.id.clear();
    const auto report = BuildReport(OfPayment(), evidence, in_dollars, {}, kTime);
    EXPECT_THAT(report.missing, Contains(HasSubstr("rentity_id")));
    EXPECT_THAT(report.missing, Contains(HasSubstr("amount_local")));
    EXPECT_THAT(report.missing, Contains(HasSubstr("erased")));
    const auto root = ReadAgain(WriteGoaml(report));
    const auto transaction = *root.All({"transaction"}).at(0);
    EXPECT_EQ(transaction.Text("amount_local"), "");
    EXPECT_EQ(transaction.All({"t_from", "from_foreign_currency"}).at(0)->Text("foreign_amount"),
              "1234.56");
}

TEST(SuspicionReport, TakesTheMovementsOfAMonitoringRuleOnceEach) {
    const std::string movement = R"({"movement_id":"m-1","at":"2026-03-01T12:00:00Z",)"
                                 R"("debtor":{"account_id":"a"},"creditor":{"outside_id":"b"},)"
                                 R"("currency":"EUR","amount":"9900.00"})";
    const auto document =
        R"({"evidence":{"message":"just below","movements":[)" + movement + "," + movement + "]}}";
    auto one = OfPayment();
    one.subject.kind = SubjectKind::kAccount;
    one.alerts = {{.kind = AlertKind::kMonitoring, .rule = "aml-1/structuring"},
                  {.kind = AlertKind::kMonitoring, .rule = "aml-1/structuring"}};
    const std::vector<std::optional<std::string>> evidence{document, document};
    const auto report = BuildReport(one, evidence, kEntity, {}, kTime);
    ASSERT_EQ(report.transactions.size(), 1U);
    EXPECT_EQ(report.transactions[0].amount, "9900.00");
    EXPECT_EQ(report.transactions[0].to.account, "b");
    EXPECT_THAT(report.reason, HasSubstr("just below"));
}

TEST(SuspicionReport, SaysWhatTheHolderFitsAfterARescreening) {
    auto one = OfPayment();
    one.subject.kind = SubjectKind::kParty;
    one.alerts = {{.kind = AlertKind::kRescreening}};
    const std::vector<std::optional<std::string>> evidence{
        R"({"evidence":{"parties":[{"role":"holder","name":"Jane Roe","candidates":)"
        R"([{"listed_name":"ROE, Jane","program":"SDGT","score":1000,)"
        R"("explanation":"jane = jane"}]}]}})"};
    const auto report = BuildReport(one, evidence, kEntity, {}, kTime);
    EXPECT_EQ(report.code, "SAR");
    EXPECT_THAT(
        report.reason,
        HasSubstr(R"(holder "Jane Roe" fits "ROE, Jane" (SDGT), score 1000 of 1000: jane)"));
}

TEST(SuspicionReport, OfEvidenceThatIsNoneThereIsAReportOfActivity) {
    for (const std::string document :
         {"", "{", "[]", R"({"evidence":7})", R"({"evidence":null})",
          R"({"evidence":{"terms":3,"parties":{},"movements":[1]}})"}) {
        auto one = OfPayment();
        one.alerts.resize(1);
        const std::vector<std::optional<std::string>> evidence{document};
        const auto report = BuildReport(one, evidence, kEntity, {}, kTime);
        EXPECT_LE(report.transactions.size(), 1U) << document;
        ReadAgain(WriteGoaml(report));
    }
    EXPECT_EQ(Drafted({.code = "SAR", .reason = "as told"}).code, "SAR");
    EXPECT_EQ(Drafted({.code = "SAR", .reason = "as told"}).reason, "as told");
}

TEST(Goaml, IsWellFormedAndHasItsElementsInTheirOrder) {
    const auto root = ReadAgain(WriteGoaml(Drafted({.action = "account closed & <reported>"})));
    EXPECT_EQ(root.name, "report");
    EXPECT_THAT(NamesOf(root),
                ElementsAre("rentity_id", "submission_code", "report_code", "entity_reference",
                            "submission_date", "currency_code_local", "reporting_person",
                            "location", "reason", "action", "transaction", "report_indicators"));
    EXPECT_EQ(root.Text("rentity_id"), "4711");
    EXPECT_EQ(root.Text("submission_date"), "2026-03-02T08:00:00");
    EXPECT_EQ(root.Text("action"), "account closed & <reported>");
    EXPECT_EQ(root.All({"reporting_person"}).at(0)->Text("last_name"), "O'Neil & \"Co\"");
    const auto& transaction = *root.All({"transaction"}).at(0);
    EXPECT_THAT(NamesOf(transaction),
                ElementsAre("transactionnumber", "internal_ref_number", "date_transaction",
                            "transmode_code", "amount_local", "t_from", "t_to"));
    EXPECT_EQ(transaction.Text("internal_ref_number"), "E2E <1>");
    EXPECT_EQ(transaction.Text("amount_local"), "1234.56");
    EXPECT_EQ(transaction.All({"t_to", "to_account"}).at(0)->Text("account_name"), kNasty);
    EXPECT_EQ(root.All({"report_indicators", "indicator"}).size(), 2U);
}

TEST(ReportPage, IsOnePageWhoseTextsAreTextsAndThatLoadsNothing) {
    const auto page = WriteReportPage(Drafted());
    const std::string head = "<!DOCTYPE html>\n";
    ASSERT_TRUE(page.starts_with(head));
    EXPECT_EQ(ReadAgain(page.substr(head.size())).name, "html");
    for (const auto* banned :
         {"<evil", "<script", "src=", "href=", "url(", "@import", "/>\n  </tr"})
        EXPECT_EQ(page.find(banned), std::string::npos) << banned;
    EXPECT_THAT(page, HasSubstr("Suspicious transaction report"));
    EXPECT_THAT(page, HasSubstr("1234.56 EUR"));
}

}  // namespace
}  // namespace clearway::compliance
