// SPDX-License-Identifier: Apache-2.0
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "services/compliance/books/customers_fixture.h"
#include "services/compliance/rpc/party/party_messages.h"

namespace clearway::compliance {
namespace {

class PartyBookTest : public CustomersTest {
protected:
    void TakeTokenAway() {
        token_.before_wrap = token_.before_unwrap = [] {
            throw vault::KeyEncryptionError(vault::KeyEncryptionError::Reason::kNoToken, "away");
        };
    }
    void BringTokenBack() { token_.before_wrap = token_.before_unwrap = {}; }
    using Reply = std::optional<core::Result<PartyReply>>;

    async::Task<void> Ask(PartyCommand command, Reply& reply) {
        reply = co_await parties_.Submit(std::move(command));
    }
    // Two commands of one batch: the writer is woken when both are there.
    std::pair<Reply, Reply> Together(PartyCommand first, PartyCommand second) {
        std::pair<Reply, Reply> replies;
        boost::asio::io_context io;
        boost::asio::co_spawn(io, Ask(std::move(first), replies.first), boost::asio::detached);
        boost::asio::co_spawn(io, Ask(std::move(second), replies.second), boost::asio::detached);
        {
            const async::Burst burst;
            io.poll();
        }
        io.run();
        return replies;
    }

    PartyReader& queries_ = party_reader_;
};

const PartyDocument kPassport{.document_id = DeriveDocumentId(kSabine, "passport", "aa"),
                              .type = "passport",
                              .number = PersonalText("C01X00T47"),
                              .country = "DE",
                              .expires_on = "2031-05-01",
                              .sha256 = std::string(64, 'a'),
                              .added_at = core::FromMicros(7)};

TEST_F(PartyBookTest, KeepsWhatIsKnownOfAPartySealedAndReadsItBack) {
    Do(RegistrationOf(kSabine, Sabine()));
    Do(AddDocument{kSabine, "acme", kPassport});
    const auto read = Await(queries_.Get(kSabine));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->details, Sabine());
    ASSERT_EQ(read->documents.size(), 1U);
    EXPECT_EQ(read->documents[0].number.Reveal(), "C01X00T47");
    EXPECT_EQ(read->documents[0].expires_on, "2031-05-01");
    EXPECT_EQ(read->version, 2);
    for (const auto* table : {"parties", "party_documents", "events"})
        for (const auto* personal : {"schneider", "vogel", "1985-03-14", "C01X00T47"})
            EXPECT_EQ(RowsWith(table, personal), 0) << table;
}

TEST_F(PartyBookTest, StoresAFactForEachChangeInTheOrderOfTheChanges) {
    Do(RegistrationOf(kSabine, Sabine()));
    Do(RecordPartyScreening{kSabine, 1, false, "list-1"});
    Do(Setting(KycStatus::kVerified));
    Do(Tier(KycTier::kStandard, "operator"));
    Do(Tier(KycTier::kStandard, "another"));
    Do(RateRisk{kSabine, RiskRating::kHigh, "cash business", "operator"});
    Do(CompleteReview{kSabine, "fine", "operator"});
    Do(ChangeParty{kSabine, "acme", {.name = PersonalText("Sabine Weber")}});
    EXPECT_EQ(Types(kSabine.value),
              (std::vector<std::string>{"PartyRegistered", "PartyScreened", "PartyVerified",
                                        "PartyTierProposed", "PartyTierSet", "PartyRiskRated",
                                        "PartyReviewed", "PartyChanged", "PartyReopened"}));
    const auto read = Await(queries_.Get(kSabine));
    EXPECT_EQ(read->tier, KycTier::kStandard);
    EXPECT_EQ(read->risk_reason, "cash business");
    EXPECT_EQ(read->details.name.Reveal(), "Sabine Weber");
}

TEST_F(PartyBookTest, KeepsWhatWasConfirmedAndProposedUntilASecondOperatorReopens) {
    const auto one = core::Uuid::Random();
    Verified(kSabine);
    Do(ConfirmMatch{kSabine, one, "operator"});
    auto reopening = Setting(KycStatus::kPending);
    const auto proposed = Do(reopening);
    const auto read = Await(queries_.Get(kSabine));
    EXPECT_EQ(read->status, KycStatus::kSuspended);
    EXPECT_EQ(read->confirmed_case, one);
    EXPECT_EQ(read->reopening, proposed.reopening);
    EXPECT_EQ(read->reopening->by, "operator");
    reopening.set_by = "another";
    Do(reopening);
    const auto reopened = Await(queries_.Get(kSabine));
    EXPECT_EQ(reopened->status, KycStatus::kPending);
    EXPECT_TRUE(reopened->confirmed_case.IsNil());
    EXPECT_FALSE(reopened->reopening);
    const auto types = Types(kSabine.value);
    EXPECT_EQ(
        std::vector(types.end() - 3, types.end()),
        (std::vector<std::string>{"PartySuspended", "PartyReopeningProposed", "PartyReopened"}));
}

TEST_F(PartyBookTest, KeepsAHigherTierThatWasProposedUntilASecondOperatorWantsIt) {
    Verified(kSabine);
    const auto proposed = Do(Tier(KycTier::kEnhanced, "operator"));
    auto read = Await(queries_.Get(kSabine));
    EXPECT_EQ(read->tier, KycTier::kBasic);
    ASSERT_TRUE(read->higher_tier);
    EXPECT_EQ(read->higher_tier, proposed.higher_tier);
    const auto message = ToOperatorMessage(*read);
    EXPECT_EQ(message.tier_proposal().tier(), v1::KYC_TIER_ENHANCED);
    EXPECT_EQ(message.tier_proposal().proposed_by(), "operator");
    EXPECT_FALSE(ToPartnerMessage(*read).has_tier_proposal());
    Do(Tier(KycTier::kEnhanced, "operator"));
    EXPECT_EQ(Await(queries_.Get(kSabine))->tier, KycTier::kBasic);
    Do(Tier(KycTier::kEnhanced, "another"));
    read = Await(queries_.Get(kSabine));
    EXPECT_EQ(read->tier, KycTier::kEnhanced);
    EXPECT_FALSE(read->higher_tier);
}

TEST_F(PartyBookTest, ListsAPartnersOwnPartiesNewestFirst) {
    for (const auto* key : {"a", "b", "c"})
        Do(RegistrationOf(DerivePartyId("acme", key), Sabine()));
    Do(RegistrationOf(DerivePartyId("globex", "x"), Sabine(), "globex"));
    const auto first = Await(queries_.List({.partner_id = "acme", .limit = 2}));
    ASSERT_TRUE(first);
    ASSERT_EQ(first->size(), 2U);
    EXPECT_EQ((*first)[0].id, DerivePartyId("acme", "c"));
    const core::PagePosition after{(*first)[1].registered_at, (*first)[1].id.value};
    const auto second = Await(queries_.List({.partner_id = "acme", .limit = 2, .after = after}));
    ASSERT_EQ(second->size(), 1U);
    EXPECT_EQ((*second)[0].id, DerivePartyId("acme", "a"));
    const auto none =
        Await(queries_.List({.partner_id = "acme", .status = KycStatus::kVerified, .limit = 2}));
    EXPECT_TRUE(none->empty());
}

TEST_F(PartyBookTest, FindsReviewsThatAreDueByRisk) {
    const auto low = DerivePartyId("acme", "low"), high = DerivePartyId("acme", "high");
    for (const auto& id : {low, high}) {
        Do(RegistrationOf(id, Sabine()));
        Do(RecordPartyScreening{id, 1, false, "list-1"});
        Do(Setting(KycStatus::kVerified, id));
    }
    Do(RateRisk{low, RiskRating::kLow, "salary", "operator"});
    Do(RateRisk{high, RiskRating::kHigh, "cash", "operator"});
    const auto now = core::FromMicros((time_ + 1) * 1'000'000);
    const auto long_ago = core::FromMicros(0);
    const auto due = Await(
        queries_.ListForReview({.low = long_ago, .medium = long_ago, .high = now, .limit = 9}));
    ASSERT_TRUE(due);
    ASSERT_EQ(due->size(), 1U);
    EXPECT_EQ((*due)[0].id, high);
    Do(CompleteReview{high, "fine", "operator"});
    const auto before = core::FromMicros((time_ - 1) * 1'000'000);
    EXPECT_TRUE(Await(queries_.ListForReview(
                          {.low = long_ago, .medium = long_ago, .high = before, .limit = 9}))
                    ->empty());
}

TEST_F(PartyBookTest, FindsThoseThatWereStoredAndNotScreened) {
    Do(RegistrationOf(kSabine, Sabine()));
    auto unscreened = Await(queries_.ListUnscreened({}, 9));
    ASSERT_EQ(unscreened->size(), 1U);
    Do(RecordPartyScreening{kSabine, 1, false, "list-1"});
    EXPECT_TRUE(Await(queries_.ListUnscreened({}, 9))->empty());
}

TEST_F(PartyBookTest, OfAnErasedPartyNothingPersonalIsLeft) {
    Do(RegistrationOf(kSabine, Sabine()));
    Do(AddDocument{kSabine, "acme", kPassport});
    const vault::PersonId person(kSabine.value);
    keys_.Erase({&person, 1});
    const auto read = Await(queries_.Get(kSabine));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->erased);
    EXPECT_TRUE(read->details.name.Empty());
    EXPECT_TRUE(read->documents[0].number.Empty());
    Do(Setting(KycStatus::kRejected));
    EXPECT_TRUE(Await(queries_.Get(kSabine))->erased);
    const auto known = Await(queries_.Page({}, 9));
    ASSERT_EQ(known->size(), 1U);
    EXPECT_TRUE((*known)[0].names.empty());
}

