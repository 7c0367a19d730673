// SPDX-License-Identifier: Apache-2.0
// What is evidence stays as it is, also for whoever comes round the service.
#include <gmock/gmock.h>

#include "services/compliance/books/list_desk_test_support.h"

namespace clearway::compliance {
namespace {

class AppendOnlyTest : public ListDeskTest {
protected:
    // By this reason: that a foreign key is in the way today protects nothing.
    void ExpectRefused(const std::string& statement, const char* reason = "is append-only") {
        try {
            Ask(statement);
            ADD_FAILURE() << statement;
        } catch (const std::exception& refused) {
            EXPECT_THAT(refused.what(), ::testing::HasSubstr(reason)) << statement;
        }
    }
    void AddPolicy() {
        Ask("INSERT INTO releases VALUES (2, 'p/1', 1, 'ada', now(), '{}', NULL, '', "
            "encode(sha256(''), 'hex'), '', '', '', '')");
    }
};

TEST_F(AppendOnlyTest, NoTableOfEvidenceLosesRows) {
    for (const std::string table :
         {"list_contents", "list_versions", "releases", "release_steps", "tier_limits", "cases",
          "case_alerts", "case_matches", "case_comments", "case_persons", "person_erasures",
          "screening_exceptions"}) {
        ExpectRefused("DELETE FROM " + table);
        ExpectRefused("TRUNCATE " + table + " CASCADE");
    }
}

TEST_F(AppendOnlyTest, NothingOfWhatIsOnlyAddedChanges) {
    ExpectRefused("UPDATE list_contents SET content = ''");
    ExpectRefused("UPDATE release_steps SET taken_by = 'eve'");
    ExpectRefused("UPDATE tier_limits SET payment_max = 0");
    ExpectRefused("UPDATE case_alerts SET evidence = ''");
    ExpectRefused("UPDATE case_matches SET score = 0");
    ExpectRefused("UPDATE case_comments SET author = 'eve'");
    ExpectRefused("UPDATE case_persons SET person_id = gen_random_uuid()");
}

TEST_F(AppendOnlyTest, AListVersionKeepsWhatItCameWith) {
    Start();
    for (const std::string change :
         {"list_version_id = gen_random_uuid()", "source = 'un'", "format = 'xml'",
          "version = 'un-1'", "date = '2026-01-01'", "checksum = sha256('')",
          "entries = entries + 1", "names = names + 1", "refused = refused + 1", "report = '[]'",
          "imported_by = 'eve'", "imported_at = now()"})
        ExpectRefused("UPDATE list_versions SET " + change);
    Ask("INSERT INTO list_contents VALUES (sha256('other'), 'other')");
    ExpectRefused("UPDATE list_versions SET content_digest = sha256('other')");
}

TEST_F(AppendOnlyTest, AMonitoringPolicyKeepsWhatItCameWith) {
    AddPolicy();
    for (const std::string change : {"kind = 1", "version = 'p/2'", "submitted_by = 'eve'",
                                     "submitted_at = now() + interval '1 s'", "signed_by = 'eve'",
                                     "digest = encode(sha256('other'), 'hex')", "content = 'other'",
                                     "signature = 'other'", "booster = 'other'", "card = 'other'"})
        ExpectRefused("UPDATE releases SET " + change);
    Ask("UPDATE releases SET stage = 2");
}

TEST_F(AppendOnlyTest, TheDatabaseItselfRefusesTheWordOfOneForTwo) {
    constexpr char kCheck[] = "violates check constraint";
    ExpectRefused(
        "INSERT INTO person_erasures VALUES (gen_random_uuid(), 1, 'ada', now(), 'ada', now())",
        kCheck);
    Ask("INSERT INTO person_erasures VALUES (gen_random_uuid(), 1, 'ada', now(), 'bob', now())");
    const auto raise = [](const std::string& by) {
        return "INSERT INTO tier_limits VALUES (1, 'EUR', 9, 1, 1, 1, 'ada', 'r', now(), '" + by +
               "')";
    };
    ExpectRefused(raise("ada"), kCheck);
    Ask(raise("bob"));
    AddPolicy();
    for (const std::string approved : {"{}", "{ada}", "{ada,ada}"})
        ExpectRefused("UPDATE releases SET stage = 3, approved_by = '" + approved + "'", kCheck);
    Ask("UPDATE releases SET stage = 3, approved_by = '{ada,bob}'");
}

}  // namespace
}  // namespace clearway::compliance
