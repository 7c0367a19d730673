// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/monitoring/features.h"

#include <algorithm>
#include <deque>

namespace clearway::compliance {

namespace {

class Computation {
public:
    Computation(const Activity& activity, core::Timestamp at, const core::Currency& currency,
                const std::optional<JustBelow>& just_below)
        : activity_(activity), at_(at), currency_(currency), just_below_(just_below) {}

    Features Run() {
        Features features;
        for (std::size_t window = 0; window < kWindows.size(); ++window) {
            for (const auto direction : {Direction::kIn, Direction::kOut})
                features.flows[static_cast<std::size_t>(direction)][window] =
                    FlowOf(direction, kWindows[window].length);
        }
        for (std::size_t window = 0; window < kPassOnWindows.size(); ++window)
            features.passed_on[window] = PassedOnWithin(kPassOnWindows[window].length);
        features.quiet_days = activity_.QuietDays(at_);
        return features;
    }

private:
    bool Within(const Cell& cell, std::chrono::hours window) const {
        return cell.first_at <= at_ && at_ - cell.last_at < window;
    }

    Flow FlowOf(Direction direction, std::chrono::hours window) {
        Flow flow;
        parties_.clear();
        for (const auto& cell : activity_.Cells()) {
            if (cell.direction != direction || !Within(cell, window)) continue;
            if (cell.counterparty != 0) parties_.push_back(cell.counterparty);
            if (cell.currency != currency_) continue;
            flow.count = AddCapped(flow.count, cell.count);
            flow.sum = AddCapped(flow.sum, cell.sum);
            if (!just_below_ || cell.most < just_below_->least ||
                cell.least >= just_below_->threshold)
                continue;
            flow.just_below_count = AddCapped(flow.just_below_count, cell.count);
            flow.just_below_sum = AddCapped(flow.just_below_sum, cell.sum);
        }
        for (const auto& party : activity_.MergedParties()) {
            if (party.direction == direction && at_ - party.last_at < window)
                parties_.push_back(party.counterparty);
        }
        std::ranges::sort(parties_);
        const auto doubled = std::unique(parties_.begin(), parties_.end());
        flow.counterparties = doubled - parties_.begin();
        return flow;
    }

    // First in, first out: what goes out is taken from the oldest of what came in before it.
    PassedOn PassedOnWithin(std::chrono::hours window) const {
        PassedOn passed;
        std::deque<std::int64_t> waiting;
        for (const auto& cell : activity_.Cells()) {
            if (cell.currency != currency_ || !Within(cell, window)) continue;
            if (cell.direction == Direction::kIn) {
                passed.in = AddCapped(passed.in, cell.sum);
                waiting.push_back(cell.sum);
                continue;
            }
            auto left = cell.sum;
            while (left > 0 && !waiting.empty()) {
                const auto taken = std::min(left, waiting.front());
                left -= taken;
                passed.out = AddCapped(passed.out, taken);
                if (taken == waiting.front())
                    waiting.pop_front();
                else
                    waiting.front() -= taken;
            }
        }
        return passed;
    }

    const Activity& activity_;
    const core::Timestamp at_;
    const core::Currency& currency_;
    const std::optional<JustBelow>& just_below_;
    std::vector<std::uint64_t> parties_;
};

}  // namespace

Features FeaturesAt(const Activity& activity, core::Timestamp at, const core::Currency& currency,
                    const std::optional<JustBelow>& just_below) {
    return Computation(activity, at, currency, just_below).Run();
}

}  // namespace clearway::compliance