TEST_F(PartyBookTest, OfferKnownPartiesByPageWithTheirNamesAndFacts) {
    Do(RegistrationOf(kSabine, Sabine()));
    Do(RegistrationOf(DerivePartyId("acme", "b"), Sabine()));
    const auto first = Await(queries_.Page({}, 1));
    ASSERT_EQ(first->size(), 1U);
    EXPECT_EQ((*first)[0].names.size(), 2U);
    EXPECT_TRUE((*first)[0].facts.birth);
    const auto second = Await(queries_.Page((*first)[0].party, 9));
    EXPECT_EQ(second->size(), 1U);
}

TEST_F(PartyBookTest, AConfirmedMatchSuspendsThoughTheTokenIsAway) {
    Verified(kSabine);
    Do(AddDocument{kSabine, "acme", kPassport});
    vault::PersonKeys unknown(database_.Url(), token_, system_clock_);  // nothing in memory yet
    const auto lane = LaneFor("restarted");
    PartyBook restarted{database_.Url(), *lane, runtime_.GetExecutor(), unknown};
    TakeTokenAway();
    restarted.Consume({ConfirmedCaseOf(kSabine)});
    BringTokenBack();
    const auto suspended = Await(queries_.Get(kSabine));
    EXPECT_EQ(suspended->status, KycStatus::kSuspended);
    EXPECT_EQ(suspended->details, Sabine()) << "what is sealed stayed as it was";
    EXPECT_EQ(suspended->documents.size(), 1U);
}

