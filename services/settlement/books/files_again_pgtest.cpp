// SPDX-License-Identifier: Apache-2.0
// Files that the rail never had are sent again, or are a person's.
#include "services/settlement/books/rail_files_fixture.h"
#include "services/settlement/usecase/rails/sending.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::State;
using FilesAgain = testing::RailFilesFixture;

class LargeFilesAgain : public testing::RailFilesFixture {
protected:
    LargeFilesAgain() : RailFilesFixture(WithLargeFiles()) {}

    static std::string WithLargeFiles() {
        const std::string key = R"("file_payments_max": )";
        std::string table = testing::kTableOfFiles;
        return table.replace(table.find(key + "3"), key.size() + 1, key + "100");
    }
};

TEST_F(FilesAgain, AForgottenFileIsSentAgainOnceForAllItsPayments) {
    Gather({"one", "two", "three"});
    clock.Set(kCutOff);
    network.fate = [](const auto& message) {
        return message.type == "file" ? Fate::kForgotten : Fate::kDelivered;
    };
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(StateOf("one"), State::kSubmitted);
    Pass(61min);
    DoDue();
    network.fate = [](const auto&) { return Fate::kDelivered; };
    Pass(5s);
    DoDue();
    DoDue();
    EXPECT_EQ(network.Sent("file").size(), 2U);
    EXPECT_EQ(network.Sent("enquiry").size(), 2U);  // the third one needed none
    EXPECT_EQ(Query("SELECT string_agg(attempts || ':' || state, ' ') FROM rail_transfers"),
              "2:3 2:3 2:3");
}

// Stopping it by not sending it again would stop the others, or send it after it was called
// stopped.
TEST_F(FilesAgain, WhatIsToBeStoppedInAFileThatTheRailNeverHadIsSentWithItAndThenStopped) {
    Gather({"one", "two"});
    clock.Set(kCutOff);
    LoseFiles();
    EXPECT_TRUE(MakeFiles());
    Step("one", rails::RequestRecall{});
    DoDue();  // the recall is of a payment that the rail never had
    EXPECT_EQ(StateOf("one"), State::kCreated);
    network.fate = [](const auto&) { return Fate::kDelivered; };
    DoDue();
    EXPECT_EQ(network.Sent("file").size(), 2U);
    EXPECT_EQ(At("one"), "pending");
    DoDue();  // another recall: the rail has answered the first one
    EXPECT_EQ(At("one"), "recalled");
    EXPECT_EQ(StateOf("one"), State::kRejected);
    EXPECT_EQ(StateOf("two"), State::kSubmitted);
}

TEST_F(FilesAgain, AFileWithAPaymentThatPeopleRejectedIsNotSentAgain) {
    Gather({"one", "two"});
    clock.Set(kCutOff);
    network.fate = [](const auto&) { return Fate::kLost; };
    EXPECT_TRUE(MakeFiles());
    for (const auto* who : {"ada", "bob"})
        Step("one",
             rails::PersonDecides{.accepted = false, .reason = {"MS03"}, .operator_id = who});
    ASSERT_EQ(StateOf("one"), State::kRejected);
    network.Say("absent", rails::DeriveTransactionId(Payment("two")));
    DoDue();
    network.fate = [](const auto&) { return Fate::kDelivered; };
    DoDue();
    EXPECT_EQ(network.Sent("file").size(), 1U);
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "other_message");
    EXPECT_TRUE(Due().empty());  // a person's
}

// All of its bytes would leave: what is settled might be paid twice.
TEST_F(FilesAgain, AFileOfWhichOnePaymentIsSettledIsNotSentAgain) {
    LoseInAFile({"one", "two"});
    network.Say("accepted", rails::DeriveTransactionId(Payment("one")));
    network.Say("absent", rails::DeriveTransactionId(Payment("two")));
    DoDue();
    Deliver();
    DoDue();
    EXPECT_EQ(network.Sent("file").size(), 1U);
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "other_message");
    EXPECT_TRUE(Due().empty());  // a person's
}

TEST_F(FilesAgain, AFileWithAPaymentThatTheRailWouldNotStopIsNotSentAgain) {
    LoseInAFile({"one", "two"});
    Step("one", rails::RequestRecall{});
    Step("one", rails::RecallSent{});
    Step("one", rails::Verdict{.kind = Kind::kRecallRefused, .message_id = "m"});
    network.Say("absent", rails::DeriveTransactionId(Payment("two")));
    DoDue();
    Deliver();
    DoDue();
    EXPECT_EQ(network.Sent("file").size(), 1U);
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "other_message");
    EXPECT_EQ(StateOf("one"), State::kUnknown);
    EXPECT_EQ(Of("one", "attempts"), "1");
}

