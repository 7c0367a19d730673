// SPDX-License-Identifier: Apache-2.0
// Joins what became of scored payments with the model that scored them. Part of the application's
// wiring.
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "postgres/read_pool.h"
#include "services/fraud/scoring/scoring.h"

namespace clearway::fraud {

// Reports come in for days: payments of the last week say nothing yet, and those of the thirty days
// before it are looked at.
inline constexpr std::chrono::days kReportsTake{7};
inline constexpr std::chrono::days kCalibrationWindow{30};

async::Task<core::Result<core::Done>> Calibrate(postgres::ReadPool& readers, core::Timestamp now,
                                                std::shared_ptr<const Scoring> scoring);

}  // namespace clearway::fraud
