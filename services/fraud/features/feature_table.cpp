// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/feature_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "core/digest.h"
#include "embedded/fraud_feature_table.h"

namespace clearway::fraud {

namespace {

// Goes up with each change of what the engine makes of a declaration.
constexpr std::string_view kSemantics = "clearway-features/1";

struct SubjectWord {
    std::string_view word;
    Subject value;
};

constexpr std::array<SubjectWord, 6> kSubjects{{{"payment", Subject::kPayment},
                                                {"payer", Subject::kPayer},
                                                {"payee", Subject::kPayee},
                                                {"device", Subject::kDevice},
                                                {"terminal", Subject::kTerminal},
                                                {"pair", Subject::kPair}}};

// Where a measure can stand, and which window it takes.
enum class Needs : std::uint8_t {
    kNothing,
    kWindow,
    kWindowOrEver,
    kEver,
    kPayersWindow,
    kDelayed
};

struct MeasureWord {
    std::string_view word;
    Measure value;
    bool of_payment;
    bool of_pair;
    Needs needs;
};

constexpr std::array<MeasureWord, 23> kMeasures{{
    {"amount", Measure::kAmount, true, false, Needs::kNothing},
    {"hour", Measure::kHour, true, false, Needs::kNothing},
    {"weekend", Measure::kWeekend, true, false, Needs::kNothing},
    {"night", Measure::kNight, true, false, Needs::kNothing},
    {"count", Measure::kCount, false, true, Needs::kWindowOrEver},
    {"sum", Measure::kSum, false, false, Needs::kWindowOrEver},
    {"mean", Measure::kMean, false, false, Needs::kWindowOrEver},
    {"amount_ratio", Measure::kAmountRatio, false, false, Needs::kWindowOrEver},
    {"deviation", Measure::kDeviation, false, false, Needs::kEver},
    {"usual_ratio", Measure::kUsualRatio, false, false, Needs::kEver},
    {"excess", Measure::kExcess, false, false, Needs::kPayersWindow},
    {"days_since_first_outlier", Measure::kDaysSinceFirstOutlier, false, false,
     Needs::kPayersWindow},
    {"counterparties", Measure::kCounterparties, false, false, Needs::kWindow},
    {"seconds_since_last", Measure::kSecondsSinceLast, false, true, Needs::kEver},
    {"days_known", Measure::kDaysKnown, false, true, Needs::kEver},
    {"is_new", Measure::kIsNew, false, true, Needs::kEver},
    {"reports", Measure::kReports, false, false, Needs::kDelayed},
    {"reported_share", Measure::kReportedShare, false, false, Needs::kDelayed},
    {"days_since_first_report", Measure::kDaysSinceFirstReport, false, false, Needs::kDelayed},
    {"days_since_last_report", Measure::kDaysSinceLastReport, false, false, Needs::kDelayed},
    {"reported_streak", Measure::kReportedStreak, false, false, Needs::kDelayed},
    {"days_in_streak", Measure::kDaysInStreak, false, false, Needs::kDelayed},
    {"days_since_unreported", Measure::kDaysSinceUnreported, false, false, Needs::kDelayed},
}};

// "90s", "10m", "24h", "7d" in seconds; nullopt for anything else.
std::optional<Second> ParseDuration(std::string_view text) {
    if (text.size() < 2) return std::nullopt;
    Second unit = 0;
    switch (text.back()) {
        case 's': unit = 1; break;
        case 'm': unit = 60; break;
        case 'h': unit = kHourSeconds; break;
        case 'd': unit = kDaySeconds; break;
        default: return std::nullopt;
    }
    Second number = 0;
    const auto* end = text.data() + text.size() - 1;
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stopped != end || number == 0 || number > 10'000)
        return std::nullopt;
    return number * unit;
}

// The finest ring that holds the window; a window with reports needs the long one, where they are.
std::optional<Window> PlaceWindow(Second length, Second delay, bool long_ring) {
    for (std::size_t ring = long_ring ? kLongRing : 0; ring < kRingCount; ++ring) {
        const auto& shape = kRingShapes[ring];
        if (length % shape.bucket_seconds == 0 && delay % shape.bucket_seconds == 0 &&
            length + delay + (delay > 0 ? shape.bucket_seconds : 0) <=
                shape.bucket_seconds * shape.buckets)
            return Window{static_cast<std::uint8_t>(ring), length, delay};
    }
    return std::nullopt;
}

std::string_view TakeWord(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const auto word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    return word;
}

// Declared as its text says it: the fault to name, or empty.
std::string ReadWindow(Feature& feature, const MeasureWord& measure) {
    const auto& window = feature.window_text;
    const auto& delay = feature.delay_text;
    const bool ever = window == "ever";
    const auto name = std::string(measure.word);
    if (delay != "-" && (ever || window == "-")) return "a delay needs a window";
    switch (measure.needs) {
        case Needs::kNothing: return window == "-" ? "" : name + " has no window: write -";
        case Needs::kEver: return ever ? "" : name + " is of the whole history: write ever";
        case Needs::kWindowOrEver:
            if (feature.subject == Subject::kPair)
                return ever ? "" : "a pair is remembered as a whole: write ever";
            if (ever) return "";
            break;
        case Needs::kPayersWindow:
            if (feature.subject != Subject::kPayer) return name + " is known of a payer alone";
            [[fallthrough]];
        case Needs::kWindow:
            if (delay != "-") return name + " takes no delay: write -";
            break;
        case Needs::kDelayed:
            if (delay == "-") return name + " needs the delay after which reports are in, e.g. 7d";
            break;
    }
    const auto length = ParseDuration(window);
    const auto wait = delay == "-" ? std::optional<Second>(0) : ParseDuration(delay);
    if (!length) return "the window '" + window + "' is none: write 10m, 24h, 7d or ever";
    if (!wait) return "the delay '" + delay + "' is none: write - or 7d";
    feature.window = PlaceWindow(
        *length, *wait, measure.needs == Needs::kDelayed || measure.needs == Needs::kPayersWindow);
    if (!feature.window)
        return "no ring holds this window: 60s, 10m in 10s, 1h in minutes, 24h in quarters of an "
               "hour, 37d in quarters of a day (delay included)";
    return "";
}

std::string ReadFeature(std::string_view line, Feature& feature) {
    feature.name = TakeWord(line);
    const auto subject = TakeWord(line);
    const auto measure = TakeWord(line);
    feature.window_text = TakeWord(line);
    feature.delay_text = TakeWord(line);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    feature.meaning = line;
    if (feature.meaning.empty())
        return "a line has a name, a subject, a measure, a window, a delay and a meaning";
    if (feature.name.size() > 64 ||
        feature.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") !=
            std::string::npos)
        return "a name has 1 to 64 of a-z, 0-9 and _";
    const auto known_subject = std::ranges::find(kSubjects, subject, &SubjectWord::word);
    if (known_subject == kSubjects.end())
        return "the subject '" + std::string(subject) + "' is unknown";
    const auto known_measure = std::ranges::find(kMeasures, measure, &MeasureWord::word);
    if (known_measure == kMeasures.end())
        return "the measure '" + std::string(measure) + "' is unknown";
    feature.subject = known_subject->value;
    feature.measure = known_measure->value;
    if ((feature.subject == Subject::kPayment) != known_measure->of_payment ||
        (feature.subject == Subject::kPair && !known_measure->of_pair))
        return std::string(measure) + " is no measure of a " + std::string(subject);
    return ReadWindow(feature, *known_measure);
}

}  // namespace

std::string_view NameOf(Subject subject) {
    return std::ranges::find(kSubjects, subject, &SubjectWord::value)->word;
}

std::string_view NameOf(Measure measure) {
    return std::ranges::find(kMeasures, measure, &MeasureWord::value)->word;
}

FeatureTableReading ReadFeatureTable(std::string_view text) {
    FeatureTableReading reading;
    std::vector<Feature> features;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos || line.front() == '#')
            continue;
        Feature feature{};
        auto fault = ReadFeature(line, feature);
        if (fault.empty() &&
            std::ranges::find(features, feature.name, &Feature::name) != features.end())
            fault = "the name '" + feature.name + "' is there twice";
        if (fault.empty()) {
            features.push_back(std::move(feature));
        } else {
            reading.faults.push_back("line " + std::to_string(number) + ": " + fault);
        }
    }
    if (features.empty() && reading.faults.empty())
        reading.faults.emplace_back("the table declares no feature");
    if (features.size() > kFeaturesMax)
        reading.faults.push_back("a table has at most " + std::to_string(kFeaturesMax) +
                                 " features");
    if (reading.faults.empty()) reading.table = FeatureTable(std::move(features));
    return reading;
}

const FeatureTable& FeatureTable::Default() {
    static const FeatureTable table = [] {
        auto reading = ReadFeatureTable(embedded::fraud_feature_table::kFeatures);
        if (!reading.table) throw std::logic_error("features.table, " + reading.faults.front());
        return std::move(*reading.table);
    }();
    return table;
}

std::vector<std::string> FeatureTable::Names() const {
    std::vector<std::string> names;
    for (const auto& feature : features_) names.push_back(feature.name);
    return names;
}

std::optional<std::size_t> FeatureTable::IndexOf(std::string_view name) const {
    const auto found = std::ranges::find(features_, name, &Feature::name);
    if (found == features_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - features_.begin());
}

std::optional<std::string> FeatureTable::HashOf(std::span<const std::string> names) const {
    std::string text(kSemantics);
    for (const auto& name : names) {
        const auto index = IndexOf(name);
        if (!index) return std::nullopt;
        const auto& feature = features_[*index];
        text += '\n' + feature.name + ' ';
        text += NameOf(feature.subject);
        text += ' ';
        text += NameOf(feature.measure);
        text += ' ' + feature.window_text + ' ' + feature.delay_text;
    }
    return core::ToHex(core::Sha256(text));
}

}  // namespace clearway::fraud
