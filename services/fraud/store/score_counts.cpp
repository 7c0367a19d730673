// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/store/score_counts.h"

#include "embedded/fraud_sql.h"
#include "postgres/row.h"

namespace clearway::fraud {

std::vector<ScoreOutcome> LoadScoreOutcomes(postgres::Transaction& transaction,
                                            const std::string& model_version, core::Timestamp from,
                                            core::Timestamp to) {
    std::vector<ScoreOutcome> outcomes;
    const auto rows = postgres::Execute(
        transaction, {"load_score_outcomes", embedded::fraud_sql::kLoadScoreOutcomes},
        model_version, core::FormatRfc3339(from), core::FormatRfc3339(to));
    for (const auto& row : rows)
        outcomes.push_back({.score = static_cast<std::int32_t>(postgres::AsInt(row[0])),
                            .payments = postgres::AsInt(row[1]),
                            .reported = postgres::AsInt(row[2])});
    return outcomes;
}

}  // namespace clearway::fraud
