// SPDX-License-Identifier: Apache-2.0
// What became of scored payments, as the feature log counts it. It decides nothing.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "postgres/connection.h"
#include "services/fraud/scoring/score_calibration.h"

namespace clearway::fraud {

// Of the model's payments that came on the days (UTC) from that of `from` to before that of `to`.
std::vector<ScoreOutcome> LoadScoreOutcomes(postgres::Transaction& transaction,
                                            const std::string& model_version, core::Timestamp from,
                                            core::Timestamp to);

}  // namespace clearway::fraud
