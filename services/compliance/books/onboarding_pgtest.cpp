// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/onboarding_fixture.h"

namespace clearway::compliance {
namespace {

TEST_F(OnboardingTest, AnOrdinaryCustomerIsScreenedWhenItIsRegistered) {
    const auto party = Register("1", Sabine());
    EXPECT_TRUE(party.IsScreened());
    EXPECT_TRUE(CasesOf(party.id).empty());
    Do(Setting(KycStatus::kVerified, party.id));
}

TEST_F(OnboardingTest, AListedOneHasACaseAndIsNotVerifiedBeforeItIsCleared) {
    const auto party = Register("1", Named(kListed));
    EXPECT_TRUE(party.IsScreened());
    const auto cases = CasesOf(party.id);
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].alerts.at(0).kind, AlertKind::kOnboarding);
    EXPECT_EQ(cases[0].matches.at(0).role, PartyRole::kHolder);
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified, party.id)), core::ErrorCode::kPartyNotCleared);
    EXPECT_TRUE(Await(party_reader_.Get(party.id))->case_open);
    Resolve(cases[0].id, CaseStatus::kCleared);
    Do(Setting(KycStatus::kVerified, party.id));
}

TEST_F(OnboardingTest, AConfirmedMatchSuspendsTheParty) {
    const auto party = Register("1", Named(kListed));
    Resolve(CasesOf(party.id).at(0).id, CaseStatus::kConfirmed);
    EXPECT_EQ(Await(party_reader_.Get(party.id))->status, KycStatus::kSuspended);
    EXPECT_EQ(Types(party.id.value).back(), "PartySuspended");
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified, party.id)),
              core::ErrorCode::kPartyStateConflict);
}

TEST_F(OnboardingTest, FactsLowerAScoreAsTheyDoForAnyName) {
    // One typo and another generation: no hit any more.
    auto details = Named("Nicolas Madurro Morros");
    EXPECT_EQ(CasesOf(Register("1", details).id).size(), 1U);
    details.birth_date = PersonalText("2001-01-01");
    EXPECT_TRUE(CasesOf(Register("2", details).id).empty());
}

TEST_F(OnboardingTest, WhatWasStoredAndNotScreenedIsScreenedLaterAndIsNeverVerifiedBefore) {
    const auto id = DerivePartyId("acme", "crashed");
    Do(RegistrationOf(id, Named(kListed)));  // and then the process was killed
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified, id)), core::ErrorCode::kPartyNotCleared);
    EXPECT_EQ(*Await(screen_.RunUnscreened()), 1U);
    EXPECT_EQ(CasesOf(id).size(), 1U);
    EXPECT_EQ(*Await(screen_.RunUnscreened()), 0U);
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified, id)), core::ErrorCode::kPartyNotCleared);
}

TEST_F(OnboardingTest, WhoIsErasedBeforeTheScreeningIsNotDueAnyMore) {
    const auto id = DerivePartyId("acme", "crashed");
    Do(RegistrationOf(id, Sabine()));
    ASSERT_EQ(Await(party_reader_.ListUnscreened({}, 10))->size(), 1U);
    const vault::PersonId person(id.value);
    keys_.Erase({&person, 1});
    EXPECT_TRUE(Await(party_reader_.ListUnscreened({}, 10))->empty());
    EXPECT_EQ(*Await(screen_.RunUnscreened()), 0U);
}

// A process that is killed between the alert and the note that the party was screened.
class ForgetfulParties final : public PartyCommands {
public:
    async::Task<core::Result<PartyReply>> Submit(PartyCommand) override {
        co_return core::ErrorCode::kUnavailable;
    }
};

TEST_F(OnboardingTest, AScreeningThatIsRepeatedRaisesItsAlertOnce) {
    const auto id = DerivePartyId("acme", "crashed");
    auto party = Do(RegistrationOf(id, Named(kListed)));
    ForgetfulParties forgetful;
    ScreenParty cut({.lists = lists_,
                     .cases = book_,
                     .parties = forgetful,
                     .party_queries = party_reader_,
                     .exceptions = exceptions_,
                     .exception_queries = exception_reader_,
                     .digests = sealer_.digests,
                     .clock = clock_});
    EXPECT_FALSE(Await(cut.Run(party, {})));
    EXPECT_EQ(*Await(screen_.RunUnscreened()), 1U);
    const auto cases = CasesOf(id);
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].alerts.size(), 1U);
}

TEST_F(OnboardingTest, OtherNamesAreScreenedAgain) {
    const auto party = Register("1", Sabine());
    Do(Setting(KycStatus::kVerified, party.id));
    const auto changed = Change(party.id, {.name = PersonalText(kListed)});
    EXPECT_EQ(changed.status, KycStatus::kPending);
    EXPECT_EQ(CasesOf(party.id).size(), 1U);
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified, party.id)), core::ErrorCode::kPartyNotCleared);
}

}  // namespace
}  // namespace clearway::compliance
