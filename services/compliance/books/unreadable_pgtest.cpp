// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/onboarding_fixture.h"

namespace clearway::compliance {
namespace {

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

TEST_F(UnreadableTest, ARecordThatDoesNotOpenAfterItsCaseWasResolvedHasTheNextOne) {
    const auto id = Waiting(1).front();
    const auto pass = [&](std::size_t cases) {
        for (int again = 0; again < 2; ++again) EXPECT_TRUE(Await(screen_.RunUnscreened()));
        const auto found = CasesOf(id);
        ASSERT_EQ(found.size(), cases);
        for (const auto& one : found) EXPECT_EQ(one.alerts.size(), 1U);
    };
    const auto resolve = [&] {
        for (const auto& one : CasesOf(id))
            if (one.status == CaseStatus::kOpen) Resolve(one.id, CaseStatus::kCleared);
    };
    Alter(id);
    pass(1);
    resolve();
    pass(2);
    Alter(id);
    pass(2);
    EXPECT_FALSE(IsDue(id)) << "mended";
    resolve();
    Alter(id);
    Execute("UPDATE parties SET screened_version = 0");  // as a rescreening that meets it does
    pass(3);
    EXPECT_EQ(std::ranges::count(CasesOf(id), CaseStatus::kOpen, &Case::status), 1);
}

TEST_F(UnreadableTest, TheLogTellsWhenARecordBreaksAndNotHowOftenItIsRead) {
    const auto id = PartyId(core::Uuid::Random());
    Do(RegistrationOf(id, Sabine()));
    const auto lines_of_five_readings = [&] {
        ::testing::internal::CaptureStderr();
        for (int i = 0; i < 5; ++i) EXPECT_TRUE(Await(party_reader_.Get(id)));
        const auto log = ::testing::internal::GetCapturedStderr();
        std::size_t lines = 0;
        for (auto at = log.find(id.ToString()); at != std::string::npos;
             at = log.find(id.ToString(), at + 1))
            ++lines;
        return lines;
    };
    for (int breaks = 0; breaks < 2; ++breaks) {
        Alter(id);
        EXPECT_EQ(lines_of_five_readings(), 1U);
        EXPECT_EQ(lines_of_five_readings(), 0U);
        Alter(id);
        EXPECT_LE(lines_of_five_readings(), 1U) << "that it opens again";
    }
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

TEST_F(UnreadableTest, NeitherRecordNorKeyThatIsBrokenKeepsAConfirmedMatchFromSuspending) {
    const auto ids = Waiting(3);
    Alter(ids[0]);
    // The token has lost the master key of the second one's key for ever.
    Execute("INSERT INTO key_encryption_keys (kek_id) VALUES ('lost')");
    Execute("UPDATE person_keys SET kek_id = 'lost' WHERE person_id = '" + ids[1].ToString() + "'");
    vault::PersonKeys unknown(database_.Url(), token_, system_clock_);  // nothing in memory yet
    const auto lane = LaneFor("restarted");
    PartyBook restarted{database_.Url(), *lane, runtime_.GetExecutor(), unknown};
    std::vector<events::ReceivedEvent> confirmed;
    for (const auto& id : ids) confirmed.push_back(ConfirmedCaseOf(id));
    restarted.Consume(confirmed);
    EXPECT_EQ(Number("SELECT count(*) FROM parties WHERE status = 4"), 3);  // suspended
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

}  // namespace
}  // namespace clearway::compliance
