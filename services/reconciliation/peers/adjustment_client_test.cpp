// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/peers/adjustment_client.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace clearway::reconciliation {
namespace {

namespace pb = settlement::v1;

core::Result<std::string> Answered(std::initializer_list<int> outcomes) {
    pb::BookTransfersResponse response;
    for (const int one : outcomes) response.add_outcomes(static_cast<pb::TransferOutcome>(one));
    return ReadAdjustmentAnswer(response, std::max<std::size_t>(1, outcomes.size()));
}

TEST(AdjustmentClient, TellsPostedRefusedAndUnknownApart) {
    EXPECT_EQ(*Answered({pb::TRANSFER_OUTCOME_POSTED}), "");
    EXPECT_EQ(*Answered({pb::TRANSFER_OUTCOME_REPLAYED}), "");
    EXPECT_EQ(*Answered({pb::TRANSFER_OUTCOME_DEBTOR_CLOSED}), "TRANSFER_OUTCOME_DEBTOR_CLOSED");
    // Something moved under its id: no refusal.
    EXPECT_EQ(Answered({pb::TRANSFER_OUTCOME_OTHER_TRANSFER}).error().code,
              core::ErrorCode::kInternal);
    EXPECT_EQ(Answered({}).error().code, core::ErrorCode::kInternal);
    const int refused = pb::TRANSFER_OUTCOME_CURRENCY_MISMATCH;
    EXPECT_EQ(*Answered({pb::TRANSFER_OUTCOME_POSTED, pb::TRANSFER_OUTCOME_REPLAYED}), "");
    EXPECT_EQ(*Answered({pb::TRANSFER_OUTCOME_NOT_POSTED, refused}),
              "TRANSFER_OUTCOME_CURRENCY_MISMATCH");
    EXPECT_EQ(Answered({pb::TRANSFER_OUTCOME_NOT_POSTED, pb::TRANSFER_OUTCOME_POSTED}).error().code,
              core::ErrorCode::kInternal);
    // Half of it moved: that is no refusal.
    for (const int moved : {pb::TRANSFER_OUTCOME_POSTED, pb::TRANSFER_OUTCOME_REPLAYED}) {
        EXPECT_EQ(Answered({moved, refused}).error().code, core::ErrorCode::kInternal);
        EXPECT_EQ(Answered({refused, moved}).error().code, core::ErrorCode::kInternal);
    }
    EXPECT_EQ(Answered({0}).error().code, core::ErrorCode::kUnavailable);
    EXPECT_EQ(Answered({999}).error().code, core::ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace clearway::reconciliation
