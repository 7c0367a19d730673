// SPDX-License-Identifier: Apache-2.0
// Files of payments over the real book; only the network is not real.
#include "services/settlement/usecase/rails/rail_files.h"

#include "services/settlement/books/file_network_fixture.h"
#include "services/settlement/books/rail_book_fixture.h"
#include "services/settlement/store/rails/open_rails.h"
#include "services/settlement/usecase/rails/cut_off_timer.h"
#include "services/settlement/usecase/rails/rail_listener.h"
#include "services/settlement/usecase/rails/rail_timer.h"
#include "services/settlement/usecase/rails/sending.h"
#include "testing/test_database.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::State;
using testing::FileNetwork;
using Fate = FileNetwork::Fate;

constexpr char kTable[] = R"({
  "id": "routing", "version": "1",
  "rails": [{"name": "batch", "kind": "batch", "cost": {"EUR": 2, "SEK": 2},
             "cut_offs": ["10:00", "15:00"], "open": {"calendar": "target"},
             "cycle_minutes": 60, "answer_within_ms": 60000, "enquire_after_ms": 5000,
             "enquiries_before_person": 3, "enquiries_at_once": 2, "file_payments_max": 3}],
  "rules": [{"id": "all", "rails": ["batch"]}]
})";

class RailFilesTest : public testing::RailBookFixture {
protected:
    RailFilesTest() : RailBookFixture(kTable) {}

    void SetUp() override {
        clock.Set(kStart);
        speakers.emplace("batch", std::make_unique<testing::FileRail>());
        Restart();
    }

