// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/decide_party.h"

#include <gtest/gtest.h>

#include "services/compliance/domain/parties/party_fixture.h"

namespace clearway::compliance {
namespace {

using core::ErrorCode;

const auto kCase = core::Uuid::Derive(kSabine.value, "case");

SetKycStatus Reopening(std::string by) {
    return {.id = kSabine, .status = KycStatus::kPending, .reason = "papers", .set_by = by};
}

class DecidePartyTest : public ::testing::Test {
protected:
    // The party after it, which the next command meets.
    PartyStep Take(decltype(PartyCommand::what) what) {
        auto step = Decide(party_, At(++time_, std::move(what)));
        EXPECT_TRUE(step);
        party_ = step->after;
        return *step;
    }
    ErrorCode Refusal(decltype(PartyCommand::what) what) {
        const auto step = Decide(party_, At(++time_, std::move(what)));
        return step ? ErrorCode::kInternal : step.error().code;
    }
    void Screened(bool hit = false) {
        Take(RecordPartyScreening{kSabine, party_->details_version, hit, "list-1"});
    }
    void Verified() {
        Take(RegistrationOf(kSabine, Sabine()));
        Screened();
        Take(Setting(KycStatus::kVerified));
    }

    std::optional<Party> party_;
    std::int64_t time_ = 0;
};

TEST_F(DecidePartyTest, RegistersAsPendingOfMediumRiskAndOfTheLowestTier) {
    const auto step = Take(RegistrationOf(kSabine, Sabine()));
    EXPECT_EQ(step.facts.size(), 1U);
    EXPECT_EQ(party_->status, KycStatus::kPending);
    EXPECT_EQ(party_->tier, KycTier::kBasic);
    EXPECT_EQ(party_->risk, RiskRating::kMedium);
    EXPECT_EQ(party_->version, 1);
    EXPECT_FALSE(party_->IsScreened());
}

TEST_F(DecidePartyTest, TheSameRegistrationAgainIsTheSamePartyAndAnotherOneIsRefused) {
    Take(RegistrationOf(kSabine, Sabine()));
    const auto again = Take(RegistrationOf(kSabine, Sabine()));
    EXPECT_TRUE(again.replayed);
    EXPECT_TRUE(again.facts.empty());
    auto other = Sabine();
    other.birth_date = PersonalText("1985-03-15");
    EXPECT_EQ(Refusal(RegistrationOf(kSabine, other)), ErrorCode::kIdempotencyKeyReused);
}

TEST_F(DecidePartyTest, IsNotVerifiedBeforeItWasScreened) {
    Take(RegistrationOf(kSabine, Sabine()));
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified)), ErrorCode::kPartyNotCleared);
    Screened();
    Take(Setting(KycStatus::kVerified));
    EXPECT_EQ(party_->status, KycStatus::kVerified);
}

TEST_F(DecidePartyTest, IsNotVerifiedWhileACaseAboutItIsOpen) {
    Take(RegistrationOf(kSabine, Sabine()));
    Screened(true);
    party_->case_open = true;
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified)), ErrorCode::kPartyNotCleared);
    party_->case_open = false;
    Take(Setting(KycStatus::kVerified));
}

TEST_F(DecidePartyTest, OtherNamesAreScreenedAndVerifiedAgain) {
    Verified();
    const auto step = Take(ChangeParty{kSabine, "acme", {.name = PersonalText("Sabine Weber")}});
    EXPECT_EQ(step.facts.size(), 2U);
    EXPECT_EQ(party_->version, 5);
    EXPECT_EQ(party_->status, KycStatus::kPending);
    EXPECT_FALSE(party_->IsScreened());
    EXPECT_EQ(party_->details.country, "DE") << "what is not given stays";
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified)), ErrorCode::kPartyNotCleared);
}

TEST_F(DecidePartyTest, AChangeThatChangesNothingIsNone) {
    Verified();
    EXPECT_TRUE(Take(ChangeParty{kSabine, "acme", {.country = "DE"}}).facts.empty());
    EXPECT_EQ(party_->status, KycStatus::kVerified);
}

TEST_F(DecidePartyTest, AScreeningOfFormerDetailsDoesNotCountForTheNewOnes) {
    Take(RegistrationOf(kSabine, Sabine()));
    Take(ChangeParty{kSabine, "acme", {.name = PersonalText("Sabine Weber")}});
    Take(RecordPartyScreening{kSabine, 1, false, "list-1"});
    EXPECT_FALSE(party_->IsScreened());
    EXPECT_TRUE(Take(RecordPartyScreening{kSabine, 3, false, "list-1"}).facts.empty());
    Screened();
    EXPECT_TRUE(party_->IsScreened());
}

