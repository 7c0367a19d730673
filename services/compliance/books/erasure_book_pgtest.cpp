// SPDX-License-Identifier: Apache-2.0
// Erasing a person, over a real database: two operators, one fact, and the key is gone.
#include "services/compliance/books/erasure_book.h"

#include "services/compliance/books/case_book_test_support.h"
#include "services/compliance/events/person_erased.h"

namespace clearway::compliance {
namespace {

constexpr std::chrono::days kRetention{1827};
const auto kResolved = core::FromMicros(2);
const auto kKeptUntil = kResolved + kRetention;

class ErasureBookTest : public CaseBookTest {
protected:
    core::Result<Erasure> Erase(const core::Uuid& person, const std::string& by,
                                core::Timestamp at = core::FromMicros(1)) {
        return Await(erasures_.Submit({.person = person, .by = by, .at = at}));
    }
    core::CaseId Raise(const Subject& subject, std::vector<core::Uuid> persons = {}) {
        CaseCommand raise = RaiseAlert{.alert_id = core::Uuid::Random(),
                                       .kind = AlertKind::kPayment,
                                       .subject = subject,
                                       .persons = std::move(persons),
                                       .evidence = R"({"name":"Erika Muster"})",
                                       .at = core::FromMicros(1)};
        return Await(book_.Submit(std::move(raise)))->id;
    }
    void Clear(const core::CaseId& id) {
        ASSERT_TRUE(Decide(
            {.id = id, .decision = CaseStatus::kCleared, .resolved_by = "ops", .at = kResolved}));
    }
    // How many of its documents and comments can be read.
    std::size_t Readable(const core::CaseId& id) {
        const auto file = Await(reader_.Get(id));
        std::size_t readable = 0;
        for (const auto& one : file->evidence) readable += one.has_value();
        for (const auto& one : file->comments) readable += one.text.has_value();
        return readable;
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
    ErasureBook erasures_{database_.Url(), erasure_outbox_, sealer_.vault.Persons(), kRetention};
    const core::Uuid alert_ = core::Uuid::Random();
};

TEST_F(ErasureBookTest, TheSecondOperatorErasesOnceAndForEver) {
    const auto person = core::Uuid::Random();
    const auto sealed = Seal(person);
    ASSERT_TRUE(Erase(person, "ops"));
    EXPECT_EQ(Opened(person, sealed), "Erika Muster");
    EXPECT_TRUE(Facts(ErasureStream(person)).empty());
    EXPECT_EQ(Erase(person, "ops")->erased_by, "") << "the same call again";
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
    ErasureBook book(database_.Url(), erasure_outbox_, other.vault.Persons(), kRetention);
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

TEST_F(ErasureBookTest, TakesAlongWhatTheCasesOfPaymentsTellAndWaitsForThem) {
    const auto debtor = core::Uuid::Random(), creditor = core::Uuid::Random();
    const auto id = Raise({SubjectKind::kPayment, core::Uuid::Random()}, {debtor, creditor});
    const auto other = Raise({SubjectKind::kPayment, core::Uuid::Random()}, {creditor});
    CaseCommand comment = CommentCase{.id = id,
                                      .comment_id = core::Uuid::Random(),
                                      .text = "Erika called",
                                      .by = "ops",
                                      .at = core::FromMicros(1)};
    ASSERT_TRUE(Await(book_.Submit(std::move(comment))));
    EXPECT_EQ(Erase(debtor, "ops", kKeptUntil).error().detail, "The person has an open case.");
    Clear(id);
    const auto early = Erase(debtor, "ops", kKeptUntil - std::chrono::seconds(1));
    EXPECT_EQ(early.error().code, core::ErrorCode::kPartyStateConflict);
    EXPECT_EQ(early.error().detail,
              "A case that tells of the person must be kept until 1975-01-02.");
    EXPECT_EQ(Readable(id), 2U);
    ASSERT_TRUE(Erase(debtor, "ops", kKeptUntil));
    ASSERT_TRUE(Erase(debtor, "risk", kKeptUntil));
    EXPECT_EQ(Readable(id), 0U);
    EXPECT_EQ(Readable(other), 1U) << "it does not tell of the debtor";
    EXPECT_FALSE(Erase(creditor, "ops", kKeptUntil)) << "open";
}

TEST_F(ErasureBookTest, AnotherReasonIsStoredInThePlaceOfTheFirst) {
    const auto person = core::Uuid::Random();
    ASSERT_TRUE(Erase(person, "ops"));
    for (const char* by : {"risk", "ops"}) {
        const auto ordered = Await(erasures_.Submit({.person = person,
                                                     .reason = ErasureReason::kOrdered,
                                                     .by = by,
                                                     .at = core::FromMicros(2)}));
        ASSERT_TRUE(ordered);
        EXPECT_EQ(ordered->reason, ErasureReason::kOrdered);
        EXPECT_EQ(ordered->requested_by, "risk");
        EXPECT_EQ(ordered->erased_at.has_value(), std::string_view(by) == "ops");
    }
}

TEST_F(ErasureBookTest, ThePaymentOfACaseIsNoPerson) {
    const auto payment = core::Uuid::Random();
    const auto id = Raise({SubjectKind::kPayment, payment}, {});
    EXPECT_FALSE(Erase(payment, "ops", kKeptUntil)) << "its case is open";
    Clear(id);
    EXPECT_FALSE(Erase(payment, "ops", kKeptUntil - std::chrono::seconds(1)));
    EXPECT_EQ(Readable(id), 1U);
}

TEST_F(ErasureBookTest, ACustomerStandsForItsAccounts) {
    const auto party = core::Uuid::Random(), account = core::Uuid::Random();
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get(), postgres::Access::kWrite);
    transaction.exec("INSERT INTO account_parties (account_id, party_id) VALUES ('" +
                     account.ToString() + "', '" + party.ToString() + "')");
    transaction.commit();
    const auto about = Raise({SubjectKind::kAccount, account});
    const auto telling = Raise({SubjectKind::kPayment, core::Uuid::Random()}, {account});
    Clear(about);
    EXPECT_FALSE(Erase(party, "ops", kKeptUntil)) << "the other is open";
    Clear(telling);
    ASSERT_TRUE(Erase(party, "ops", kKeptUntil));
    ASSERT_TRUE(Erase(party, "risk", kKeptUntil));
    EXPECT_EQ(Readable(about) + Readable(telling), 0U);
}

}  // namespace
}  // namespace clearway::compliance
