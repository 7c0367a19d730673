// SPDX-License-Identifier: Apache-2.0
// The payments on which the contenders differ where it counts, let pass or not: how many, how much,
// and the largest of each kind with what made each decide so. Parties appear as digests only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "services/fraud/offline/backtest/figures/judged_payment.h"
#include "services/fraud/offline/backtest/replay/contenders.h"
#include "services/fraud/offline/history.h"

namespace clearway::fraud {

// Stopped: not approved.
enum class ChangeKind : std::uint8_t {
    kNewlyStoppedFraud,
    kNewlyStoppedHonest,
    kNewlyPassedFraud,
    kNewlyPassedHonest,
};
inline constexpr std::size_t kChangeKinds = 4;
inline constexpr std::size_t kExamplesMax = 20;

// One contender's judgement of one payment, explained.
struct ExplainedJudgement {
    Outcome outcome = Outcome::kApprove;
    std::int32_t score = kNoScore;
    std::vector<Reason> reasons;  // as the service would give them
    std::vector<Contribution> contributions;
};

struct ChangedPayment {
    Transaction transaction;
    BySide<ExplainedJudgement> judgements;
};

struct Change {
    std::uint64_t payments = 0;
    std::int64_t scaled_amount = 0;
    std::vector<ChangedPayment> largest;  // by amount, then in the order of the history
};
using Changes = std::array<Change, kChangeKinds>;  // by ChangeKind

class ChangeBook {
public:
    void Add(const Transaction& transaction, std::span<const double> row,
             const BySide<Judgement>& judgements);
    // Judges the largest once more, with reasons: some hundred microseconds each.
    Changes Explain(const BySide<Contender>& contenders) const;

private:
    struct Kept {
        Transaction transaction;
        std::vector<double> row;
    };
    struct Page {
        std::uint64_t payments = 0;
        std::int64_t scaled_amount = 0;
        std::vector<Kept> largest;
    };

    std::array<Page, kChangeKinds> pages_;
};

}  // namespace clearway::fraud
