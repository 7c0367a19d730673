// SPDX-License-Identifier: Apache-2.0
// What is gathered becomes files that leave at their cut-off.
#include <future>

#include "services/settlement/books/gated_instructions_fixture.h"
#include "services/settlement/books/rail_files_fixture.h"
#include "services/settlement/store/rails/open_rails.h"
#include "services/settlement/usecase/rails/cut_off_timer.h"
#include "services/settlement/usecase/rails/rail_timer.h"
#include "testing/test_database.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::State;
using MakingFiles = testing::RailFilesFixture;

TEST_F(MakingFiles, WhatIsGatheredLeavesInOneFileAtTheCutOff) {
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

TEST_F(MakingFiles, SeveralFilesLeaveWhenOneDoesNotHoldThemAllAndEachIsOfOneCurrency) {
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

TEST_F(MakingFiles, ARecallBeforeTheCutOffTakesItOutOfTheCollection) {
    Gather({"one", "two"});
    Step("one", rails::RequestRecall{});
    EXPECT_EQ(Of("one", "state || reason_code"), "6CUST");
    clock.Set(kCutOff);
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(At("one"), "");
    EXPECT_EQ(At("two"), "pending");
}

TEST_F(MakingFiles, WhatCannotBeBuiltIsGivenUpAndDoesNotHoldUpItsFile) {
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

TEST_F(MakingFiles, WhoseInstructionIsAwayLeavesInALaterFile) {
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

// As many as a file holds, before all the others: payers whose names do not open.
TEST_F(MakingFiles, WhatDoesNotOpenDoesNotHoldUpWhatIsBehindIt) {
    Gather({"1", "2", "3", "4", "good", "late"});
    for (const auto* name : {"1", "2", "3", "4"}) instructions.shut.insert(Payment(name));
    clock.Set(kCutOff);
    EXPECT_FALSE(MakeFiles());  // to be tried again
    EXPECT_EQ(At("good"), "pending");
    EXPECT_EQ(At("late"), "pending");
    postgres::Connection connection(database.Url());
    postgres::Transaction transaction(connection.Get());
    const auto waiting = CountWaiting(transaction);
    EXPECT_EQ(waiting.gathered, 4);
    EXPECT_EQ(waiting.cut_off, kCutOff);
}

// Thousands leave at a cut-off: asked one after the other, the last would leave long after it.
TEST_F(MakingFiles, WhatIsToBePaidIsAskedOfManyAtOnce) {
    Gather({"1", "2", "3"});
    clock.Set(kCutOff);
    testing::GatedInstructions gate;
    usecase::RailFiles gated({book, reader, network, gate, clock}, booked_table, speakers);
    auto making = std::async(std::launch::async, [&] {
        return Await(gated.Make({"batch", *core::Currency::Parse("EUR"), kCutOff}));
    });
    EXPECT_TRUE(clearway::testing::WaitUntil([&] { return gate.Waiting() == 3; }));
    EXPECT_TRUE(clearway::testing::WaitUntil([&] {
        gate.Answer(3);
        return network.Sent("file").size() == 1;
    }));
    EXPECT_TRUE(making.get());
    EXPECT_EQ(Of("3", "file_position"), "2");
}

TEST_F(MakingFiles, WhoeverIsAwayIsNotAskedForAll) {
    Gather({"1", "2", "3", "4", "5"});
    for (const auto* name : {"1", "2", "3", "4", "5"}) instructions.away.insert(Payment(name));
    clock.Set(kCutOff);
    EXPECT_FALSE(MakeFiles());
    EXPECT_EQ(instructions.asked, 3);
}

TEST_F(MakingFiles, WhatCouldNotBeToldForLongIsNotAskedForEachSecond) {
    using clearway::testing::WaitUntil;
    Gather({"1"});
    instructions.shut = {Payment("1")};
    clock.Set(kCutOff + 1h);
    usecase::CutOffTimer cut_offs(*files, reader, clock, runtime.GetExecutor());
    EXPECT_TRUE(WaitUntil([&] { return instructions.asked == 1; }));
    EXPECT_FALSE(WaitUntil([&] { return instructions.asked > 1; }, 2'500));
}

// One payer whose name does not open must not hold up the others.
TEST_F(MakingFiles, WhatManyCannotBeToldOfDoesNotHoldUpTheOthers) {
    Gather({"good", "1", "2", "3", "4", "late"});
    for (const auto* name : {"1", "2", "3", "4"}) instructions.away.insert(Payment(name));
    clock.Set(kCutOff);
    EXPECT_FALSE(MakeFiles());
    EXPECT_EQ(At("good"), "pending");
    EXPECT_EQ(At("late"), "pending");
    EXPECT_EQ(StateOf("1"), State::kCreated);
}

// More than an amount of a message has digits.
TEST_F(MakingFiles, AFileEndsWhereItsSumWouldNotFit) {
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

TEST_F(MakingFiles, WhoIsStoppedMakesNoOtherFile) {
    Gather({"one"});
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(Await(files->Make(Collections().at(0), stop.get_token())));
    EXPECT_TRUE(network.Sent("file").empty());
}

// Its message would name a day on which the rail does not settle.
TEST_F(MakingFiles, WhatMissedItsCutOffLeavesOnABusinessDay) {
    Gather({"one"});
    const auto collection = Collections().at(0);
    EXPECT_EQ(files->LeavesAt(collection), kCutOff);
    clock.Set(kStart + 49h);  // a Saturday
    EXPECT_EQ(files->LeavesAt(collection), kStart + 96h);
}

TEST_F(MakingFiles, TwoWhoMakeTheSameFileMakeOne) {
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

// With another process, which has a writer of its own.
class MakingFilesAtOnce : public MakingFiles {
protected:
    // Both have looked, and both their writers wait for the rows of the payments when these are let
    // go. Whether each of the two left nothing.
    std::pair<bool, bool> MakeAtOnce() {
        usecase::RailFiles theirs({their_book, reader, network, their_instructions, clock},
                                  booked_table, speakers);
        const auto collection = Collections().at(0);
        postgres::Connection connection(database.Url());
        postgres::Transaction rows(connection.Get());
        rows.exec("SELECT FROM rail_transfers FOR UPDATE");
        const auto make = [&](usecase::RailFiles& by) {
            return std::async(std::launch::async, [&] { return Await(by.Make(collection)); });
        };
        auto first = make(*files);
        auto second = make(theirs);
        EXPECT_TRUE(clearway::testing::WaitUntil([&] {
            return Query(
                       "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND "
                       "datname = current_database()") == "2";
        }));
        rows.commit();
        return {first.get(), second.get()};
    }
    std::string Files() {
        return Query(
            "SELECT string_agg(number || ':' || payments, ' ' ORDER BY number) FROM (SELECT "
            "f.number, count(*) AS payments FROM rail_files f JOIN rail_transfers t ON t.file_id = "
            "f.id GROUP BY f.number) AS files");
    }

    events::Outbox their_outbox{{.service = "rails-test",
                                 .instance = "rails-test-1",
                                 .database_url = database.Url(),
                                 .kafka_brokers = clearway::testing::TestKafkaBrokers()}};
    RailBook their_book{{.database_url = database.Url(), .table = booked_table},
                        their_outbox,
                        clock,
                        runtime.GetExecutor()};
    testing::NamedInstructions their_instructions;
};

TEST_F(MakingFilesAtOnce, OfTheSamePaymentsMakeOne) {
    Gather({"one", "two"});
    clock.Set(kCutOff);
    EXPECT_EQ(MakeAtOnce(), std::pair(true, true));
    EXPECT_EQ(Files(), "1:2");
    EXPECT_EQ(network.Sent("file").size(), 1U);
    EXPECT_EQ(
        Query("SELECT string_agg(DISTINCT state || ':' || attempts, ' ') FROM rail_transfers"),
        "3:1");
}

// Both would call theirs the first one.
TEST_F(MakingFilesAtOnce, OfOtherPaymentsMakeTwo) {
    Gather({"one", "two", "three"});
    instructions.shut = {Payment("one")};
    their_instructions.shut = {Payment("two"), Payment("three")};
    clock.Set(kCutOff);
    MakeAtOnce();
    EXPECT_EQ(network.Sent("file").size(), 2U);
    EXPECT_EQ(Query("SELECT string_agg(DISTINCT number::text, ' ') FROM rail_files"), "1 2");
    EXPECT_EQ(
        Query("SELECT string_agg(DISTINCT state || ':' || attempts, ' ') FROM rail_transfers"),
        "3:1");
    EXPECT_EQ(Query("SELECT count(*) FROM rail_conflicts"), "0");
}

// All of it or nothing: one was stopped between the look and the file.
TEST_F(MakingFiles, AFileOfWhichOnePaymentWasStoppedIsNotWrittenDown) {
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

TEST_F(MakingFiles, TheTimersGatherAndMakeWithoutBeingAskedAgain) {
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
