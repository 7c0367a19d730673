// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/list_desk.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "services/compliance/books/list_desk_test_support.h"

namespace clearway::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Bytes of which a list can be read, but not the one that was stored.
constexpr char kAnotherName[] =
    "UPDATE list_contents SET content = decode(replace(encode(content, 'hex'), "
    "encode('Marchetto', 'hex'), encode('Marchette', 'hex')), 'hex')";
constexpr char kActiveRows[] = "SELECT count(*) FROM list_versions WHERE state = 2";

TEST_F(ListDeskTest, BeginsWithTheListOfTheProgramAndKeepsIt) {
    {
        auto process = Start();
        EXPECT_EQ(HitsOf(*process, "Odo Marchetto"), 1U);
    }
    EXPECT_EQ(Ask(kActiveRows), "1");
    EXPECT_EQ(Ask("SELECT imported_by FROM list_versions"), "importer");
    // A later program brings another list: what is stored counts.
    auto again = Start("compliance-0", {"Brigitta Feldkamp"});
    EXPECT_EQ(HitsOf(*again, "Odo Marchetto"), 1U);
    EXPECT_EQ(HitsOf(*again, "Brigitta Feldkamp"), 0U);
    EXPECT_EQ(Ask("SELECT count(*) FROM list_versions"), "1");
    const auto id = *core::Uuid::Parse(Ask("SELECT list_version_id FROM list_versions"));
    EXPECT_THAT(FactsOf(id), ElementsAre("ListImported", "ListActivated"));
}

TEST_F(ListDeskTest, DoesNotStartWithAListThatIsBroken) {
    Start().reset();
    Ask("ALTER TABLE list_contents DISABLE TRIGGER list_contents_stay");
    Ask(kAnotherName);
    EXPECT_THROW(Start(), BrokenList);
    Ask("UPDATE list_contents SET content = ''");
    EXPECT_THROW(Start(), BrokenList);
    EXPECT_EQ(Ask("SELECT count(*) FROM list_versions"), "1") << "nothing takes its place";
}

TEST_F(ListDeskTest, TakesTwoOperatorsToActivate) {
    auto process = Start("compliance-0", {"Odo Marchetto", "Jana Tell"});
    const auto first = *core::Uuid::Parse(Ask("SELECT list_version_id FROM list_versions"));
    const auto next = Import(kOfacSource, {"Odo Marchetto", "Jana Tell", "Brigitta Feldkamp"});
    const auto approved = Activate(*process, next, "ada");
    ASSERT_TRUE(approved);
    EXPECT_EQ(approved->state, ListState::kImported);
    EXPECT_EQ(approved->approved_by, "ada");
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 0U);
    const auto again = Activate(*process, next, "ada");
    ASSERT_TRUE(again) << "the answer may have been lost";
    EXPECT_EQ(again->state, ListState::kImported);
    EXPECT_EQ(again->approved_by, "ada");
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 0U);
    const auto active = Activate(*process, next, "bob");
    ASSERT_TRUE(active);
    EXPECT_EQ(active->state, ListState::kActive);
    EXPECT_EQ(active->replaced, first);
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 1U) << "when the answer is there";
    EXPECT_THAT(FactsOf(next), ElementsAre("ListImported", "ListActivated"));
    // Asked for again, by whom ever, it is the same answer.
    const auto repeated = Activate(*process, next, "bob");
    ASSERT_TRUE(repeated);
    EXPECT_EQ(repeated->activation, active->activation);
    EXPECT_EQ(FactsOf(next).size(), 2U);
    EXPECT_EQ(Ask(kActiveRows), "1");
    // The one before comes back by two operators only.
    EXPECT_EQ(Activate(*process, first, "bob")->state, ListState::kSuperseded);
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 1U);
    EXPECT_EQ(Activate(*process, first, "bob")->state, ListState::kSuperseded);
    EXPECT_EQ(Activate(*process, first, "ada")->state, ListState::kActive);
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 0U);
    // And goes again: who activated it once is no longer one of the two.
    EXPECT_EQ(Activate(*process, next, "bob")->state, ListState::kSuperseded);
    EXPECT_EQ(Activate(*process, next, "ada")->state, ListState::kActive);
}

TEST_F(ListDeskTest, TheDatabaseRefusesAnActivationByTheOneWhoApproved) {
    auto process = Start();
    // Of a source without an active version: not because there is one already.
    const auto next = Import("un", {"Odo Marchetto", "Brigitta Feldkamp"});
    ASSERT_TRUE(Activate(*process, next, "ada"));
    EXPECT_ANY_THROW(
        Ask("UPDATE list_versions SET state = 2, activated_by = 'ada' "
            "WHERE approved_by = 'ada'"));
    EXPECT_ANY_THROW(Ask("UPDATE list_versions SET state = 2 WHERE approved_by = 'ada'"));
    EXPECT_ANY_THROW(Ask("DELETE FROM list_versions"));
    EXPECT_ANY_THROW(Ask("UPDATE list_contents SET content = ''"));
}

