// SPDX-License-Identifier: Apache-2.0
// Erasing a person, over a real database: two operators, one fact, and the key is gone.
#include "services/compliance/books/erasure_book.h"

#include "services/compliance/books/case_book_test_support.h"
#include "services/compliance/events/person_erased.h"

namespace clearway::compliance {
namespace {

class ErasureBookTest : public CaseBookTest {
protected:
    core::Result<Erasure> Erase(const core::Uuid& person, const std::string& by) {
        return Await(erasures_.Submit({.person = person, .by = by, .at = core::FromMicros(1)}));
    }
    CaseText TextOf(const core::Uuid& person, const std::string& text) const {
        return {.person = person, .place = TextPlace::kEvidence, .row = alert_, .text = text};
    }
    std::string Seal(const core::Uuid& person) {
        const std::vector<CaseText> clear{TextOf(person, "Erika Muster")};
        return sealer_.sealer.Seal(clear).front();
    }
    std::string Opened(const core::Uuid& person, const std::string& sealed) {
        const std::vector<CaseText> shut{TextOf(person, sealed)};
        return sealer_.sealer.Open(shut).front().value_or("gone");
    }

    events::Outbox erasure_outbox_{{.service = "compliance-test",
                                    .instance = "compliance-0-erasures",
                                    .database_url = database_.Url(),
                                    .kafka_brokers = testing::TestKafkaBrokers()}};
    ErasureBook erasures_{database_.Url(), erasure_outbox_, sealer_.vault.Persons()};
    const core::Uuid alert_ = core::Uuid::Random();
};

TEST_F(ErasureBookTest, TheSecondOperatorErasesOnceAndForEver) {
    const auto person = core::Uuid::Random();
    const auto sealed = Seal(person);
    ASSERT_TRUE(Erase(person, "ops"));
    EXPECT_EQ(Opened(person, sealed), "Erika Muster");
    EXPECT_TRUE(Facts(ErasureStream(person)).empty());
    EXPECT_EQ(Erase(person, "ops").error().code, core::ErrorCode::kSecondOperatorNeeded);
    for (int i = 0; i < 2; ++i) {
        const auto erased = Erase(person, "risk");
        ASSERT_TRUE(erased);
        EXPECT_EQ(erased->requested_by, "ops");
        EXPECT_EQ(erased->erased_by, "risk");
    }
    EXPECT_EQ(Facts(ErasureStream(person)).size(), 1U);
    EXPECT_EQ(Opened(person, sealed), "gone");
    EXPECT_EQ(Seal(person), "");
}

TEST_F(ErasureBookTest, TheKeyEndsWithTheDecisionAlsoWhereTheProcessEndsRightAfterIt) {
    const auto person = core::Uuid::Random();
    const auto sealed = Seal(person);
    // The keys that are let go of after the commit are those of another database.
    const testing::TestDatabase elsewhere{"compliance", Migrations()};
    SealerOfTest other(elsewhere.Url());
    ErasureBook book(database_.Url(), erasure_outbox_, other.vault.Persons());
    for (const char* by : {"ops", "risk"})
        ASSERT_TRUE(Await(book.Submit({.person = person, .by = by, .at = core::FromMicros(1)})));
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    const auto left = transaction.exec("SELECT count(*) FROM person_keys WHERE person_id = '" +
                                       person.ToString() + "' AND wrapped IS NOT NULL");
    EXPECT_EQ(left[0][0].as<int>(), 0);
}

TEST_F(ErasureBookTest, WaitsForTheEndOfTheCaseAboutThePerson) {
    const auto person = core::Uuid::Random();
    CaseCommand raise = RaiseAlert{.alert_id = alert_,
                                   .kind = AlertKind::kOnboarding,
                                   .subject = {SubjectKind::kParty, person},
                                   .at = core::FromMicros(1)};
    ASSERT_TRUE(Await(book_.Submit(std::move(raise))));
    EXPECT_EQ(Erase(person, "ops").error().code, core::ErrorCode::kPartyStateConflict);
    EXPECT_TRUE(Erase(core::Uuid::Random(), "ops"));
}

}  // namespace
}  // namespace clearway::compliance