TEST_F(FilesAgain, AFileInWhichAllIsToBeStoppedIsNotSentAgain) {
    LoseInAFile({"one", "two"});
    Step("one", rails::RequestRecall{});
    Step("two", rails::RequestRecall{});
    DoDue();  // the recalls are of payments that the rail never had
    Deliver();
    DoDue();
    DoDue();
    EXPECT_EQ(network.Sent("file").size(), 1U);
    EXPECT_EQ(network.Sent("recall").size(), 2U);
    for (const auto* name : {"one", "two"}) EXPECT_EQ(Of(name, "state || reason_code"), "6CUST");
    EXPECT_TRUE(Due().empty());
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

// A timer looks at those that are due first, and no further.
TEST_F(FilesAgain, AFileThatCannotBeToldNowIsNotDueMeanwhile) {
    LoseInAFile({"one", "two"});
    instructions.away = {Payment("two")};
    Pass(5s);
    DoDue();
    DoDue();
    ASSERT_EQ(Due().size(), 2U);
    for (const auto& transfer : Due()) {
        EXPECT_EQ(transfer.state, State::kCreated);
        EXPECT_GT(*transfer.due_at, clock.Now());
    }
    instructions.away.clear();
    Deliver();
    Pass(1min);
    DoDue();
    EXPECT_EQ(network.Sent("file").size(), 2U);
    EXPECT_EQ(At("two"), "pending");
}

// Whoever sent the first one hears late that it, or the copy that another sent, was refused.
TEST_F(FilesAgain, ThatACopyOfAFileIsRefusedRejectsNothing) {
    LoseInAFile({"one"});
    Pass(5s);
    DoDue();
    Deliver();
    DoDue();
    ASSERT_EQ(Of("one", "attempts"), "2");
    const auto file = rails::DeriveFileId("batch", *core::Currency::Parse("EUR"), kCutOff, 1);
    const auto late = Do(RailFileStep{.file = file, .event = usecase::RefusesAtTheDoor()});
    EXPECT_EQ(late->effect, rails::Effect::kAbsorbed);
    EXPECT_EQ(StateOf("one"), State::kSubmitted);
}

// At the door or by a message, while each enquiry says that the rail never had it.
TEST_F(FilesAgain, AFileWhoseCopiesAreAlwaysRefusedAsksAPerson) {
    LoseInAFile({"one", "two"});
    network.fate = [](const auto& message) {
        return message.type == "file" ? Fate::kRefused : Fate::kDelivered;
    };
    const auto sent = [&] { return network.Sent("file").size(); };
    for (int second = 0; sent() < 3 && second < 60; ++second, Pass(1s)) DoDue();
    ASSERT_EQ(sent(), 3U);
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
    for (int second = 0; second < 9; ++second, Pass(1s)) DoDue();
    EXPECT_EQ(sent(), 3U);
    EXPECT_EQ(Query("SELECT string_agg(DISTINCT kind, ' ') FROM rail_conflicts"), "not_taken");
    const auto waiting =
        async::BlockOn(runtime.GetExecutor(), reader.ListWaiting(clock.Now(), std::nullopt, 10));
    EXPECT_EQ(waiting->size(), 2U);
    Deliver();  // the rail is mended: no one is needed
    for (int second = 0; At("two").empty() && second < 60; ++second, Pass(1s)) DoDue();
    EXPECT_EQ(sent(), 4U);
    EXPECT_EQ(StateOf("one"), State::kSubmitted);
}

TEST_F(FilesAgain, WhatCannotBeBuiltAgainIsAPersons) {
    Gather({"one", "two"});
    clock.Set(kCutOff);
    LoseFiles();
    EXPECT_TRUE(MakeFiles());
    instructions.erased = {Payment("two")};
    Pass(5s);
    DoDue();
    DoDue();
    EXPECT_EQ(network.Sent("file").size(), 1U);
    EXPECT_EQ(Query("SELECT string_agg(DISTINCT kind, ' ') FROM rail_conflicts"), "other_message");
    EXPECT_TRUE(Due().empty());
}

// Not postponed for as long as the other name does not open, either.
TEST_F(FilesAgain, WhatCannotBeBuiltAgainIsAPersonsThoughAnotherNameDoesNotOpen) {
    LoseInAFile({"one", "two"});
    instructions.shut = {Payment("one")};
    instructions.erased = {Payment("two")};
    Pass(5s);
    DoDue();
    DoDue();
    EXPECT_EQ(Query("SELECT string_agg(DISTINCT kind, ' ') FROM rail_conflicts"), "other_message");
    EXPECT_TRUE(Due().empty());
}

// More payments than are asked about at once.
TEST_F(LargeFilesAgain, WhatCannotBeBuiltAgainIsAPersonsWhereverItStandsInTheFile) {
    std::vector<std::string> names;
    for (int i = 0; i < 70; ++i) names.push_back("payment " + std::to_string(i));
    Gather(names);
    while (!Due().empty()) DoDue();
    LoseInAFile({});
    const auto stored = async::BlockOn(
        runtime.GetExecutor(),
        reader.File(rails::DeriveFileId("batch", *core::Currency::Parse("EUR"), kCutOff, 1)));
    ASSERT_EQ(stored->payments.size(), names.size());
    instructions.shut = {stored->payments.front().order.payment};
    instructions.erased = {stored->payments.back().order.payment};
    Pass(5s);
    DoDue();
    DoDue();
    EXPECT_EQ(Query("SELECT string_agg(DISTINCT kind, ' ') FROM rail_conflicts"), "other_message");
    EXPECT_EQ(network.Sent("file").size(), 1U);
}

}  // namespace
}  // namespace clearway::settlement