TEST_F(PartyBookTest, AConfirmedMatchIsNotLostForWhatCannotBeSealedBesideIt) {
    Verified(kSabine);
    TakeTokenAway();
    const auto other = DerivePartyId("acme", "other");
    const auto confirmed = At(++time_, ConfirmMatch{kSabine, core::Uuid::Random(), "operator"});
    const auto registered = At(++time_, RegistrationOf(other, Sabine()));
    const auto [suspended, refused] = Together(confirmed, registered);
    BringTokenBack();
    EXPECT_TRUE(suspended->has_value());
    ASSERT_FALSE(refused->has_value());
    EXPECT_EQ(refused->error().code, core::ErrorCode::kUnavailable);
    EXPECT_EQ(Await(queries_.Get(kSabine))->status, KycStatus::kSuspended);
    EXPECT_FALSE(Await(queries_.Get(other)));
}

TEST_F(PartyBookTest, WithoutItsKeysNothingIsStoredAndTheCallerComesAgain) {
    TakeTokenAway();
    EXPECT_EQ(Refusal(RegistrationOf(kSabine, Sabine())), core::ErrorCode::kUnavailable);
    BringTokenBack();
    EXPECT_FALSE(Await(queries_.Get(kSabine)));
    Do(RegistrationOf(kSabine, Sabine()));
    EXPECT_EQ(Types(kSabine.value).size(), 1U);
}

}  // namespace
}  // namespace clearway::compliance
