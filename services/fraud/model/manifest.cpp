// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/manifest.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "services/fraud/model/strict_json.h"

namespace clearway::fraud {

namespace {

namespace json = boost::json;

constexpr std::size_t kBinsMax = 1000;
constexpr std::size_t kTextMax = 200;
constexpr std::int64_t kRowsMax = std::int64_t{1} << 53;
constexpr std::int64_t kPlatformScoreMax = 1000;
constexpr double kShareRounding = 1e-3;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsPrintable(char c) { return c >= ' ' && c <= '~'; }

bool IsName(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '_' || c == '-' || c == '.';
    });
}
bool IsSha256(std::string_view text) {
    return text.size() == 64 &&
           std::ranges::all_of(text, [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}
bool IsText(std::string_view text) {
    return !text.empty() && text.size() <= kTextMax && std::ranges::all_of(text, IsPrintable);
}
bool IsTime(std::string_view text) {
    if (text.size() < 10 || text.size() > 35 || !std::ranges::all_of(text, IsPrintable))
        return false;
    for (std::size_t i = 0; i < 10; ++i)
        if ((i == 4 || i == 7) ? text[i] != '-' : !IsDigit(text[i])) return false;
    return text.size() == 10 || text[10] == 'T';
}

constexpr TextRule kName{IsName, "must be 1 to 64 of a-z, 0-9, '_', '-', '.'"};
constexpr TextRule kSha256{IsSha256, "must be 64 lower-case hex digits"};
constexpr TextRule kText{IsText, "must be 1 to 200 printable ASCII characters"};
constexpr TextRule kTime{IsTime, "must be a date (2026-01-31), or a date and time in RFC 3339"};
constexpr TextRule kFormatRule{[](std::string_view text) { return text == kManifestFormat; },
                               "must be \"clearway-model/1\""};
constexpr TextRule kFileRule{[](std::string_view text) { return text == kBoosterFile; },
                             "must be \"model.ubj\""};

void ReadFeatures(StrictObject& object, Manifest& manifest) {
    manifest.features = object.Texts("features", kModelFeaturesMax, kName);
    auto sorted = manifest.features;
    std::ranges::sort(sorted);
    if (sorted.empty()) object.Fault("features", "must name at least one feature");
    if (std::ranges::adjacent_find(sorted) != sorted.end())
        object.Fault("features", "names a feature twice");
    manifest.features_hash = object.Text("features_hash", kText);
}

void ReadBooster(StrictObject& object, Manifest::Booster& booster) {
    static_cast<void>(object.Text("file", kFileRule));
    booster.sha256 = object.Text("sha256", kSha256);
    booster.bytes = object.Integer("bytes", 1, std::int64_t{kBoosterBytesMax});
}

void ReadParameters(StrictObject& object, Manifest& manifest) {
    object.Each(kName, "must be a text, a number or a boolean",
                [&](const std::string& name, const json::value& value) {
                    if (value.is_bool())
                        manifest.params[name] = value.get_bool();
                    else if (value.is_int64())
                        manifest.params[name] = value.get_int64();
                    else if (value.is_string())
                        manifest.params[name] = std::string(value.get_string());
                    else if (const auto number = AsNumber(value))
                        manifest.params[name] = *number;
                    else
                        return false;
                    return true;
                });
}

void ReadMetrics(StrictObject& object, Manifest& manifest) {
    object.Each(kName, "must be a number", [&](const std::string& name, const json::value& value) {
        const auto number = AsNumber(value);
        if (number) manifest.metrics[name] = *number;
        return number.has_value();
    });
}

void ReadTraining(StrictObject& object, Manifest::Training& training) {
    training.from = object.Text("from", kTime);
    training.to = object.Text("to", kTime);
    if (training.to < training.from) object.Fault("to", "lies before from");
    training.rows = object.Integer("rows", 1, kRowsMax);
    training.fraud = object.Integer("fraud", 0, kRowsMax);
    if (training.fraud > training.rows) object.Fault("fraud", "must be at most rows");
    training.source = object.Text("source", kText);
}

void ReadDistribution(StrictObject& object, Manifest::ScoreDistribution& distribution) {
    auto& [edges, share] = distribution;
    edges = object.Numbers("edges", kBinsMax + 1);
    share = object.Numbers("share", kBinsMax);
    if (std::ranges::adjacent_find(edges, std::greater_equal<>()) != edges.end())
        object.Fault("edges", "must ascend");
    if (share.empty() || edges.size() != share.size() + 1)
        object.Fault("share", "must have one number for each pair of neighbouring edges");
    if (std::ranges::any_of(share, [](double one) { return one < 0; }) ||
        std::abs(std::accumulate(share.begin(), share.end(), 0.0) - 1) > kShareRounding)
        object.Fault("share", "must be shares of 0 to 1 that sum to 1");
}

void ReadCalibration(StrictObject& object, Manifest& manifest) {
    object.Objects("calibration", kBinsMax, [&](StrictObject& bin) {
        Manifest::CalibrationBin read{.below = bin.Number("below"),
                                      .predicted = bin.Number("predicted", 0, 1),
                                      .observed = bin.Number("observed", 0, 1),
                                      .rows = bin.Integer("rows", 0, kRowsMax)};
        if (!manifest.calibration.empty() && read.below <= manifest.calibration.back().below)
            bin.Fault("below", "must ascend");
        manifest.calibration.push_back(read);
    });
}

void ReadThresholds(StrictObject& object, Manifest::Thresholds& thresholds) {
    thresholds.challenge = object.Integer("challenge", 0, kPlatformScoreMax);
    thresholds.review = object.Integer("review", 0, kPlatformScoreMax);
    thresholds.decline = object.Integer("decline", 0, kPlatformScoreMax);
    if (thresholds.review < thresholds.challenge)
        object.Fault("review", "must be at least challenge");
    if (thresholds.decline < thresholds.review) object.Fault("decline", "must be at least review");
}

}  // namespace

ManifestFile ReadManifest(std::string_view text) {
    ManifestFile file;
    const auto document = ParseObject(text, kManifestBytesMax, file.faults);
    if (!document) return file;
    Manifest manifest;
    StrictObject object(*document, "", file.faults);
    static_cast<void>(object.Text("format", kFormatRule));
    manifest.name = object.Text("name", kName);
    manifest.version = object.Text("version", kName);
    ReadFeatures(object, manifest);
    object.Object("booster", [&](auto& inner) { ReadBooster(inner, manifest.booster); });
    object.Object("params", [&](auto& inner) { ReadParameters(inner, manifest); });
    object.Object("training", [&](auto& inner) { ReadTraining(inner, manifest.training); });
    object.Object("metrics", [&](auto& inner) { ReadMetrics(inner, manifest); });
    object.Object("score_distribution",
                  [&](auto& inner) { ReadDistribution(inner, manifest.score_distribution); });
    ReadCalibration(object, manifest);
    object.Object("thresholds", [&](auto& inner) { ReadThresholds(inner, manifest.thresholds); });
    object.RefuseOthers();
    if (file.faults.empty()) file.manifest = std::move(manifest);
    return file;
}

}  // namespace clearway::fraud
