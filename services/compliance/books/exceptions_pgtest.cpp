// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/onboarding_fixture.h"

namespace clearway::compliance {
namespace {

class ForgetfulCases final : public CaseCommands {
public:
    async::Task<core::Result<Case>> Submit(CaseCommand) override {
        co_return core::ErrorCode::kUnavailable;
    }
};

class ExceptionsTest : public OnboardingTest {
protected:
    // The listed entry says something else from now on.
    void ChangeEntry(const std::string& program) {
        auto list = WholeList();
        for (auto& name : list.names)
            if (name.name == "MADURO MOROS, Nicolas") list.entries[name.entry].program = program;
        lists_.Use(std::make_shared<const LoadedLists>(std::move(list), 1'000));
    }
    // Registered, a hit, cleared and verified.
    PartyId Cleared(const std::string& key) {
        const auto id = Register(key, Named(kListed)).id;
        Resolve(CasesOf(id).at(0).id, CaseStatus::kCleared);
        Do(Setting(KycStatus::kVerified, id));
        return id;
    }
};

TEST_F(ExceptionsTest, AClearedMatchOfAPartyStopsNoPaymentOfItAgain) {
    const auto id = Cleared("1");
    const auto answer = Pay("p", id);
    EXPECT_FALSE(answer.hit);
    EXPECT_FALSE(answer.case_id);
    EXPECT_TRUE(Pay("q", std::nullopt).hit) << "who has no record";
}

TEST_F(ExceptionsTest, AnotherPartyOfTheSameNameIsNotMeant) {
    Cleared("1");
    const auto other = Register("2", Named(kListed));
    EXPECT_EQ(CasesOf(other.id).size(), 1U);
    EXPECT_TRUE(Pay("p", other.id).hit);
}

TEST_F(ExceptionsTest, APartyThatChangedIsLookedAtAgain) {
    const auto id = Cleared("1");
    Change(id, {.birth_date = PersonalText("1962-11-23")});
    EXPECT_EQ(CasesOf(id).size(), 2U);
    EXPECT_TRUE(Pay("p", id).hit);
}

TEST_F(ExceptionsTest, AnEntryThatChangedIsLookedAtAgain) {
    const auto id = Cleared("1");
    ChangeEntry("OTHER");
    EXPECT_TRUE(Pay("p", id).hit);
}

TEST_F(ExceptionsTest, AnOtherEntryOfTheListIsNotMeant) {
    const auto id = Cleared("1");
    EXPECT_TRUE(Pay("p", id, "Viktor Bout").hit);
}

TEST_F(ExceptionsTest, AClearedCaseOfAPaymentIsRememberedForItsParty) {
    const auto id = Known(kListed);
    const auto first = Pay("p", id);
    ASSERT_TRUE(first.hit);
    EXPECT_TRUE(Pay("q", id).hit);
    Resolve(*first.case_id, CaseStatus::kCleared);
    EXPECT_FALSE(Pay("r", id).hit);
    EXPECT_TRUE(Pay("q", id).hit == false) << "the same match of the same party";
}

TEST_F(ExceptionsTest, AConfirmedCaseIsNoException) {
    const auto id = Known(kListed);
    Resolve(*Pay("p", id).case_id, CaseStatus::kConfirmed);
    EXPECT_TRUE(Pay("q", id).hit);
}

TEST_F(ExceptionsTest, AClearedCaseSaysNothingOfAMatchWhoseAlertItDoesNotHave) {
    const auto party = Register("1", Named(kListed));
    ChangeEntry("OTHER");
    ForgetfulCases forgetful;
    ScreenParty cut({.lists = lists_,
                     .cases = forgetful,
                     .parties = parties_,
                     .party_queries = party_reader_,
                     .exceptions = exceptions_,
                     .exception_queries = exception_reader_,
                     .digests = sealer_.digests,
                     .clock = clock_});
    EXPECT_FALSE(Await(cut.Run(party, {})));
    Resolve(CasesOf(party.id).at(0).id, CaseStatus::kCleared);
    EXPECT_TRUE(Pay("p", party.id).hit) << "nobody saw the entry as it is now";
    lists_.Use(WholeLists());
    EXPECT_FALSE(Pay("q", party.id).hit);
}

TEST_F(ExceptionsTest, AConfirmedMatchStaysOneWhenALaterCaseIsCleared) {
    const auto party = Register("1", Named(kListed));
    Resolve(CasesOf(party.id).at(0).id, CaseStatus::kConfirmed);
    ChangeEntry("OTHER");
    ASSERT_TRUE(Await(screen_.Run(party, {})));
    const auto cases = CasesOf(party.id);
    ASSERT_EQ(cases.size(), 2U);
    for (const auto& one : cases)
        if (one.status == CaseStatus::kOpen) Resolve(one.id, CaseStatus::kCleared);
    EXPECT_FALSE(Pay("p", party.id).hit);
    lists_.Use(WholeLists());
    EXPECT_TRUE(Pay("q", party.id).hit) << "the entry as it was when the match was confirmed";
}

TEST_F(ExceptionsTest, WhatAConfirmedCaseFoundStaysClosedThoughTheSameCaseIsClearedLater) {
    auto details = Named(kListed);
    details.other_names = {PersonalText("Viktor Bout")};
    const auto id = DerivePartyId("acme", "two names");
    Do(RegistrationOf(id, details));
    const auto first = Pay("p", id);
    Resolve(*first.case_id, CaseStatus::kConfirmed);
    EXPECT_EQ(Pay("p", id, "Viktor Bout").case_id, first.case_id) << "it is open again";
    Resolve(*first.case_id, CaseStatus::kCleared);
    EXPECT_FALSE(Pay("q", id, "Viktor Bout").hit);
    EXPECT_TRUE(Pay("r", id).hit);
}

TEST_F(ExceptionsTest, WhatOneCaseConfirmedEndsTheExceptionThatAnotherCaseMade) {
    const auto id = DerivePartyId("acme", "two payments");
    Do(RegistrationOf(id, Named(kListed)));
    const auto p = Pay("p", id), q = Pay("q", id), r = Pay("r", id);
    Resolve(*p.case_id, CaseStatus::kCleared);
    const auto in_force = Await(exception_reader_.Of(id)).value();
    ASSERT_FALSE(in_force.empty());
    Resolve(*q.case_id, CaseStatus::kConfirmed);
    EXPECT_TRUE(Await(exception_reader_.Of(id))->empty());
    EXPECT_EQ(Types(in_force[0].id),
              (std::vector<std::string>{"ScreeningExceptionAdded", "ScreeningExceptionRevoked"}));
    EXPECT_TRUE(Pay("s", id).hit);
    Resolve(*r.case_id, CaseStatus::kCleared);
    EXPECT_TRUE(Pay("t", id).hit) << "confirmed once, it is no exception";
}

TEST_F(ExceptionsTest, WhoEndsAnExceptionEndsAllOfTheSameMatch) {
    const auto id = DerivePartyId("acme", "two payments");
    Do(RegistrationOf(id, Named(kListed)));
    const auto p = Pay("p", id), q = Pay("q", id);
    Resolve(*p.case_id, CaseStatus::kCleared);
    Resolve(*q.case_id, CaseStatus::kCleared);
    const auto in_force = Await(exception_reader_.Of(id)).value();
    ExceptionCommand revoke = RevokeException{
        .id = in_force.at(0).id, .revoked_by = "ops", .reason = "in doubt", .at = clock_.Now()};
    const auto revoked = Await(exceptions_.Submit(std::move(revoke)));
    ASSERT_TRUE(revoked && *revoked);
    EXPECT_EQ((*revoked)->id, in_force[0].id);
    for (const auto& one : Await(exception_reader_.Of(id)).value())
        EXPECT_NE(one.entry_id, in_force[0].entry_id);
    const auto r = Pay("r", id);
    ASSERT_TRUE(r.hit);
    Resolve(*r.case_id, CaseStatus::kCleared);
    ExceptionCommand again = RevokeException{
        .id = in_force[0].id, .revoked_by = "ops", .reason = "in doubt", .at = clock_.Now()};
    ASSERT_TRUE(Await(exceptions_.Submit(std::move(again))));
    EXPECT_FALSE(Pay("s", id).hit) << "the call that is repeated ends nothing that came later";
}

TEST_F(ExceptionsTest, AnAlertThatCameAfterTheDecisionIsNotDecidedThoughTheFactArrivesLate) {
    auto details = Named(kListed);
    details.other_names = {PersonalText("Viktor Bout")};
    const auto id = DerivePartyId("acme", "two names");
    Do(RegistrationOf(id, details));
    const auto first = Pay("p", id);
    ASSERT_TRUE(Decide({.id = *first.case_id,
                        .decision = CaseStatus::kCleared,
                        .resolved_by = "ops",
                        .at = clock_.Now()}));
    EXPECT_TRUE(Pay("p", id, "Viktor Bout").hit) << "it opens the case again";
    exceptions_.Consume(Arriving(first.case_id->value));
    EXPECT_FALSE(Pay("q", id).hit);
    EXPECT_TRUE(Pay("r", id, "Viktor Bout").hit);
}

TEST_F(ExceptionsTest, APartysNameIsItsNameHoweverItIsWritten) {
    const auto id = Cleared("1");
    EXPECT_FALSE(Pay("p", id, "NICOLÁS  Maduro-Moros").hit);
}

TEST_F(ExceptionsTest, AnotherNameBesideAPartyHasNoExceptionOfIt) {
    const auto id = Cleared("1");
    EXPECT_TRUE(Pay("p", id, "Nicolas Madurro Moros").hit) << "the same entry";
}

TEST_F(ExceptionsTest, AnotherNameBesideAPartyIsNotJudgedByItsFacts) {
    Verified(kSabine);  // born in 1985: that would clear a name with typos of who was born in 1962
    EXPECT_TRUE(Pay("p", kSabine, "Nicolas Madurro Morros").hit);
}

TEST_F(ExceptionsTest, AClearedMatchOfAnotherNameIsNoExceptionOfTheParty) {
    Verified(kSabine);
    Resolve(*Pay("p", kSabine).case_id, CaseStatus::kCleared);
    EXPECT_TRUE(Await(exception_reader_.Of(kSabine))->empty());
    EXPECT_EQ(Number("SELECT count(*) FROM screening_exceptions"), 0);
}

TEST_F(ExceptionsTest, AnErasedPartyHasNoNameAndLendsNothing) {
    const auto id = Cleared("1");
    EXPECT_FALSE(Pay("p", id).hit);
    const vault::PersonId person(id.value);
    keys_.Erase({&person, 1});
    clock_.now += std::chrono::seconds(11);
    EXPECT_TRUE(Pay("q", id).hit);
}

TEST_F(ExceptionsTest, WhatIsKnownOfAPartyLeavesMemoryThoughNobodyAsksForIt) {
    Verified(kSabine);
    const std::weak_ptr<const PartyProfile> remembered = *Await(profiles_.Find(kSabine));
    profiles_.ForgetExpired();
    EXPECT_FALSE(remembered.expired());
    clock_.now += std::chrono::seconds(11);
    profiles_.ForgetExpired();
    EXPECT_TRUE(remembered.expired());
}

TEST_F(ExceptionsTest, OperatorsSeeThemAndEndThem) {
    const auto id = Cleared("1");
    const auto in_force = Await(exception_reader_.List({.party = id, .limit = 9}));
    ASSERT_FALSE(in_force->empty());
    for (const auto& one : *in_force) {
        ExceptionCommand revoke = RevokeException{
            .id = one.id, .revoked_by = "ops", .reason = "in doubt", .at = clock_.Now()};
        ASSERT_TRUE(Await(exceptions_.Submit(revoke)));
        ASSERT_TRUE(Await(exceptions_.Submit(std::move(revoke)))) << "again";
        EXPECT_EQ(Types(one.id), (std::vector<std::string>{"ScreeningExceptionAdded",
                                                           "ScreeningExceptionRevoked"}));
    }
    EXPECT_TRUE(Pay("p", id).hit);
    EXPECT_EQ(Await(exception_reader_.List({.limit = 9}))->at(0).state, ExceptionState::kRevoked);
}

TEST_F(ExceptionsTest, AHitComesBeforeTheLimitWhichIsAskedWhenTheHitIsCleared) {
    Verified(kSabine);
    ScreenCommand command{.payment = core::DerivePaymentId("acme", "p"),
                          .partner_id = "acme",
                          .parties = {{PartyRole::kDebtor, PersonalText(kListed), "DE", kSabine}},
                          .amount = core::Money(*core::Currency::Parse("EUR"), 100'000'000)};
    ScreenPayment screen(PaymentPorts());
    const auto held = Await(screen.Run(command));
    EXPECT_TRUE(held->hit);
    EXPECT_EQ(held->payer, PayerOutcome::kNoParty);
    EXPECT_EQ(Number("SELECT count(*) FROM limit_reservations"), 0);
    Resolve(*held->case_id, CaseStatus::kCleared);
    EXPECT_EQ(Await(screen.Run(command))->payer, PayerOutcome::kLimitExceeded);
    command.amount = core::Money(*core::Currency::Parse("EUR"), 100);
    EXPECT_EQ(Await(screen.Run(command))->payer, PayerOutcome::kAllowed);
    EXPECT_EQ(Number("SELECT count(*) FROM limit_reservations"), 1);
}

TEST_F(ExceptionsTest, APartyOfAnotherPartnerLendsNothing) {
    const auto id = Cleared("1");
    ScreenCommand command{.payment = core::DerivePaymentId("globex", "p"),
                          .partner_id = "globex",
                          .parties = {{PartyRole::kDebtor, PersonalText(kListed), "DE", id}}};
    EXPECT_TRUE(Await(ScreenPayment(PaymentPorts()).Run(std::move(command)))->hit);
}

TEST_F(ExceptionsTest, APayeeIsKnownWhicheverPartnersCustomerItIs) {
    const auto id = Cleared("1");
    ScreenCommand command{.payment = core::DerivePaymentId("globex", "p"),
                          .partner_id = "globex",
                          .parties = {{PartyRole::kCreditor, PersonalText(kListed), "DE", id}}};
    EXPECT_FALSE(Await(ScreenPayment(PaymentPorts()).Run(std::move(command)))->hit);
}

}  // namespace
}  // namespace clearway::compliance
