// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/parties/kyc_state.h"

#include <gtest/gtest.h>

#include <map>

namespace clearway::compliance {
namespace {

constexpr KycStatus kStates[] = {KycStatus::kPending, KycStatus::kVerified, KycStatus::kRejected,
                                 KycStatus::kSuspended};

// Written once more and by input, so that a slip in the table shows: p, v, r, s, or - for no row.
TEST(KycStateTest, EachStateAnswersEachInputAsWrittenHere) {
    const std::map<KycInput, std::string> expected = {
        //                   pending, verified, rejected, suspended
        {KycInput::kVerify, "vv--"}, {KycInput::kReject, "rrrr"}, {KycInput::kSuspend, "ss-s"},
        {KycInput::kReopen, "pp-p"}, {KycInput::kChange, "pprs"}, {KycInput::kConfirm, "ss-s"},
    };
    for (const auto& [input, row] : expected)
        for (std::size_t i = 0; i < std::size(kStates); ++i) {
            const auto next = Next(kStates[i], input);
            const char found = next ? NameOf(*next)[0] : '-';
            EXPECT_EQ(found, row[i])
                << "input " << static_cast<int>(input) << " in " << NameOf(kStates[i]);
        }
}

TEST(KycStateTest, HasNoRowTwice) {
    for (const auto& one : kKycTransitions) {
        int same = 0;
        for (const auto& other : kKycTransitions)
            same += other.from == one.from && other.input == one.input ? 1 : 0;
        EXPECT_EQ(same, 1);
    }
}

TEST(KycStateTest, NothingButAnOperatorsVerificationEndsInVerified) {
    for (const auto& row : kKycTransitions)
        EXPECT_TRUE(row.to != KycStatus::kVerified || row.input == KycInput::kVerify);
}

TEST(KycStateTest, ASuspendedPartyIsLookedAtAgainBeforeItIsVerified) {
    EXPECT_FALSE(Next(KycStatus::kSuspended, KycInput::kVerify));
    EXPECT_EQ(Next(KycStatus::kSuspended, KycInput::kReopen), KycStatus::kPending);
}

}  // namespace
}  // namespace clearway::compliance
