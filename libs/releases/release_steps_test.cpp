// SPDX-License-Identifier: Apache-2.0
#include "releases/release_steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace clearway::releases {
namespace {

using core::ErrorCode;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

class BookInMemory final : public ReleaseBook {
public:
    std::optional<Release> Find(ReleaseKind kind, const std::string& version) override {
        const auto found = releases.find({kind, version});
        return found == releases.end() ? std::nullopt : std::optional(found->second);
    }
    std::optional<Release> Active(ReleaseKind kind) override {
        for (const auto& [key, release] : releases) {
            if (key.first == kind && release.stage == ReleaseStage::kActive) return release;
        }
        return std::nullopt;
    }
    std::optional<Release> Previous(ReleaseKind kind) override {
        std::optional<Release> last;
        for (const auto& [key, release] : releases) {
            if (key.first == kind && release.stage == ReleaseStage::kRetired &&
                release.activated_at && (!last || *release.activated_at > *last->activated_at))
                last = release;
        }
        return last;
    }
    void Add(const Release& release, const ReleaseContent& content) override {
        releases[{release.kind, release.version}] = release;
        contents[{release.kind, release.version}] = content;
    }
    void Save(const Release& release) override {
        releases[{release.kind, release.version}] = release;
    }
    ReleaseContent Content(const Release& release) override {
        return contents[{release.kind, release.version}];
    }

    std::map<std::pair<ReleaseKind, std::string>, Release> releases;
    std::map<std::pair<ReleaseKind, std::string>, ReleaseContent> contents;
};

class Releases : public testing::Test {
protected:
    template <class Step>
    core::Result<Release> Take(Step step, const std::string& by = "anna") {
        at_ += 1s;
        return TakeStep(book_,
                        [this](ReleaseKind, const ReleaseContent& content) -> CheckedContent {
                            if (content.text == bad_)
                                return {{}, {}, {"first fault", "second fault"}};
                            return {content.text.substr(0, 3), "key", {}};
                        },
                        {step, by, at_});
    }
    core::Result<Release> Submit(const std::string& text) {
        return Take(SubmitRelease{kModel, {text, "signature", "booster", "card"}});
    }
    void Activate(const std::string& version) {
        ASSERT_TRUE(Submit(version));
        ASSERT_TRUE(Take(ShadowRelease{kModel, version}));
        ASSERT_TRUE(Take(ApproveRelease{kModel, version}, "anna"));
        ASSERT_TRUE(Take(ApproveRelease{kModel, version}, "bert"));
    }
    ReleaseStage StageOf(const std::string& version) {
        return book_.Find(kModel, version).value().stage;
    }

