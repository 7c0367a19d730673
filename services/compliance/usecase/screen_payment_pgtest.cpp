// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/screen_payment.h"

#include <unistd.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>

#include "services/compliance/books/customers_fixture.h"

namespace clearway::compliance {
namespace {

ScreenCommand Payment(int number, std::string creditor) {
    return {.payment = core::DerivePaymentId("acme", "screen-" + std::to_string(number)),
            .parties = {{PartyRole::kDebtor, core::Sensitive<std::string>("Jane Roe")},
                        {PartyRole::kCreditor, core::Sensitive<std::string>(std::move(creditor))}}};
}

class ScreenPaymentTest : public CustomersTest {
protected:
    ScreenAnswer Screen(int number, const char* creditor) {
        auto answer = Await(screen_.Run(Payment(number, creditor)));
        EXPECT_TRUE(answer);
        return *answer;
    }

    ScreenPayment screen_{PaymentPorts()};
};

TEST(LoadList, EndsTheStartWhenTheListIsNotWhole) {
    EXPECT_THROW(LoadList({.list_folder = "/nowhere", .list_month = "2026-01"}),
                 std::runtime_error);
    const auto folder = std::filesystem::temp_directory_path() /
                        ("clearway_cut_list_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    for (const auto* name : {"sdn.csv", "alt.csv", "sdn_comments.csv"})
        std::ofstream(folder / name) << "36,\"AERO\"";
    EXPECT_THROW(LoadList({.list_folder = folder.string(), .list_month = "2026-01"}),
                 std::runtime_error);
    std::filesystem::remove_all(folder);
}

TEST_F(ScreenPaymentTest, ClearsAnOrdinaryPaymentWithoutACase) {
    const auto answer = Screen(1, "Sabine Schneider");
    EXPECT_FALSE(answer.hit);
    EXPECT_FALSE(answer.case_id);
    EXPECT_EQ(answer.list_version, "ofac-sdn-2021-07/17caaae05e97");
}

async::Task<void> NoteSteps(ScreenPayment& screen, int number, std::vector<std::string>& steps) {
    steps.push_back("begins " + std::to_string(number));
    auto screening = screen.Run(Payment(number, "Sabine Schneider"));
    const auto answer = co_await std::move(screening);
    EXPECT_TRUE(answer);
    steps.push_back("ends " + std::to_string(number));
}

// The payments of a frame begin on one thread.
TEST_F(ScreenPaymentTest, LetsTheOthersOfItsFrameBeginBeforeItScreens) {
    std::vector<std::string> steps;
    boost::asio::io_context thread;
    for (const int number : {1, 2})
        boost::asio::co_spawn(thread, NoteSteps(screen_, number, steps), boost::asio::detached);
    thread.run();
    EXPECT_EQ(steps, (std::vector<std::string>{"begins 1", "begins 2", "ends 1", "ends 2"}));
}

TEST_F(ScreenPaymentTest, HasTheCaseStoredWhenAHitIsAnswered) {
    const auto answer = Screen(1, "Nicolás Maduro Moros");
    ASSERT_TRUE(answer.hit);
    ASSERT_TRUE(answer.case_id);
    const auto stored = Await(reader_.Get(*answer.case_id));
    ASSERT_TRUE(stored);
    ASSERT_FALSE(stored->opened.matches.empty());
    EXPECT_EQ(stored->opened.matches[0].listed_name, "MADURO MOROS, Nicolas");
    EXPECT_EQ(stored->opened.matches[0].role, PartyRole::kCreditor);
    EXPECT_EQ(stored->opened.matches[0].score, 1000);
    EXPECT_EQ(stored->opened.list_version, answer.list_version);
}

TEST_F(ScreenPaymentTest, FreezesWhatWasAskedAndWhyItFits) {
    const auto answer = Screen(1, "Nicolas Madurro Moros");
    const auto file = Await(reader_.Get(*answer.case_id));
    ASSERT_TRUE(file);
    const auto document = boost::json::parse(file->evidence.at(0).value());
    EXPECT_EQ(document.at("list_version").as_string(), answer.list_version);
    const auto& creditor = document.at("evidence").at("parties").at(1);
    EXPECT_EQ(creditor.at("name").as_string(), "Nicolas Madurro Moros");
    const auto& candidate = creditor.at("candidates").at(0);
    EXPECT_EQ(candidate.at("listed_name").as_string(), "MADURO MOROS, Nicolas");
    EXPECT_EQ(candidate.at("score").as_int64(), file->opened.matches.at(0).score);
    EXPECT_EQ(candidate.at("parts").as_array().size(), 3U);
    const std::string why(candidate.at("explanation").as_string());
    EXPECT_NE(why.find("madurro = maduro"), std::string::npos) << why;
}

TEST_F(ScreenPaymentTest, GivesTheSamePaymentTheSameCase) {
    const auto first = Screen(1, "Nicolás Maduro Moros");
    const auto second = Screen(1, "Nicolás Maduro Moros");
    EXPECT_EQ(first.case_id, second.case_id);
    EXPECT_EQ(Facts(first.case_id->value).size(), 1U);
    EXPECT_NE(Screen(2, "Nicolás Maduro Moros").case_id, first.case_id);
}

TEST_F(ScreenPaymentTest, FollowsTheOperatorsDecisionForThisPaymentAlone) {
    const auto first = Screen(1, "Nicolas Maduro Moros");
    Resolve(*first.case_id, CaseStatus::kCleared);
    const auto cleared = Screen(1, "Nicolas Maduro Moros");
    EXPECT_FALSE(cleared.hit);
    EXPECT_EQ(cleared.case_id, first.case_id);
    const auto other = Screen(2, "Nicolas Maduro Moros");
    EXPECT_TRUE(other.hit);
    Resolve(*other.case_id, CaseStatus::kConfirmed);
    EXPECT_TRUE(Screen(2, "Nicolas Maduro Moros").hit);
}

TEST_F(ScreenPaymentTest, HoldsAnotherListedPayeeUnderTheSameIdThoughTheFirstWasCleared) {
    const auto first = Screen(1, "Nicolas Maduro Moros");
    Resolve(*first.case_id, CaseStatus::kCleared);
    EXPECT_TRUE(Screen(1, "Nicolas Madurro Moros").hit);  // the same entry, another name
    Resolve(*first.case_id, CaseStatus::kCleared);
    EXPECT_FALSE(Screen(1, "Nicolas Maduro Moros").hit);
    EXPECT_FALSE(Screen(1, "Nicolas Madurro Moros").hit);
}

TEST_F(ScreenPaymentTest, HoldsAnotherUnreadableNameUnderTheSameIdThoughTheFirstWasCleared) {
    const auto first = Screen(1, "\xF0\x9F\x92\xB8 !!!");
    Resolve(*first.case_id, CaseStatus::kCleared);
    EXPECT_FALSE(Screen(1, "\xF0\x9F\x92\xB8 !!!").hit);
    EXPECT_TRUE(Screen(1, "\xF0\x9F\x92\xB8 ???").hit);
}

TEST_F(ScreenPaymentTest, HoldsANameThatCannotBeRead) {
    const auto answer = Screen(1, "\xF0\x9F\x92\xB8 !!!");
    EXPECT_TRUE(answer.hit);
    const auto stored = Await(reader_.Get(*answer.case_id));
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->opened.review_reason, kUnreadableName);
}

TEST_F(ScreenPaymentTest, HoldsANameThatHidesAListedOneBehindManyWords) {
    std::string name;
    for (std::size_t i = 0; i < kTokensMax; ++i) name += "x ";
    const auto hidden = name + "Nicolas Maduro Moros";
    EXPECT_TRUE(Screen(1, hidden.c_str()).hit);
    EXPECT_FALSE(Screen(2, name.c_str()).hit);  // every word was looked at
}

TEST_F(ScreenPaymentTest, HoldsAPaymentWhoseTextNamesAListedOne) {
    auto command = Payment(1, "Sabine Schneider");
    command.text = core::Sensitive<std::string>("invoice 12 for Nicolas Maduro Moros, thanks");
    const auto answer = Await(screen_.Run(command));
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->hit);
    const auto stored = Await(reader_.Get(*answer->case_id));
    EXPECT_EQ(stored->opened.matches.at(0).role, PartyRole::kText);
    Resolve(*answer->case_id, CaseStatus::kCleared);
    EXPECT_FALSE(Await(screen_.Run(command))->hit);
    command.payment = core::DerivePaymentId("acme", "another");
    command.text = core::Sensitive<std::string>("invoice 12, thanks to Ali");
    EXPECT_FALSE(Await(screen_.Run(command))->hit);
}

TEST_F(ScreenPaymentTest, SaysWhyInTheEvidence) {
    const auto answer = Screen(1, "Nicolas Madurro Moros");
    const auto stored = Await(reader_.Get(*answer.case_id));
    ASSERT_TRUE(stored->evidence.at(0));
    for (const auto* word : {"explanation", "parts", "similarity", "madurro", "facts"})
        EXPECT_NE(stored->evidence.at(0)->find(word), std::string::npos) << word;
}

TEST_F(ScreenPaymentTest, ACaseKnowsWhomItTellsOf) {
    auto command = Payment(1, "Nicolas Maduro Moros");
    for (auto& party : command.parties) party.person = core::Uuid::Random();
    const auto answer = Await(screen_.Run(command));
    ASSERT_TRUE(answer->case_id);
    for (const auto& party : command.parties)
        EXPECT_EQ(Number("SELECT count(*) FROM case_persons WHERE case_id = '" +
                         answer->case_id->ToString() + "' AND person_id = '" +
                         party.person->ToString() + "'"),
                  1);
}

TEST_F(ScreenPaymentTest, WhatStandsForANameCannotBeGuessedAndOutlastsARotation) {
    const auto first = Screen(1, "Nicolas Madurro Moros");
    const auto guess = first.case_id->ToString() + "\nnicolas madurro moros";
    EXPECT_EQ(Number("SELECT count(*) FROM case_matches WHERE role = 2"), 1);
    EXPECT_EQ(Number("SELECT count(*) FROM case_matches WHERE party_digest = "
                     "sha256(convert_to(E'" +
                     guess + "', 'UTF8'))"),
              0);
    token_.AddSearchKey();
    token_.AddKey();
    VaultNameDigests restarted(sealer_.vault);
    const auto before = Await(sealer_.digests.Get()), after = Await(restarted.Get());
    EXPECT_EQ((*before)(guess), (*after)(guess));
    EXPECT_EQ(Number("SELECT count(*) FROM case_matches WHERE party_digest = '\\x" +
                     core::ToHex((*after)(guess)) + "'"),
              1);
}

TEST_F(ScreenPaymentTest, WithoutTheKeyOfItsDigestsAHitIsUnavailableAndAClearAnswerIsNot) {
    vault::MemoryKeys away;
    away.before_hash = [] {
        throw vault::KeyEncryptionError(vault::KeyEncryptionError::Reason::kNoToken, "away");
    };
    vault::ServiceVault vault(away, database_.Url(), system_clock_);
    VaultNameDigests digests(vault);
    auto ports = PaymentPorts();
    ScreenPayment screen({.lists = ports.lists,
                          .cases = ports.cases,
                          .profiles = ports.profiles,
                          .exceptions = ports.exceptions,
                          .limits = ports.limits,
                          .digests = digests,
                          .clock = ports.clock});
    EXPECT_EQ(Await(screen.Run(Payment(1, "Nicolas Maduro Moros"))).error().code,
              core::ErrorCode::kUnavailable);
    EXPECT_FALSE(Await(screen.Run(Payment(2, "Sabine Schneider")))->hit);
    EXPECT_EQ(Number("SELECT count(*) FROM cases"), 0);
}

TEST_F(ScreenPaymentTest, KeepsNoScreenedNameInTheDatabase) {
    Screen(1, "Nicolas Madurro Moros");
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    for (const auto* table : {"cases", "case_matches", "case_alerts", "events"}) {
        const auto rows = transaction.exec("SELECT count(*) FROM " + std::string(table) +
                                           " t WHERE t::text ILIKE '%madurro%'");
        EXPECT_EQ(rows[0][0].as<int>(), 0) << table;
    }
}

}  // namespace
}  // namespace clearway::compliance
