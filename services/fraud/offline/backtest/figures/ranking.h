// SPDX-License-Identifier: Apache-2.0
// How well scores put fraud before honest payments. Equal scores are one threshold: no figure
// depends on the order of payments. Pure.
#pragma once

#include <optional>
#include <vector>

namespace clearway::fraud {

struct RankedPayment {
    double score;  // any measure, no NaN; higher: more suspicious
    bool fraud;
};

// What is caught when everything of at least some score is flagged. Both 0 to 1.
struct CurvePoint {
    double recall;
    double precision;
};

struct Ranking {
    // The mean precision, weighted by the growth of recall, without interpolation (as
    // scikit-learn's average_precision_score). Absent without fraud.
    std::optional<double> average_precision;
    // The share of (fraud, honest) pairs in the right order, a tie as half of one. Absent without
    // one of both.
    std::optional<double> roc_auc;
    // One point a threshold, from the highest score down. Empty without fraud.
    std::vector<CurvePoint> curve;
};

Ranking RankingOf(std::vector<RankedPayment> payments);

}  // namespace clearway::fraud