TEST_F(DecidePartyTest, ForAnotherPartnerThereIsNoSuchParty) {
    Verified();
    EXPECT_EQ(Refusal(ChangeParty{kSabine, "globex", {.country = "FR"}}),
              ErrorCode::kPartyNotFound);
    EXPECT_EQ(Refusal(AddDocument{kSabine, "globex", {}}), ErrorCode::kPartyNotFound);
}

TEST_F(DecidePartyTest, AConfirmedMatchSuspendsIt) {
    Verified();
    const auto step = Take(ConfirmMatch{kSabine, core::Uuid::Random(), "operator"});
    EXPECT_EQ(step.facts.size(), 1U);
    EXPECT_EQ(party_->status, KycStatus::kSuspended);
    EXPECT_EQ(party_->status_reason, "a match was confirmed");
}

TEST_F(DecidePartyTest, AConfirmedMatchCountsAlsoOfAPartyThatIsSuspendedAndOnce) {
    Verified();
    Take(Setting(KycStatus::kSuspended));
    EXPECT_EQ(Take(ConfirmMatch{kSabine, kCase, "operator"}).facts.size(), 1U);
    EXPECT_EQ(party_->confirmed_case, kCase);
    EXPECT_TRUE(Take(ConfirmMatch{kSabine, kCase, "operator"}).facts.empty());
    Take(Reopening("anna"));
    EXPECT_EQ(party_->status, KycStatus::kSuspended);
}

TEST_F(DecidePartyTest, OneOperatorReopensWhatOneSuspended) {
    Verified();
    Take(Setting(KycStatus::kSuspended));
    Take(Setting(KycStatus::kPending));
    EXPECT_EQ(party_->status, KycStatus::kPending);
}

TEST_F(DecidePartyTest, WhatTwoConfirmedTwoReopen) {
    Verified();
    Take(ConfirmMatch{kSabine, kCase, "operator"});
    const auto first = Take(Reopening("anna"));
    ASSERT_EQ(first.facts.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<PartyReopeningProposed>(first.facts[0]));
    EXPECT_EQ(party_->status, KycStatus::kSuspended);
    EXPECT_EQ(party_->reopening->by, "anna");
    const auto again = Take(Reopening("anna"));
    EXPECT_TRUE(again.facts.empty()) << "the proposal stands, and approves nothing";
    EXPECT_EQ(party_->status, KycStatus::kSuspended);
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified)), ErrorCode::kPartyStateConflict);
    const auto second = Take(Reopening("ben"));
    EXPECT_EQ(party_->status, KycStatus::kPending);
    EXPECT_EQ(std::get<PartyStatusSet>(second.facts.at(0)).proposed_by, "anna");
    EXPECT_TRUE(party_->confirmed_case.IsNil());
    EXPECT_FALSE(party_->reopening);
    Take(Setting(KycStatus::kVerified));
}

TEST_F(DecidePartyTest, NobodyReopensOnAProposalThatDidNotKnowTheParty) {
    const std::vector<decltype(PartyCommand::what)> news = {
        ChangeParty{kSabine, "acme", {.name = PersonalText("Sabine Weber")}},
        ConfirmMatch{kSabine, core::Uuid::Random(), "operator"}, Setting(KycStatus::kSuspended)};
    for (const auto& one : news) {
        party_.reset();
        Verified();
        Take(ConfirmMatch{kSabine, kCase, "operator"});
        Take(Reopening("anna"));
        EXPECT_FALSE(Take(one).facts.empty());
        EXPECT_FALSE(party_->reopening);
        Take(Reopening("ben"));
        EXPECT_EQ(party_->status, KycStatus::kSuspended) << "he is the first now";
    }
}

TEST_F(DecidePartyTest, OneOperatorRejectsAPartyWhoseMatchWasConfirmed) {
    Verified();
    Take(ConfirmMatch{kSabine, kCase, "operator"});
    Take(Reopening("anna"));
    Take(Setting(KycStatus::kRejected));
    EXPECT_EQ(party_->status, KycStatus::kRejected);
    EXPECT_FALSE(party_->reopening);
}