    // As after a crash: what was only in memory is gone.
    void Restart() {
        router = std::make_unique<usecase::RailRouter>(booked_table, clock);
        files = std::make_unique<usecase::RailFiles>(
            usecase::RailFiles::Ports{book, reader, network, instructions, clock}, booked_table,
            speakers);
        resolver = std::make_unique<usecase::RailResolver>(
            usecase::RailPorts{book, network, instructions, clock, files.get()}, *router, speakers);
    }
    void Order(const std::string& name, const char* currency = "EUR") {
        auto open = OrderOf(name);
        open.order.amount = core::Money(*core::Currency::Parse(currency), 12'34);
        ASSERT_TRUE(Do(open));
        clock.Set(clock.Now() + 1ms);
    }
    // Ordered one after the other, and looked at by the resolver.
    void Gather(const std::vector<std::string>& names) {
        for (const auto& name : names) Order(name);
        DoDue();
    }
    void DoDue() {
        for (const auto& transfer : Due())
            if (*transfer.due_at <= clock.Now()) Await(resolver->Do(transfer));
        Await(usecase::RailListener::ListenOnce("batch", *speakers.at("batch"),
                                                {book, reader, network, *router}));
    }
    bool Await(async::Task<bool> task) {
        return async::BlockOn(runtime.GetExecutor(), std::move(task));
    }
    std::vector<RailCollection> Collections() {
        return *async::BlockOn(runtime.GetExecutor(), reader.Collections(10));
    }
    // The files whose cut-off is reached; false when some are left.
    bool MakeFiles() {
        bool all = true;
        for (const auto& collection : Collections())
            if (collection.cut_off <= clock.Now()) all = Await(files->Make(collection)) && all;
        return all;
    }
    void LoseFiles() {
        network.fate = [](const auto& message) {
            return message.type == "file" ? Fate::kLost : Fate::kDelivered;
        };
    }
    void Deliver() {
        network.fate = [](const auto&) { return Fate::kDelivered; };
    }
    // Each is in a file that was lost.
    void LoseInAFile(const std::vector<std::string>& names) {
        Gather(names);
        clock.Set(kCutOff);
        LoseFiles();
        EXPECT_TRUE(MakeFiles());
    }
    void Pass(std::chrono::milliseconds time) { clock.Set(clock.Now() + time); }
    State StateOf(const std::string& name) {
        return static_cast<State>(std::stoi(Of(name, "state")));
    }
    std::string Of(const std::string& name, const std::string& column) {
        return Query("SELECT " + column + " FROM rail_transfers WHERE id = '" +
                     IdOf(name).ToString() + "'");
    }
    std::string At(const std::string& name) { return network.At(Payment(name)); }
    static std::string FileName(int number) {
        return rails::DeriveFileMessageId(
            rails::DeriveFileId("batch", *core::Currency::Parse("EUR"), kCutOff, number));
    }

    // A closing day of TARGET; the next day's first cut-off is at 10:00.
    static constexpr core::Timestamp kStart{std::chrono::microseconds(1'767'225'600'000'000)};
    static constexpr core::Timestamp kCutOff = kStart + 34h;
    rails::Rails speakers;
    FileNetwork network;
    testing::NamedInstructions instructions;
    std::unique_ptr<usecase::RailRouter> router;
    std::unique_ptr<usecase::RailFiles> files;
    std::unique_ptr<usecase::RailResolver> resolver;
};

TEST_F(RailFilesTest, WhatIsGatheredLeavesInOneFileAtTheCutOff) {
    Gather({"one", "two", "three"});
    EXPECT_EQ(StateOf("one"), State::kCreated);
    EXPECT_EQ(Of("one", "rail || ' ' || rule || ' ' || attempts"), "batch routing/1#all 0");
    EXPECT_EQ(FactsOf(IdOf("one")), "RailTransferGathered");
    EXPECT_TRUE(Due().empty());
    ASSERT_EQ(Collections().size(), 1U);
    EXPECT_EQ(Collections().at(0).cut_off, kCutOff);
    EXPECT_EQ(cut_offs_noticed.back(), kCutOff);
    EXPECT_LT(noticed.back(), kCutOff);
    EXPECT_TRUE(MakeFiles());
    EXPECT_TRUE(network.Sent("file").empty());

    clock.Set(kCutOff);
    EXPECT_TRUE(MakeFiles());
    ASSERT_EQ(network.Sent("file").size(), 1U);
    std::string lines;
    for (const auto* name : {"one", "two", "three"})
        lines += rails::DeriveTransactionId(Payment(name)) + " Ada\n";
    EXPECT_EQ(network.Sent("file").at(0).content.Reveal(), lines);
    EXPECT_EQ(network.Sent("file").at(0).id, FileName(1));
    EXPECT_EQ(StateOf("two"), State::kSubmitted);
    // The cycle that took it ends at 11:00.
    for (const auto& transfer : Due()) EXPECT_EQ(transfer.due_at, kCutOff + 61min);
    EXPECT_EQ(Query("SELECT count(*) || min(message_id) FROM rail_messages WHERE outgoing"),
              "1" + FileName(1));

    network.accepts = [&](const auto& transaction) {
        return transaction != rails::DeriveTransactionId(Payment("two"));
    };
    network.EndCycle();
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    EXPECT_EQ(StateOf("two"), State::kRejected);
    EXPECT_EQ(FactsOf(IdOf("one")),
              "RailTransferGathered RailTransferSubmitted RailTransferAccepted");
    EXPECT_TRUE(Due().empty());
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

TEST_F(RailFilesTest, SeveralFilesLeaveWhenOneDoesNotHoldThemAllAndEachIsOfOneCurrency) {
    Gather({"1", "2", "3", "4", "5", "6", "7"});
    Order("kronor", "SEK");
    DoDue();
    clock.Set(kCutOff);
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(
        Query("SELECT string_agg(currency || number || ':' || payments, ' ' ORDER BY currency, "
              "number) FROM (SELECT f.currency, number, count(*) AS payments FROM rail_files f "
              "JOIN rail_transfers t ON t.file_id = f.id GROUP BY f.currency, number) AS files"),
        "EUR1:3 EUR2:3 EUR3:1 SEK1:1");
    // What is ordered now leaves at the next one.
    Gather({"late"});
    EXPECT_EQ(Collections().at(0).cut_off, kCutOff + 5h);
    postgres::Connection connection(database.Url());
    postgres::Transaction transaction(connection.Get());
    const auto waiting = CountWaiting(transaction);
    EXPECT_EQ(waiting.open, 8);
    EXPECT_EQ(waiting.files, 4);
    EXPECT_EQ(waiting.gathered, 1);
    EXPECT_EQ(waiting.cut_off, kCutOff + 5h);
    EXPECT_EQ(waiting.oldest_file, kCutOff);
}

// Written down, and then the process was gone: before it sent, for all that the next one knows.
TEST_F(RailFilesTest, WhoIsKilledBetweenStoringAndSendingIsFollowedByAnotherWithTheSameBytes) {
    Gather({"one", "two", "three"});
    clock.Set(kCutOff);
    network.fate = [](const auto&) { return Fate::kKilled; };
    EXPECT_THROW(MakeFiles(), std::runtime_error);
    EXPECT_EQ(StateOf("one"), State::kSubmitting);
    Restart();
    network.fate = [](const auto&) { return Fate::kDelivered; };
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(network.Sent("file").size(), 1U);  // not by guess
    Pass(20s);
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kUnknown);
    Pass(5s);
    DoDue();  // two of the three are enquired, and the rail never had them
    EXPECT_EQ(network.Sent("enquiry").size(), 2U);
    Pass(1s);
    DoDue();
    ASSERT_EQ(network.Sent("file").size(), 2U);
    EXPECT_EQ(network.Sent("file")[0].content, network.Sent("file")[1].content);
    EXPECT_EQ(network.Sent("file")[0].id, network.Sent("file")[1].id);
    for (const auto* name : {"one", "two", "three"}) {
        EXPECT_EQ(StateOf(name), State::kSubmitted) << name;
        EXPECT_EQ(Of(name, "attempts"), "2") << name;
    }
    network.EndCycle();
    DoDue();
    EXPECT_EQ(StateOf("three"), State::kAccepted);
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

TEST_F(RailFilesTest, AForgottenFileIsSentAgainOnceForAllItsPayments) {
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

// The rail has it, and nobody knows: it is enquired, some payments at a time, and not sent again.
TEST_F(RailFilesTest, ALostAcknowledgementIsEnquiredSomeAtATime) {
    Gather({"one", "two", "three"});
    clock.Set(kCutOff);
    network.fate = [](const auto& message) {
        return message.type == "file" ? Fate::kDeliveredInSilence : Fate::kDelivered;
    };
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(StateOf("one"), State::kUnknown);
    Pass(5s);
    DoDue();
    EXPECT_EQ(network.Sent("enquiry").size(), 2U);
    Pass(5s);
    DoDue();
    EXPECT_EQ(network.Sent("enquiry").size(), 3U);  // of the others it said that it has them
    network.EndCycle();
    DoDue();
    for (const auto* name : {"one", "two", "three"}) EXPECT_EQ(StateOf(name), State::kAccepted);
    EXPECT_EQ(network.Sent("file").size(), 1U);
}

TEST_F(RailFilesTest, AFileThatIsRefusedIsRejectedWhole) {
    Gather({"one", "two"});
    clock.Set(kCutOff);
    network.fate = [](const auto&) { return Fate::kRefused; };
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(Query("SELECT string_agg(state || reason_code, ' ') FROM rail_transfers"),
              "6FF01 6FF01");
}

TEST_F(RailFilesTest, WhatTheRailSaysOfAFileIsSaidOfAllItsPayments) {
    Gather({"one", "two"});
    clock.Set(kCutOff);
    EXPECT_TRUE(MakeFiles());
    network.Say("accepted", FileName(1));
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kAccepted);
    EXPECT_EQ(StateOf("two"), State::kAccepted);
    network.Say("rejected", FileName(1));  // a contradiction for each
    network.Say("rejected", FileName(7));  // of a file that was never there
    DoDue();
    EXPECT_EQ(Query("SELECT string_agg(kind, ' ' ORDER BY kind) FROM rail_conflicts"),
              "contradiction contradiction unknown_transfer");
    EXPECT_EQ(StateOf("one"), State::kAccepted);
}

TEST_F(RailFilesTest, WhatIsSaidOfAPaymentThatIsOnlyGatheredMovesNothing) {
    Gather({"one"});
    network.Say("accepted", rails::DeriveTransactionId(Payment("one")));
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kCreated);
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "unknown_transfer");
}

TEST_F(RailFilesTest, ARecallBeforeTheCutOffTakesItOutOfTheCollection) {
    Gather({"one", "two"});
    Step("one", rails::RequestRecall{});
    EXPECT_EQ(Of("one", "state || reason_code"), "6CUST");
    clock.Set(kCutOff);
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(At("one"), "");
    EXPECT_EQ(At("two"), "pending");
}

TEST_F(RailFilesTest, ARecallAfterTheCutOffGoesToTheRail) {
    Gather({"one", "two"});
    clock.Set(kCutOff);
    EXPECT_TRUE(MakeFiles());
    Step("one", rails::RequestRecall{});
    DoDue();
    ASSERT_EQ(network.Sent("recall").size(), 1U);
    EXPECT_TRUE(network.Sent("recall")[0].content.Reveal().ends_with(FileName(1)));
    EXPECT_EQ(StateOf("one"), State::kRejected);
    EXPECT_EQ(At("one"), "recalled");
    network.EndCycle();
    DoDue();
    EXPECT_EQ(StateOf("two"), State::kAccepted);
}

// Stopping it by not sending it again would stop the others, or send it after it was called
// stopped.
TEST_F(RailFilesTest, WhatIsToBeStoppedInAFileThatTheRailNeverHadIsSentWithItAndThenStopped) {
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

TEST_F(RailFilesTest, AFileWithAPaymentThatPeopleRejectedIsNotSentAgain) {
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
TEST_F(RailFilesTest, AFileOfWhichOnePaymentIsSettledIsNotSentAgain) {
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

TEST_F(RailFilesTest, AFileWithAPaymentThatTheRailWouldNotStopIsNotSentAgain) {
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

TEST_F(RailFilesTest, AFileInWhichAllIsToBeStoppedIsNotSentAgain) {
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
TEST_F(RailFilesTest, AFileThatCannotBeToldNowIsNotDueMeanwhile) {
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
TEST_F(RailFilesTest, ThatACopyOfAFileIsRefusedRejectsNothing) {
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

TEST_F(RailFilesTest, WhatCannotBeBuiltAgainIsAPersons) {
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

TEST_F(RailFilesTest, WhatCannotBeBuiltIsGivenUpAndDoesNotHoldUpItsFile) {
    Gather({"erased", "unsayable", "good"});
    instructions.erased = {Payment("erased")};
    instructions.unsayable = {Payment("unsayable")};
    clock.Set(kCutOff);
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(Of("erased", "state || reason_code"), "6MS03");
    EXPECT_EQ(Of("unsayable", "state || reason_code"), "6FF01");
    EXPECT_EQ(At("good"), "pending");
    EXPECT_EQ(Of("good", "file_position"), "0");
}

TEST_F(RailFilesTest, WhoseInstructionIsAwayLeavesInALaterFile) {
    Gather({"away", "good"});
    instructions.away = {Payment("away")};
    clock.Set(kCutOff);
    EXPECT_FALSE(MakeFiles());  // to be tried again
    EXPECT_EQ(At("good"), "pending");
    EXPECT_EQ(StateOf("away"), State::kCreated);
    instructions.away.clear();
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(network.Sent("file").size(), 2U);
    EXPECT_EQ(network.Sent("file").at(1).id, FileName(2));
    EXPECT_EQ(At("away"), "pending");
}

// One payer whose name does not open must not hold up the others.
TEST_F(RailFilesTest, WhatManyCannotBeToldOfDoesNotHoldUpTheOthers) {
    Gather({"good", "1", "2", "3", "4", "late"});
    for (const auto* name : {"1", "2", "3", "4"}) instructions.away.insert(Payment(name));
    clock.Set(kCutOff);
    EXPECT_FALSE(MakeFiles());
    EXPECT_EQ(At("good"), "pending");
    EXPECT_EQ(At("late"), "pending");
    EXPECT_EQ(StateOf("1"), State::kCreated);
}

// More than an amount of a message has digits.
TEST_F(RailFilesTest, AFileEndsWhereItsSumWouldNotFit) {
    for (const auto* name : {"one", "two"}) {
        auto open = OrderOf(name);
        open.order.amount = core::Money(*core::Currency::Parse("EUR"), 999'999'999'999'999'999);
        ASSERT_TRUE(Do(open));
    }
    DoDue();
    clock.Set(kCutOff);
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(network.Sent("file").size(), 2U);
}

TEST_F(RailFilesTest, WhoIsStoppedMakesNoOtherFile) {
    Gather({"one"});
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(Await(files->Make(Collections().at(0), stop.get_token())));
    EXPECT_TRUE(network.Sent("file").empty());
}

// Its message would name a day on which the rail does not settle.
TEST_F(RailFilesTest, WhatMissedItsCutOffLeavesOnABusinessDay) {
    Gather({"one"});
    const auto collection = Collections().at(0);
    EXPECT_EQ(files->LeavesAt(collection), kCutOff);
    clock.Set(kStart + 49h);  // a Saturday
    EXPECT_EQ(files->LeavesAt(collection), kStart + 96h);
}

TEST_F(RailFilesTest, TwoWhoMakeTheSameFileMakeOne) {
    Gather({"one"});
    const RailFile file{
        .id = rails::DeriveFileId("batch", *core::Currency::Parse("EUR"), kCutOff, 1),
        .collection = Collections().at(0),
        .number = 1,
        .made_at = kCutOff,
        .message_digest = std::string(32, 'd')};
    auto message = MessageOf("F");
    message.rail = "batch";
    const MakeRailFile make{.file = file, .payments = {IdOf("one")}, .message = message};
    EXPECT_EQ(Do(make)->effect, rails::Effect::kDone);
    EXPECT_EQ(Do(make)->effect, rails::Effect::kRefused);
    EXPECT_EQ(Query("SELECT count(*) FROM rail_files"), "1");
    EXPECT_EQ(Of("one", "attempts"), "1");
    Gather({"two"});
    auto of_another = make;
    of_another.payments = {IdOf("two")};
    EXPECT_EQ(Do(of_another)->effect, rails::Effect::kRefused);
    EXPECT_EQ(Of("two", "attempts"), "0");
}

// All of it or nothing: one was stopped between the look and the file.
TEST_F(RailFilesTest, AFileOfWhichOnePaymentWasStoppedIsNotWrittenDown) {
    Gather({"one", "two"});
    const auto collection = Collections().at(0);
    Step("one", rails::RequestRecall{});
    const MakeRailFile make{
        .file = {.id = rails::DeriveFileId("batch", collection.currency, kCutOff, 1),
                 .collection = collection,
                 .number = 1,
                 .made_at = kCutOff,
                 .message_digest = std::string(32, 'd')},
        .payments = {IdOf("one"), IdOf("two")},
        .message = MessageOf("F")};
    EXPECT_EQ(Do(make)->effect, rails::Effect::kRefused);
    EXPECT_EQ(Of("two", "state || ' ' || attempts"), "1 0");
    EXPECT_EQ(Query("SELECT count(*) FROM rail_files"), "0");
}

TEST_F(RailFilesTest, TheTimersGatherAndMakeWithoutBeingAskedAgain) {
    using clearway::testing::WaitUntil;
    usecase::RailTimer timer(*resolver, reader, clock, runtime.GetExecutor());
    usecase::CutOffTimer cut_offs(*files, reader, clock, runtime.GetExecutor());
    ASSERT_TRUE(Do(OrderOf("one")));
    timer.Notice(core::Timestamp::min());
    EXPECT_TRUE(WaitUntil([&] { return Of("one", "cut_off IS NOT NULL") == "t"; }));
    EXPECT_TRUE(network.Sent("file").empty());
    clock.Set(kCutOff);
    cut_offs.Notice(core::Timestamp::min());
    EXPECT_TRUE(WaitUntil([&] { return StateOf("one") == State::kSubmitted; }));
}

}  // namespace
}  // namespace clearway::settlement
