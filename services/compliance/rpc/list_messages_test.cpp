// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/list_messages.h"

#include <gtest/gtest.h>

namespace clearway::compliance {
namespace {

TEST(ListMessages, ShowAtMostSoManyEntriesAndCountAll) {
    VersionDelta delta{.version = core::Uuid::Random(), .active = {}, .delta = {}};
    delta.delta.previous_entries = 4;
    for (int i = 0; i < 3; ++i) {
        delta.delta.added.push_back({.id = std::to_string(i), .name = "N"});
        delta.delta.gone.push_back({.id = std::to_string(i), .name = "G"});
    }
    delta.delta.changed.push_back({.id = "9", .name = "C", .what = "names"});
    const auto message = ToProto(delta, 2);
    EXPECT_EQ(message.active_list_version_id(), "");
    EXPECT_EQ(message.added(), 3);
    EXPECT_EQ(message.added_entries_size(), 2);
    EXPECT_EQ(message.gone_entries(1).name(), "G");
    EXPECT_EQ(message.changed_entries(0).changed(), "names");
    EXPECT_TRUE(message.lost_too_many());
}

TEST(ListMessages, RefuseWhatIsNoIdNoReasonAndNoPageByItsField) {
    EXPECT_EQ(ReadListVersionId("x").error().field_errors.at(0).field, "list_version_id");
    EXPECT_TRUE(CheckListReason("reason", std::string(500, 'r')));
    EXPECT_EQ(CheckListReason("reason", std::string(501, 'r')).error().field_errors.at(0).field,
              "reason");
    EXPECT_FALSE(CheckListReason("reason", std::string("a\0b", 3)));
    EXPECT_EQ(*ReadDeltaEntriesMax(0), kDeltaEntriesDefault);
    EXPECT_FALSE(ReadDeltaEntriesMax(-1));
    EXPECT_FALSE(ReadDeltaEntriesMax(5'001));
}

TEST(ListMessages, ShowTheStepsOfAVersionAndItsRescreening) {
    ListedVersion listed{.version = {.id = core::Uuid::Random(),
                                     .source = "un",
                                     .report = "{}",
                                     .state = ListState::kActive,
                                     .approved_by = "ada",
                                     .activated_by = "bob",
                                     .activated_at = core::FromMicros(5'000'000)},
                         .rescreening = RescreeningState{.parties = 7, .alerts = 1}};
    const auto message = ToProto(listed, false);
    EXPECT_EQ(message.state(), v1::LIST_STATE_ACTIVE);
    EXPECT_EQ(message.approved_by(), "ada");
    EXPECT_FALSE(message.awaits_second_operator());
    listed.version.state = ListState::kImported;
    EXPECT_TRUE(ToProto(listed, false).awaits_second_operator());
    EXPECT_EQ(message.activated_at().seconds(), 5);
    EXPECT_EQ(message.rescreening().parties(), 7);
    EXPECT_FALSE(message.rescreening().done());
    EXPECT_EQ(message.report_json(), "");
    EXPECT_EQ(ToProto(listed, true).report_json(), "{}");
}

}  // namespace
}  // namespace clearway::compliance
