// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/lineage/payment_trail.h"

#include <gtest/gtest.h>

namespace clearway::reconciliation {
namespace {

const core::Money kAmount(*core::Currency::Parse("EUR"), 100);

struct Row {
    const char* what;
    std::optional<PaymentState> state;
    bool at_rail;
    bool moved;
    AtTheBank bank;
    LineageStage stage;
    bool complete;
};

PaymentTrail TrailOf(const Row& row) {
    PaymentTrail trail;
    if (row.state) {
        trail.order = TrailOrder{.partner_id = "acme",
                                 .debtor = {},
                                 .creditor = std::nullopt,
                                 .amount = kAmount,
                                 .end_to_end_id = {},
                                 .created_at = {}};
        trail.decisions.push_back({.at = {}});
        trail.state = row.state;
    }
    if (row.at_rail) trail.rail = TrailRail{.submitted_at = core::Timestamp()};
    if (row.moved)
        trail.transfers.push_back(
            {.transfer_id = {}, .debtor = {}, .creditor = {}, .amount = kAmount, .at = {}});
    return trail;
}

TEST(PaymentTrail, SaysHowFarThePaymentHasComeAndWhetherMoreIsToCome) {
    const Row rows[] = {
        {"declined", PaymentState::kDeclined, false, false, {}, LineageStage::kDecided, true},
        {"in review", PaymentState::kInReview, false, false, {}, LineageStage::kDecided, false},
        {"authorised", PaymentState::kAuthorised, false, false, {}, LineageStage::kDecided, false},
        {"at the rail", PaymentState::kAtRail, true, false, {}, LineageStage::kAtRail, false},
        {"rejected", PaymentState::kFailed, true, false, {}, LineageStage::kAtRail, true},
        {"moved, not told", PaymentState::kAtRail, true, true, {1, 0}, LineageStage::kMoved, false},
        {"within our book", PaymentState::kSettled, false, true, {}, LineageStage::kMoved, true},
        {"not stated", PaymentState::kSettled, true, true, {1, 0}, LineageStage::kMoved, false},
        {"stated", PaymentState::kSettled, true, true, {1, 1}, LineageStage::kOnStatement, true},
        {"half stated", PaymentState::kReturned, true, true, {2, 1}, LineageStage::kMoved, false},
        {"only the ledger", std::nullopt, false, true, {1, 1}, LineageStage::kOnStatement, false},
        {"nothing", std::nullopt, false, false, {}, LineageStage::kUnknown, false},
        {"ended, yet moved", PaymentState::kExpired, false, true, {}, LineageStage::kMoved, false},
    };
    for (const auto& row : rows) {
        const auto trail = TrailOf(row);
        EXPECT_EQ(StageOf(trail, row.bank), row.stage) << row.what;
        EXPECT_EQ(IsComplete(trail, row.bank), row.complete) << row.what;
    }
}

}  // namespace
}  // namespace clearway::reconciliation
