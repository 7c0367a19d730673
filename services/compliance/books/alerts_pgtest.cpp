// SPDX-License-Identifier: Apache-2.0
// Alerts of parties: grouped into cases, stored once, frozen.
#include <boost/json/parse.hpp>

#include "clearway/compliance/v1/compliance_events.pb.h"
#include "services/compliance/books/case_book_test_support.h"

namespace clearway::compliance {
namespace {

const core::Timestamp kTime = *core::ParseRfc3339("2026-03-01T12:00:00Z");
const Subject kParty{SubjectKind::kParty, core::Uuid::Derive(core::Uuid(), "a party")};

RaiseAlert Structuring(const std::string& day) {
    return {.alert_id = core::Uuid::Derive(kParty.id, day),
            .kind = AlertKind::kMonitoring,
            .subject = kParty,
            .rule = "aml-1/structuring",
            .reason_codes = "STRUCTURING",
            .evidence = R"({"name":"Jane Roe","sum":"9900.00"})",
            .at = kTime};
}

class AlertsTest : public CaseBookTest {
protected:
    Case Raise(const RaiseAlert& alert) {
        CaseCommand command = alert;
        auto raised = Await(book_.Submit(std::move(command)));
        EXPECT_TRUE(raised);
        return *raised;
    }
    void Clear(const core::CaseId& id) {
        ASSERT_TRUE(Decide(
            {.id = id, .decision = CaseStatus::kCleared, .resolved_by = "ops", .at = kTime}));
    }
    CaseFile Read(const core::CaseId& id) {
        auto read = Await(reader_.Get(id));
        EXPECT_TRUE(read);
        return *read;
    }
    void ExpectRefused(const std::string& statement) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        EXPECT_THROW(transaction.exec(statement), pqxx::sql_error) << statement;
    }
};

TEST_F(AlertsTest, GroupsThoseOfAPartyAndBeginsAnotherCaseAfterTheDecision) {
    const auto first = Raise(Structuring("Monday"));
    EXPECT_EQ(Raise(Structuring("Tuesday")).id, first.id);
    Clear(first.id);
    EXPECT_EQ(Raise(Structuring("Monday")).id, first.id) << "the same alert";
    const auto second = Raise(Structuring("Wednesday"));
    EXPECT_EQ(second.id, DeriveCaseId(kParty, 2));
    EXPECT_EQ(Raise(Structuring("Tuesday")).id, first.id) << "of the case before";
    EXPECT_EQ(Read(first.id).opened.alerts.size(), 2U);
    EXPECT_EQ(Read(first.id).opened.status, CaseStatus::kCleared);
    EXPECT_EQ(Read(second.id).opened.alerts.size(), 1U);
    EXPECT_EQ(Facts(first.id.value).size(), 4U);
    EXPECT_EQ(Facts(second.id.value).size(), 1U);
}

TEST_F(AlertsTest, KeepsTheEvidenceSealedWithItsDigestInTheFact) {
    const auto raised = Raise(Structuring("Monday"));
    const auto file = Read(raised.id);
    ASSERT_EQ(file.evidence.size(), 1U);
    ASSERT_TRUE(file.evidence[0]);
    const auto document = boost::json::parse(*file.evidence[0]);
    EXPECT_EQ(document.at("evidence").at("name").as_string(), "Jane Roe");
    EXPECT_EQ(document.at("rule").as_string(), "aml-1/structuring");
    const auto digest = core::Sha256(*file.evidence[0]);
    EXPECT_EQ(file.opened.alerts[0].evidence_digest, digest);
    v1::CaseOpened fact;
    ASSERT_TRUE(fact.ParseFromString(Facts(raised.id.value).at(0).payload));
    EXPECT_EQ(fact.evidence_sha256(), core::AsBytes(digest));
    EXPECT_EQ(fact.subject_id(), kParty.id.ToString());
    EXPECT_TRUE(fact.payment_id().empty());
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    const auto rows = transaction.exec(
        "SELECT count(*) FROM case_alerts WHERE position('Jane'::bytea IN evidence) > 0");
    EXPECT_EQ(rows[0][0].as<int>(), 0);
}

TEST_F(AlertsTest, NothingOfAStoredAlertCanBeChanged) {
    Raise(Structuring("Monday"));
    ExpectRefused("UPDATE case_alerts SET evidence = ''::bytea");
    ExpectRefused("UPDATE case_alerts SET raised_at = now()");
    ExpectRefused("DELETE FROM case_alerts");
    ExpectRefused("TRUNCATE case_alerts");
    ExpectRefused("UPDATE case_matches SET score = 0");
    ExpectRefused("DELETE FROM case_matches");
}

TEST_F(AlertsTest, EvidenceThatIsNoDocumentIsKeptAsItCame) {
    auto alert = Structuring("Monday");
    alert.evidence = "{ cut short";
    const auto file = Read(Raise(alert).id);
    EXPECT_EQ(boost::json::parse(*file.evidence.at(0)).at("evidence").as_string(), "{ cut short");
}

}  // namespace
}  // namespace clearway::compliance
