// SPDX-License-Identifier: Apache-2.0
// What a model says about itself (manifest.json): which booster it is, which features it reads, how
// it was trained and how good it was. Strict: every fault is listed, and none is guessed away.
// Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace clearway::fraud {

inline constexpr std::string_view kManifestFormat = "clearway-model/1";
inline constexpr std::string_view kBoosterFile = "model.ubj";
inline constexpr std::size_t kManifestBytesMax = std::size_t{1} << 20;
inline constexpr std::size_t kBoosterBytesMax = std::size_t{64} << 20;
inline constexpr std::size_t kModelFeaturesMax = 256;

using TrainingParameter = std::variant<bool, std::int64_t, double, std::string>;

struct Manifest {
    struct Booster {
        std::string sha256;  // 64 lower-case hex digits, of the whole file
        std::int64_t bytes = 0;
    };
    struct Training {
        std::string from, to;  // date, or date and time in RFC 3339
        std::int64_t rows = 0, fraud = 0;
        std::string source;
    };
    // How the scores lay in training: share[i] of them from edges[i] to below edges[i + 1].
    struct ScoreDistribution {
        std::vector<double> edges;
        std::vector<double> share;
    };
    // Of `rows` predictions below this edge (and not below the one before), what was foretold and
    // what came to be.
    struct CalibrationBin {
        double below = 0;
        double predicted = 0, observed = 0;  // 0 to 1
        std::int64_t rows = 0;
    };
    // Platform scores, 0 to 1000, from which the model's author would act.
    struct Thresholds {
        std::int64_t challenge = 0, review = 0, decline = 0;
    };

    std::string name, version;
    std::vector<std::string> features;  // in model order, none twice
    std::string features_hash;          // what the catalogue of features must answer for them
    Booster booster;
    std::map<std::string, TrainingParameter> params;
    Training training;
    std::map<std::string, double> metrics;
    ScoreDistribution score_distribution;
    std::vector<CalibrationBin> calibration;
    Thresholds thresholds;

    std::string FullVersion() const { return name + "/" + version; }
};

struct ManifestFile {
    std::optional<Manifest> manifest;  // absent when there is a fault
    std::vector<std::string> faults;   // "training.rows: must be an integer of 1 to ..."
};

ManifestFile ReadManifest(std::string_view text);

}  // namespace clearway::fraud
