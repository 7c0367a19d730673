// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/calibrate.h"

#include "services/fraud/store/score_counts.h"

namespace clearway::fraud {

async::Task<core::Result<core::Done>> Calibrate(postgres::ReadPool& readers, core::Timestamp now,
                                                std::shared_ptr<const Scoring> scoring) {
    std::function<core::Result<core::Done>(postgres::Transaction&)> read =
        [now, scoring](postgres::Transaction& transaction) -> core::Result<core::Done> {
        const auto to = now - kReportsTake;
        scoring->Calibrate(
            LoadScoreOutcomes(transaction, scoring->ModelVersion(), to - kCalibrationWindow, to));
        return core::Done{};
    };
    auto done = co_await readers.Read<core::Done>(std::move(read));
    co_return done;
}

}  // namespace clearway::fraud