    static constexpr auto kModel = ReleaseKind::kModel;
    BookInMemory book_;
    core::Timestamp at_ = *core::ParseRfc3339("2026-03-01T12:00:00Z");
    std::string bad_ = "bad";
};

TEST_F(Releases, GoFromDraftThroughShadowToActiveByTwoOperators) {
    const auto draft = Submit("m/1");
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->stage, ReleaseStage::kDraft);
    EXPECT_EQ(draft->signed_by, "key");
    EXPECT_EQ(Take(ApproveRelease{kModel, "m/1"}).error().code, ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(Take(ShadowRelease{kModel, "m/1"})->stage, ReleaseStage::kShadow);
    for (int again = 0; again < 2; ++again) {
        const auto approved = Take(ApproveRelease{kModel, "m/1"}, "anna");
        ASSERT_TRUE(approved);
        EXPECT_TRUE(AwaitsSecondOperator(*approved));
        EXPECT_EQ(approved->history.size(), 3U) << "told once";
        EXPECT_EQ(StageOf("m/1"), ReleaseStage::kShadow);
    }
    ASSERT_TRUE(Take(ApproveRelease{kModel, "m/1"}, "bert"));
    const auto activated_at = at_;
    const auto active = Take(ApproveRelease{kModel, "m/1"}, "bert");
    ASSERT_TRUE(active) << "whose first answer was lost";
    EXPECT_FALSE(AwaitsSecondOperator(*active));
    EXPECT_EQ(Take(ApproveRelease{kModel, "m/1"}, "cleo").error().code,
              ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(active->stage, ReleaseStage::kActive);
    EXPECT_EQ(active->activated_at, activated_at);
    EXPECT_THAT(active->approved_by, ElementsAre("anna", "bert"));
    std::vector<std::string> history;
    for (const auto& taken : active->history)
        history.push_back(std::string(NameOf(taken.step)) + " by " + taken.taken_by);
    EXPECT_THAT(history, ElementsAre("submitted by anna", "shadowed by anna", "approved by anna",
                                     "approved by bert", "activated by bert"));
}

TEST_F(Releases, ApprovalsOfAnEarlierShadowAreForgotten) {
    ASSERT_TRUE(Submit("m/1"));
    ASSERT_TRUE(Take(ShadowRelease{kModel, "m/1"}));
    ASSERT_TRUE(Take(ApproveRelease{kModel, "m/1"}, "anna"));
    EXPECT_TRUE(Take(RetireRelease{kModel, "m/1"}));
    EXPECT_TRUE(Take(ShadowRelease{kModel, "m/1"}));
    EXPECT_EQ(Take(ApproveRelease{kModel, "m/1"}, "bert")->stage, ReleaseStage::kShadow);
}

TEST_F(Releases, TheOneBeforeIsRetiredAndComesBackByOneCall) {
    Activate("m/1");
    Activate("m/2");
    EXPECT_EQ(StageOf("m/1"), ReleaseStage::kRetired);
    const auto retired = Take(RollBackRelease{kModel, "m/2"}, "cleo");
    ASSERT_TRUE(retired);
    EXPECT_EQ(retired->version, "m/2");
    EXPECT_EQ(retired->history.back().step, ReleaseStep::kRolledBack);
    EXPECT_EQ(StageOf("m/1"), ReleaseStage::kActive);
    EXPECT_EQ(StageOf("m/2"), ReleaseStage::kRetired);
    EXPECT_EQ(Take(RollBackRelease{ReleaseKind::kPolicy, "m/1"}).error().code,
              ErrorCode::kNotFound);
}

TEST_F(Releases, ARollBackWhoseAnswerWasLostGoesNoFurtherBack) {
    for (const auto* version : {"m/1", "m/2", "m/3"}) Activate(version);
    EXPECT_EQ(Take(RollBackRelease{kModel, "m/2"}).error().code, ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(StageOf("m/3"), ReleaseStage::kActive);
    const auto retired = Take(RollBackRelease{kModel, "m/3"}, "cleo");
    const auto again = Take(RollBackRelease{kModel, "m/3"}, "cleo");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->history.size(), retired->history.size());
    EXPECT_EQ(StageOf("m/2"), ReleaseStage::kActive);
    EXPECT_EQ(StageOf("m/1"), ReleaseStage::kRetired);
}

TEST_F(Releases, WithoutOneBeforeARollBackLeavesNone) {
    Activate("m/1");
    EXPECT_TRUE(Take(RollBackRelease{kModel, "m/1"}));
    EXPECT_FALSE(book_.Active(kModel));
    EXPECT_EQ(StageOf("m/1"), ReleaseStage::kRetired);
}

TEST_F(Releases, WhatDoesNotFitIsRefusedAndWhatIsActiveStays) {
    EXPECT_THAT(Submit("bad").error().detail, HasSubstr("first fault; second fault"));
    EXPECT_TRUE(book_.releases.empty());
    Activate("m/1");
    ASSERT_TRUE(Submit("m/2"));
    ASSERT_TRUE(Take(ShadowRelease{kModel, "m/2"}));
    ASSERT_TRUE(Take(ApproveRelease{kModel, "m/2"}, "anna"));
    bad_ = "m/2";  // a key is not trusted any more, a feature means something else
    EXPECT_EQ(Take(ApproveRelease{kModel, "m/2"}, "bert").error().code, ErrorCode::kReleaseRefused);
    EXPECT_EQ(StageOf("m/1"), ReleaseStage::kActive);
    EXPECT_EQ(StageOf("m/2"), ReleaseStage::kShadow);
    bad_.clear();
    ASSERT_TRUE(Take(ApproveRelease{kModel, "m/2"}, "bert"));
    bad_ = "m/1";
    EXPECT_EQ(Take(RollBackRelease{kModel, "m/2"}).error().code, ErrorCode::kReleaseRefused);
    EXPECT_EQ(StageOf("m/2"), ReleaseStage::kActive);
}

TEST_F(Releases, TheSameContentIsTheSameReleaseAndOtherContentIsNot) {
    const auto first = Submit("m/1");
    EXPECT_EQ(Submit("m/1")->submitted_at, first->submitted_at);
    EXPECT_EQ(Submit("m/1 changed").error().code, ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(Take(ShadowRelease{kModel, "m/9"}).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(Take(ShadowRelease{ReleaseKind::kPolicy, "m/1"}).error().code, ErrorCode::kNotFound);
}

TEST_F(Releases, AnActiveOneIsNotTakenAwayWithoutASuccessor) {
    Activate("m/1");
    EXPECT_EQ(Take(RetireRelease{kModel, "m/1"}).error().code, ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(Take(ShadowRelease{kModel, "m/1"}).error().code, ErrorCode::kReleaseStateConflict);
    EXPECT_EQ(StageOf("m/1"), ReleaseStage::kActive);
}

}  // namespace
}  // namespace clearway::releases
