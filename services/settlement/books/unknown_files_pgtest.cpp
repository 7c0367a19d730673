// SPDX-License-Identifier: Apache-2.0
// Files of which it is not known, or only heard later, what the rail did with them.
#include "services/settlement/books/rail_files_fixture.h"

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;
using rails::State;
using UnknownFiles = testing::RailFilesFixture;

// Written down, and then the process was gone: before it sent, for all that the next one knows.
TEST_F(UnknownFiles, WhoIsKilledBetweenStoringAndSendingIsFollowedByAnotherWithTheSameBytes) {
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

// The rail has it, and nobody knows: it is enquired, some payments at a time, and not sent again.
TEST_F(UnknownFiles, ALostAcknowledgementIsEnquiredSomeAtATime) {
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

TEST_F(UnknownFiles, AFileThatIsRefusedIsRejectedWhole) {
    Gather({"one", "two"});
    clock.Set(kCutOff);
    network.fate = [](const auto&) { return Fate::kRefused; };
    EXPECT_TRUE(MakeFiles());
    EXPECT_EQ(Query("SELECT string_agg(state || reason_code, ' ') FROM rail_transfers"),
              "6FF01 6FF01");
}

TEST_F(UnknownFiles, WhatTheRailSaysOfAFileIsSaidOfAllItsPayments) {
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

TEST_F(UnknownFiles, WhatIsSaidOfAPaymentThatIsOnlyGatheredMovesNothing) {
    Gather({"one"});
    network.Say("accepted", rails::DeriveTransactionId(Payment("one")));
    DoDue();
    EXPECT_EQ(StateOf("one"), State::kCreated);
    EXPECT_EQ(Query("SELECT kind FROM rail_conflicts"), "unknown_transfer");
}

TEST_F(UnknownFiles, ARecallAfterTheCutOffGoesToTheRail) {
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

}  // namespace
}  // namespace clearway::settlement