TEST_F(ListDeskTest, RefusesAListThatLostHalfUnlessBothOperatorsSayWhy) {
    auto process = Start("compliance-0", {"1=Odo Marchetto", "2=Casimir Obuya", "3=Ottavia Lind",
                                          "4=Brigitta Feldkamp"});
    const auto half = Import(kOfacSource, {"1=Odo Marchetto", "2=Casimir Obuya"});
    const auto refused = Activate(*process, half, "ada");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, core::ErrorCode::kReleaseRefused);
    EXPECT_THAT(refused.error().detail, HasSubstr("2 entries are gone"));
    ASSERT_TRUE(Activate(*process, half, "ada", "the publisher took a programme away"));
    EXPECT_FALSE(Activate(*process, half, "bob"));
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 1U);
    const auto active = Activate(*process, half, "bob", "seen in the notice of today");
    ASSERT_TRUE(active);
    EXPECT_EQ(active->override_reason, "seen in the notice of today");
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 0U);
    // One less than half goes without.
    const auto more = Import(kOfacSource, {"1=Odo Marchetto", "2=Casimir Obuya", "5=Jana Tell"});
    MakeActive(*process, more);
    MakeActive(*process, Import(kOfacSource, {"1=Odo Marchetto", "5=Jana Tell"}));
}

TEST_F(ListDeskTest, ScreensAllSourcesAsOne) {
    auto process = Start();
    MakeActive(*process, Import("un", {"1=Brigitta Feldkamp"}));
    MakeActive(*process, Import("eu", {"1=Casimir Obuya"}));
    for (const auto* name : {"Odo Marchetto", "Brigitta Feldkamp", "Casimir Obuya"})
        EXPECT_EQ(HitsOf(*process, name), 1U) << name;
    const auto lists = process->desk.Lists().Get();
    EXPECT_THAT(lists->Version(), HasSubstr("eu-undated/"));
    EXPECT_THAT(lists->Version(), HasSubstr(" + un-undated/"));
    EXPECT_EQ(lists->Screen(Normalise("Brigitta Feldkamp"))[0].entry_id, "un:1");
    // A source is replaced alone.
    MakeActive(*process, Import("un", {"1=Brigitta Feldkamp", "2=Jana Tell"}));
    EXPECT_EQ(HitsOf(*process, "Casimir Obuya"), 1U);
    EXPECT_EQ(HitsOf(*process, "Jana Tell"), 1U);
    EXPECT_EQ(Ask(kActiveRows), "3");
}

TEST_F(ListDeskTest, GoesBackInOneCall) {
    auto process = Start();
    const auto first = *core::Uuid::Parse(Ask("SELECT list_version_id FROM list_versions"));
    const auto wrong = RollBack(*process, first);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, core::ErrorCode::kReleaseStateConflict) << "none was before";
    EXPECT_EQ(RollBack(*process, core::Uuid::Random()).error().code, core::ErrorCode::kNotFound);
    const auto second = Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"});
    const auto third = Import(kOfacSource, {"Odo Marchetto", "Casimir Obuya"});
    MakeActive(*process, second);
    MakeActive(*process, third);
    EXPECT_FALSE(RollBack(*process, second)) << "it is not active";
    const auto back = RollBack(*process, third);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->id, second);
    EXPECT_EQ(back->state, ListState::kActive);
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 1U);
    EXPECT_EQ(HitsOf(*process, "Casimir Obuya"), 0U);
    EXPECT_FALSE(RollBack(*process, third)) << "a second call goes no further back";
    EXPECT_THAT(FactsOf(third), ElementsAre("ListImported", "ListActivated", "ListRolledBack"));
    EXPECT_THAT(FactsOf(second), ElementsAre("ListImported", "ListActivated", "ListActivated"));
    ASSERT_TRUE(RollBack(*process, second));
    EXPECT_EQ(HitsOf(*process, "Brigitta Feldkamp"), 0U);
    // What was rolled back comes again by two operators.
    EXPECT_EQ(Activate(*process, third, "ada")->state, ListState::kRolledBack);
    EXPECT_EQ(Activate(*process, third, "bob")->state, ListState::kActive);
}

TEST_F(ListDeskTest, NeverActivatesContentThatIsBroken) {
    auto process = Start();
    const auto next = Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"});
    ASSERT_TRUE(Activate(*process, next, "ada"));
    Ask("ALTER TABLE list_contents DISABLE TRIGGER list_contents_stay");
    Ask(std::string(kAnotherName) +
        " FROM list_versions WHERE content_digest = digest AND "
        "list_version_id = '" +
        next.ToString() + "'");
    const auto refused = Activate(*process, next, "bob");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, core::ErrorCode::kReleaseRefused);
    EXPECT_EQ(HitsOf(*process, "Odo Marchetto"), 1U);
    EXPECT_EQ(
        Ask("SELECT state FROM list_versions WHERE list_version_id = '" + next.ToString() + "'"),
        "1");
    EXPECT_EQ(Ask(kActiveRows), "1");
}

