// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/customers_fixture.h"
#include "services/compliance/usecase/parties/keep_parties.h"

namespace clearway::compliance {
namespace {

PartyDetails Named(std::string name) {
    return {.name = PersonalText(std::move(name)), .country = "DE"};
}

constexpr char kListed[] = "Nicolas Maduro Moros";

class OnboardingTest : public CustomersTest {
protected:
    Party Register(const std::string& key, PartyDetails details) {
        rpc::CallContext call;
        call.partner_id = "acme";
        call.idempotency_key = key;
        auto party = Await(keep_.Register(call, PartyKind::kPerson, std::move(details)));
        EXPECT_TRUE(party);
        return *party;
    }
    Party Change(const PartyId& id, PartyDetails changes) {
        rpc::CallContext call;
        call.partner_id = "acme";
        return *Await(keep_.Change(call, id, std::move(changes)));
    }
    std::vector<Case> CasesOf(const PartyId& id) {
        std::vector<Case> cases;
        auto all = Await(reader_.List({.limit = 100}));
        EXPECT_TRUE(all);
        for (auto& one : *all)
            if (one.subject == Subject{SubjectKind::kParty, id.value})
                cases.push_back(std::move(one));
        return cases;
    }
    ScreenAnswer Pay(const std::string& key, const std::optional<PartyId>& debtor,
                     const std::string& name = kListed) {
        ScreenCommand command{.payment = core::DerivePaymentId("acme", key),
                              .partner_id = "acme",
                              .parties = {{PartyRole::kDebtor, PersonalText(name), "DE", debtor},
                                          {PartyRole::kCreditor, PersonalText("Jane Roe")}}};
        const auto answer = Await(ScreenPayment(PaymentPorts()).Run(std::move(command)));
        EXPECT_TRUE(answer);
        return *answer;
    }

    ScreenParty screen_{{.lists = lists_,
                         .cases = book_,
                         .parties = parties_,
                         .party_queries = party_reader_,
                         .exceptions = exceptions_,
                         .exception_queries = exception_reader_,
                         .digests = sealer_.digests,
                         .clock = clock_}};
    KeepParties keep_{parties_, party_reader_, screen_, clock_};
};

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

class UnreadableTest : public OnboardingTest {
protected:
    // As if the process had been killed before they were screened; in the order of their ids.
    std::vector<PartyId> Waiting(int count) {
        std::vector<PartyId> ids;
        for (int i = 0; i < count; ++i) ids.push_back(DerivePartyId("acme", std::to_string(i)));
        std::ranges::sort(ids);
        for (const auto& id : ids) Do(RegistrationOf(id, Sabine()));
        return ids;
    }
    void Execute(const std::string& sql) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get(), postgres::Access::kWrite);
        transaction.exec(sql);
        transaction.commit();
    }
    // One bit; once more and it is as it was.
    void Alter(const PartyId& id) {
        Execute(
            "UPDATE parties SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) "
            "WHERE party_id = '" +
            id.ToString() + "'");
    }
    bool IsDue(const PartyId& id) {
        return Number(
                   "SELECT count(*) FROM parties WHERE screened_version < details_version AND "
                   "party_id = '" +
                   id.ToString() + "'") == 1;
    }
};

TEST_F(UnreadableTest, ARecordThatDoesNotOpenHasACaseAndKeepsNobodyWaiting) {
    const auto ids = Waiting(3);
    Alter(ids[0]);
    for (int again = 0; again < 3; ++again)
        EXPECT_EQ(Await(screen_.RunUnscreened()).value(), again == 0 ? 2U : 0U);
    EXPECT_TRUE(IsDue(ids[0]));
    const auto cases = CasesOf(ids[0]);
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].review_reason, "unreadable_record");
    EXPECT_EQ(cases[0].alerts.size(), 1U);
    const auto file = Await(reader_.Get(cases[0].id));
    EXPECT_NE(file->evidence.at(0)->find(ids[0].ToString()), std::string::npos);
    Alter(ids[0]);
    EXPECT_EQ(Await(screen_.RunUnscreened()).value(), 1U) << "mended";
    EXPECT_FALSE(IsDue(ids[0]));
    EXPECT_EQ(Await(party_reader_.Get(ids[0]))->details, Sabine());
}

TEST_F(UnreadableTest, ItsPaymentsAreScreenedUnderTheirOwnNameAndKeepNobodyWaiting) {
    const auto ids = Waiting(1);
    Alter(ids[0]);
    EXPECT_FALSE(Pay("p", ids[0], "Sabine Schneider").hit);
    EXPECT_TRUE(Pay("q", ids[0]).hit);
}

