// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/usecase/limits/give_back_abandoned.h"

namespace clearway::compliance {

async::Task<core::Result<std::size_t>> GiveBackAbandoned(LimitCommands& limits) {
    std::size_t looked_at = 0;
    for (int page = 0; page < kSweepPagesMax; ++page) {
        LimitCommand sweep = SweepLimits{};
        const auto swept = co_await limits.Submit(std::move(sweep));
        if (!swept) co_return swept.error();
        looked_at += swept->swept;
        if (swept->swept < kSweepPage) break;
    }
    co_return looked_at;
}

}  // namespace clearway::compliance