TEST_F(DecidePartyTest, AHigherTierTakesTwoWhoAskForTheSame) {
    Verified();
    const auto first = Take(Tier(KycTier::kStandard, "anna"));
    ASSERT_EQ(first.facts.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<PartyTierProposed>(first.facts[0]));
    EXPECT_EQ(party_->tier, KycTier::kBasic);
    EXPECT_TRUE(Take(Tier(KycTier::kStandard, "anna")).facts.empty()) << "approves nothing";
    EXPECT_EQ(party_->higher_tier->by, "anna");
    Take(Tier(KycTier::kEnhanced, "ben"));
    EXPECT_EQ(party_->tier, KycTier::kBasic) << "another tier is another proposal";
    EXPECT_EQ(party_->higher_tier->by, "ben");
    const auto second = Take(Tier(KycTier::kEnhanced, "anna"));
    EXPECT_EQ(party_->tier, KycTier::kEnhanced);
    EXPECT_FALSE(party_->higher_tier);
    EXPECT_EQ(std::get<PartyTierSet>(second.facts.at(0)).proposed_by, "ben");
    EXPECT_TRUE(Take(Tier(KycTier::kEnhanced, "anna")).facts.empty());
}

TEST_F(DecidePartyTest, OneOperatorLowersATierAndWithdrawsAProposal) {
    Verified();
    party_->tier = KycTier::kStandard;
    Take(Tier(KycTier::kEnhanced, "anna"));
    const auto withdrawn = Take(Tier(KycTier::kStandard, "ben"));
    EXPECT_EQ(withdrawn.facts.size(), 1U);
    EXPECT_FALSE(party_->higher_tier);
    Take(Tier(KycTier::kEnhanced, "ben"));
    EXPECT_EQ(party_->tier, KycTier::kStandard) << "he is the first now";
    const auto lowered = Take(Tier(KycTier::kBasic, "anna"));
    EXPECT_EQ(party_->tier, KycTier::kBasic);
    EXPECT_FALSE(party_->higher_tier);
    EXPECT_EQ(std::get<PartyTierSet>(lowered.facts.at(0)).proposed_by, "");
}

TEST_F(DecidePartyTest, NobodyRaisesATierOnAProposalThatDidNotKnowTheParty) {
    const std::vector<decltype(PartyCommand::what)> news = {
        ChangeParty{kSabine, "acme", {.name = PersonalText("Sabine Weber")}},
        ConfirmMatch{kSabine, kCase, "operator"}};
    for (const auto& one : news) {
        party_.reset();
        Verified();
        Take(Tier(KycTier::kStandard, "anna"));
        Take(one);
        EXPECT_FALSE(party_->higher_tier);
        Take(Tier(KycTier::kStandard, "ben"));
        EXPECT_EQ(party_->tier, KycTier::kBasic);
    }
}

TEST_F(DecidePartyTest, ARejectedPartyStaysRejected) {
    Verified();
    Take(Setting(KycStatus::kRejected));
    for (const auto status : {KycStatus::kPending, KycStatus::kVerified, KycStatus::kSuspended})
        EXPECT_EQ(Refusal(Setting(status)), ErrorCode::kPartyStateConflict);
    EXPECT_TRUE(Take(ConfirmMatch{kSabine, core::Uuid::Random(), "operator"}).facts.empty());
}

TEST_F(DecidePartyTest, TheSameFileIsOneDocument) {
    Take(RegistrationOf(kSabine, Sabine()));
    const PartyDocument document{.document_id = DeriveDocumentId(kSabine, "passport", "aa"),
                                 .type = "passport",
                                 .number = {},
                                 .country = "DE",
                                 .expires_on = "",
                                 .sha256 = "aa",
                                 .added_at = {}};
    EXPECT_EQ(Take(AddDocument{kSabine, "acme", document}).facts.size(), 1U);
    EXPECT_TRUE(Take(AddDocument{kSabine, "acme", document}).facts.empty());
    EXPECT_EQ(party_->documents.size(), 1U);
}

TEST_F(DecidePartyTest, AReviewIsDoneOfVerifiedPartiesOnly) {
    Take(RegistrationOf(kSabine, Sabine()));
    EXPECT_EQ(Refusal(CompleteReview{kSabine, "fine", "operator"}), ErrorCode::kPartyStateConflict);
    Screened();
    Take(Setting(KycStatus::kVerified));
    const auto verified_at = party_->reviewed_at;
    Take(CompleteReview{kSabine, "fine", "operator"});
    EXPECT_GT(party_->reviewed_at, verified_at);
}

TEST_F(DecidePartyTest, NothingIsChangedOfAnErasedPartyButItsStatus) {
    Verified();
    party_->erased = true;
    EXPECT_EQ(Refusal(ChangeParty{kSabine, "acme", {.country = "FR"}}),
              ErrorCode::kPartyStateConflict);
    Take(Setting(KycStatus::kPending));
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified)), ErrorCode::kPartyStateConflict);
    Take(Setting(KycStatus::kRejected));
}

}  // namespace
}  // namespace clearway::compliance