TEST_F(ListDeskTest, OtherProcessesFollow) {
    auto one = Start("compliance-0");
    auto other = Start("compliance-1");
    MakeActive(*one, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    EXPECT_EQ(HitsOf(*other, "Brigitta Feldkamp"), 0U);
    other->desk.Follow();
    EXPECT_EQ(HitsOf(*other, "Brigitta Feldkamp"), 1U);
    EXPECT_EQ(other->desk.Lists().Get()->Version(), one->desk.Lists().Get()->Version());
    const auto lists = other->desk.Lists().Get();
    other->desk.Follow();
    EXPECT_EQ(other->desk.Lists().Get(), lists) << "nothing is loaded without a cause";
    // One that ended between the fact and the switch begins with what the fact says.
    one.reset();
    other.reset();
    auto after = Start("compliance-0");
    EXPECT_EQ(HitsOf(*after, "Brigitta Feldkamp"), 1U);
}

TEST_F(ListDeskTest, TwoProcessesThatStartTogetherStoreOneFirstList) {
    const std::vector<std::string> first{"Odo Marchetto"};
    auto lane = LaneOf("compliance-0");
    auto other_lane = LaneOf("compliance-1");
    std::unique_ptr<Process> a;
    std::thread beside([&] { a = std::make_unique<Process>(*this, std::move(lane), first); });
    const auto b = std::make_unique<Process>(*this, std::move(other_lane), first);
    beside.join();
    EXPECT_EQ(Ask(kActiveRows), "1");
    EXPECT_EQ(a->desk.Lists().Get()->Version(), b->desk.Lists().Get()->Version());
}

TEST_F(ListDeskTest, TwoOperatorsWhoActivateAtOnceLeaveOneVersionAndWholeHistory) {
    auto one = Start("compliance-0");
    auto other = Start("compliance-1");
    const auto left = Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"});
    const auto right = Import(kOfacSource, {"Odo Marchetto", "Casimir Obuya"});
    ASSERT_TRUE(Activate(*one, left, "ada"));
    ASSERT_TRUE(Activate(*one, right, "ada"));
    core::Result<ListVersion> of_left = core::ErrorCode::kInternal;
    std::thread beside([&] { of_left = Activate(*one, left, "bob"); });
    const auto of_right = Activate(*other, right, "cleo");
    beside.join();
    ASSERT_TRUE(of_left);
    ASSERT_TRUE(of_right);
    EXPECT_NE(of_left->activation, of_right->activation);
    const auto& last = of_left->activation > of_right->activation ? *of_left : *of_right;
    const auto& before = of_left->activation > of_right->activation ? *of_right : *of_left;
    EXPECT_EQ(last.replaced, before.id);
    EXPECT_EQ(Ask("SELECT list_version_id FROM list_versions WHERE state = 2"), last.id.ToString());
    one->desk.Follow();
    other->desk.Follow();
    for (auto* process : {one.get(), other.get()})
        EXPECT_EQ(process->desk.Lists().Get()->Version(), last.version);
    EXPECT_EQ(FactsOf(left).size(), 2U);
    EXPECT_EQ(FactsOf(right).size(), 2U);
    EXPECT_EQ(Ask("SELECT count(*) FROM rescreenings"), "3");
}

TEST_F(ListDeskTest, SaysWhatAVersionWouldChange) {
    auto process = Start("compliance-0", {"1=Odo Marchetto", "2=Casimir Obuya", "3=Jana Tell"});
    const auto next = Import(kOfacSource, {"1=Odo Marchetto", "2=Casimir O. Obuya", "4=Mia Olt"});
    const auto delta = Await(process->desk.Delta(next));
    ASSERT_TRUE(delta);
    EXPECT_EQ(delta->delta.previous_entries, 3U);
    ASSERT_EQ(delta->delta.added.size(), 1U);
    EXPECT_EQ(delta->delta.added[0].id, "4");
    ASSERT_EQ(delta->delta.gone.size(), 1U);
    EXPECT_EQ(delta->delta.gone[0].name, "Jana Tell");
    ASSERT_EQ(delta->delta.changed.size(), 1U);
    EXPECT_EQ(delta->delta.changed[0].what, "names");
    EXPECT_EQ(Await(process->desk.Delta(core::Uuid::Random())).error().code,
              core::ErrorCode::kNotFound);
    const auto other = Await(process->desk.Delta(Import("un", {"Mia Olt"})));
    ASSERT_TRUE(other);
    EXPECT_TRUE(other->active.IsNil());
    EXPECT_EQ(other->delta.added.size(), 1U);
    const auto listed = Await(process->desk.List(""));
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->size(), 3U);
    EXPECT_EQ(Await(process->desk.List("un"))->size(), 1U);
}

}  // namespace
}  // namespace clearway::compliance
