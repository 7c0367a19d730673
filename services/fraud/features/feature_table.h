// SPDX-License-Identifier: Apache-2.0
// The declaration of the features, features.table: one line a feature, read by people and by the
// engine alike. The order of the lines is the order of a row. Immutable once read.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/fraud/features/window_rings.h"

namespace clearway::fraud {

// Whose history a feature tells. kPayment: of the attempt itself; kPair: the payer with the payee.
enum class Subject : std::uint8_t { kPayment, kPayer, kPayee, kDevice, kTerminal, kPair };

// What features.table explains of each: a change here is a change of kSemantics.
enum class Measure : std::uint8_t {
    kAmount,
    kHour,
    kWeekend,
    kNight,
    kCount,
    kSum,
    kMean,
    kAmountRatio,
    kDeviation,
    kUsualRatio,
    kExcess,
    kDaysSinceFirstOutlier,
    kCounterparties,
    kSecondsSinceLast,
    kDaysKnown,
    kIsNew,
    kReports,
    kReportedShare,
    kDaysSinceFirstReport,
    kDaysSinceLastReport,
    kReportedStreak,
    kDaysInStreak,
    kDaysSinceUnreported,
};

// The words of the table.
std::string_view NameOf(Subject subject);
std::string_view NameOf(Measure measure);

struct Feature {
    std::string name;
    Subject subject;
    Measure measure;
    std::optional<Window> window;  // none: for ever, or a measure without one
    std::string window_text;       // as declared: "7d", "ever" or "-"
    std::string delay_text;        // "7d" or "-"
    std::string meaning;
};

inline constexpr std::size_t kFeaturesMax = 256;

class FeatureTable {
public:
    explicit FeatureTable(std::vector<Feature> features) : features_(std::move(features)) {}
    // The table that is part of the program.
    static const FeatureTable& Default();

    std::span<const Feature> Features() const { return features_; }
    std::size_t Size() const { return features_.size(); }
    std::vector<std::string> Names() const;
    std::optional<std::size_t> IndexOf(std::string_view name) const;

    // SHA-256 (64 hex digits) of the meaning of these features in this order, nullopt when one is
    // unknown. A model carries it: a feature that means something else now does not fit any more.
    std::optional<std::string> HashOf(std::span<const std::string> names) const;

private:
    std::vector<Feature> features_;
};

// A table only when there are no faults, which name the line.
struct FeatureTableReading {
    std::optional<FeatureTable> table;
    std::vector<std::string> faults;
};
FeatureTableReading ReadFeatureTable(std::string_view text);

}  // namespace clearway::fraud