TEST_F(UnreadableTest, KeysOutOfReachStopTheWorkAndNobodyIsPassedOver) {
    const auto ids = Waiting(2);
    vault::PersonKeys unknown(database_.Url(), token_, system_clock_);  // nothing in memory yet
    PartyReader reader(readers_, unknown);
    token_.before_unwrap = [] {
        throw vault::KeyEncryptionError(vault::KeyEncryptionError::Reason::kNoToken, "away");
    };
    EXPECT_EQ(Await(reader.Page({}, 10)).error().code, core::ErrorCode::kUnavailable);
    EXPECT_EQ(Await(reader.ListUnscreened({}, 10)).error().code, core::ErrorCode::kUnavailable);
    token_.before_unwrap = [] {};
    for (const auto& party : Await(reader.Page({}, 10)).value()) EXPECT_FALSE(party.unreadable);
}

TEST_F(UnreadableTest, APartyWhoseKeyWasAlteredHidesNobodyAndCanHaveItsCase) {
    const auto ids = Waiting(2);
    Execute(
        "UPDATE person_keys SET wrapped = set_byte(wrapped, 9, get_byte(wrapped, 9) # 1) WHERE "
        "person_id = '" +
        ids[0].ToString() + "'");
    vault::ServiceVault restarted(token_, database_.Url(), system_clock_);
    PartyReader reader(readers_, restarted.Persons());
    const auto page = Await(reader.Page({}, 10)).value();
    ASSERT_EQ(page.size(), 2U);
    EXPECT_TRUE(page[0].unreadable && page[0].names.empty());
    EXPECT_FALSE(page[1].unreadable);
    EXPECT_TRUE(Await(reader.Get(ids[0]))->unreadable);
    // What is found of it is sealed under a new key.
    VaultSealer sealer(restarted);
    std::vector<CaseText> texts{{ids[0].value, TextPlace::kEvidence, core::Uuid::Random(), "text"}};
    texts[0].text = sealer.Seal(texts).at(0);
    EXPECT_EQ(sealer.Open(texts).at(0), "text");
}

TEST_F(UnreadableTest, WhatIsSealedIsNotWrittenOverByWhoCannotReadIt) {
    const auto ids = Waiting(1);
    Do(RecordPartyScreening{ids[0], 1, false, "list-1"});
    Alter(ids[0]);
    EXPECT_EQ(Refusal(ChangeParty{ids[0], "acme", {.country = "FR"}}),
              core::ErrorCode::kUnavailable);
    EXPECT_EQ(Refusal(RegistrationOf(ids[0], Sabine())), core::ErrorCode::kUnavailable);
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified, ids[0])), core::ErrorCode::kUnavailable);
    Do(Setting(KycStatus::kSuspended, ids[0]));
    Alter(ids[0]);
    const auto mended = Await(party_reader_.Get(ids[0]));
    EXPECT_EQ(mended->details, Sabine());
    EXPECT_EQ(mended->status, KycStatus::kSuspended);
}

TEST_F(OnboardingTest, OtherNamesAreScreenedAgain) {
    const auto party = Register("1", Sabine());
    Do(Setting(KycStatus::kVerified, party.id));
    const auto changed = Change(party.id, {.name = PersonalText(kListed)});
    EXPECT_EQ(changed.status, KycStatus::kPending);
    EXPECT_EQ(CasesOf(party.id).size(), 1U);
    EXPECT_EQ(Refusal(Setting(KycStatus::kVerified, party.id)), core::ErrorCode::kPartyNotCleared);
}

// Cases that cannot be stored: the process is killed after the note of the matches.
class ForgetfulCases final : public CaseCommands {
public:
    async::Task<core::Result<Case>> Submit(CaseCommand) override {
        co_return core::ErrorCode::kUnavailable;
    }
};

class ExceptionsTest : public OnboardingTest {
protected:
    // Known as that name and verified, though nobody looked at a match.
    PartyId Known(const std::string& name) {
        const auto id = DerivePartyId("acme", name);
        Do(RegistrationOf(id, Named(name)));
        Do(RecordPartyScreening{id, 1, false, "list-1"});
        Do(Setting(KycStatus::kVerified, id));
        return id;
    }
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
    EXPECT_TRUE(Pay("r", id).hit);
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

}  // namespace
}  // namespace clearway::compliance
