// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/feature_engine.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "services/fraud/features/state_file.h"

namespace clearway::fraud {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kScale = 10'000;  // ScaledAmount of one major unit
constexpr std::int64_t kNightEndsAfterHour = 6;
// Amounts of a payer that always pays the same are still allowed to differ a little.
constexpr double kLeastLogSpread = 0.1;

std::uint64_t DigestOf(const EntityKey& key) { return std::hash<EntityKey>{}(key); }

double Major(std::int64_t scaled) { return static_cast<double>(scaled) / kScale; }
double Days(Second seconds) { return static_cast<double>(seconds) / kDaySeconds; }
double Number(std::int64_t value) { return static_cast<double>(value); }
double Flag(bool value) { return value ? 1 : 0; }

std::int64_t HourOf(Second at) { return at % kDaySeconds / kHourSeconds; }
// 1 January 1970 was a Thursday.
bool IsWeekend(Second at) { return (at / kDaySeconds + 3) % 7 >= 5; }

// How far the amount lies from the mean of all before, in standard deviations of their logarithms.
double Deviation(const EntityHistory& history, std::int64_t scaled_amount) {
    const auto count = Number(history.TotalsEver().count);
    if (count < 2) return kMissing;
    const auto& logs = history.LogMomentsEver();
    const auto mean = Number(logs.sum) / count;
    const auto variance = std::max(Number(logs.square_sum) / count - mean * mean, 0.0);
    const auto spread = std::max(std::sqrt(variance) / kLogUnit, kLeastLogSpread);
    return (Number(LogAmount(scaled_amount)) - mean) / kLogUnit / spread;
}

double MaybeSeconds(std::optional<Second> seconds) { return seconds ? Number(*seconds) : kMissing; }
double MaybeDays(std::optional<Second> seconds) { return seconds ? Days(*seconds) : kMissing; }
double DaysSince(Second at, Second then) { return then == 0 ? kMissing : Days(at - then); }

double OfPayment(Measure measure, const Observation& attempt) {
    switch (measure) {
        case Measure::kAmount: return Major(attempt.scaled_amount);
        case Measure::kHour: return Number(HourOf(attempt.at));
        case Measure::kWeekend: return Flag(IsWeekend(attempt.at));
        case Measure::kNight: return Flag(HourOf(attempt.at) <= kNightEndsAfterHour);
        default: return kMissing;
    }
}

double OfPair(Measure measure, const Counterparty* pair, Second at) {
    switch (measure) {
        case Measure::kIsNew: return Flag(pair == nullptr);
        case Measure::kCount: return pair == nullptr ? 1 : Number(pair->count) + 1;
        case Measure::kSecondsSinceLast:
            if (pair == nullptr) return kMissing;
            return at > pair->last ? Number(at - pair->last) : 0;
        case Measure::kDaysKnown:
            if (pair == nullptr) return kMissing;
            return at > pair->first ? Days(at - pair->first) : 0;
        default: return kMissing;
    }
}

// Measures of counts and sums. `before` is what was counted before; a window without delay has the
// attempt itself as well.
double OfTotals(Measure measure, const WindowTotals& before, bool with_itself,
                std::int64_t scaled_amount) {
    const auto count = before.count + (with_itself ? 1 : 0);
    const auto sum = with_itself ? AddScaled(before.sum, scaled_amount) : before.sum;
    switch (measure) {
        case Measure::kCount: return Number(count);
        case Measure::kSum: return Major(sum);
        case Measure::kMean: return count == 0 ? kMissing : Major(sum) / Number(count);
        case Measure::kAmountRatio:
            if (before.count == 0 || before.sum <= 0) return kMissing;
            return Number(scaled_amount) * Number(before.count) / Number(before.sum);
        default: return kMissing;
    }
}

double OfReports(Measure measure, const EntityHistory& history, const Window& window, Second at,
                 std::int64_t counted) {
    switch (measure) {
        case Measure::kReports: return Number(history.Reports(window, at));
        case Measure::kReportedShare:
            if (counted == 0) return kMissing;
            return std::min(Number(history.Reports(window, at)) / Number(counted), 1.0);
        case Measure::kDaysSinceFirstReport:
            return DaysSince(at, history.FirstReported(window, at));
        case Measure::kDaysSinceLastReport: return DaysSince(at, history.LastReported(window, at));
        case Measure::kReportedStreak: return Number(history.ReportedStreak(window, at).reported);
        case Measure::kDaysInStreak: return DaysSince(at, history.ReportedStreak(window, at).since);
        case Measure::kDaysSinceUnreported:
            return DaysSince(at, history.ReportedStreak(window, at).ended);
        default: return kMissing;
    }
}

bool IsOfTotals(Measure measure) {
    return measure == Measure::kCount || measure == Measure::kSum || measure == Measure::kMean ||
           measure == Measure::kAmountRatio;
}

}  // namespace

std::size_t FeatureEngine::HistoryOf(Subject subject) {
    switch (subject) {
        case Subject::kPayee: return 1;
        case Subject::kDevice: return 2;
        case Subject::kTerminal: return 3;
        case Subject::kPayer:
        case Subject::kPair:
        case Subject::kPayment: break;
    }
    return 0;
}

FeatureEngine::FeatureEngine(const FeatureTable& table, std::size_t entities_max)
    : table_(table), entities_max_(entities_max) {
    for (std::size_t i = 0; i < kHistories; ++i) histories_.emplace_back(entities_max);
    for (const auto& feature : table.Features()) {
        Step step{.measure = feature.measure,
                  .subject = feature.subject,
                  .ever = !feature.window,
                  .slot = 0,
                  .window = feature.window.value_or(Window{})};
        const bool needs_totals =
            IsOfTotals(feature.measure) || feature.measure == Measure::kReportedShare;
        if (feature.window && needs_totals) {
            const auto history = HistoryOf(feature.subject);
            const auto same = std::ranges::find_if(slots_, [&](const Slot& slot) {
                return slot.history == history && slot.window == *feature.window;
            });
            step.slot = static_cast<std::uint16_t>(same - slots_.begin());
            if (same == slots_.end()) slots_.push_back({history, *feature.window});
        }
        steps_.push_back(step);
    }
}

void FeatureEngine::Read(const Observation& attempt, std::span<double> row) const {
    if (row.size() != steps_.size())
        throw std::invalid_argument("a row of features has the size of their table");
    static const EntityHistory kUnknown;
    const std::array<const EntityKey*, kHistories> keys{
        &attempt.payer, &attempt.payee, attempt.device ? &*attempt.device : nullptr,
        attempt.terminal ? &*attempt.terminal : nullptr};
    std::array<const EntityHistory*, kHistories> known{};  // null: the attempt has no such party
    for (std::size_t i = 0; i < kHistories; ++i) {
        if (keys[i] == nullptr) continue;
        const auto* found = histories_[i].Find(*keys[i]);
        known[i] = found ? found : &kUnknown;
    }
    std::array<WindowTotals, kFeaturesMax> totals;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (known[slots_[i].history])
            totals[i] = known[slots_[i].history]->Totals(slots_[i].window, attempt.at);
    }

    const auto* pair = known[0]->Find(DigestOf(attempt.payee));
    const auto value = [&](const Step& step) {
        if (step.subject == Subject::kPayment) return OfPayment(step.measure, attempt);
        if (step.subject == Subject::kPair) return OfPair(step.measure, pair, attempt.at);
        const auto* history = known[HistoryOf(step.subject)];
        if (history == nullptr) return kMissing;
        if (IsOfTotals(step.measure)) {
            return OfTotals(step.measure, step.ever ? history->TotalsEver() : totals[step.slot],
                            step.window.delay == 0, attempt.scaled_amount);
        }
        switch (step.measure) {
            case Measure::kDeviation: return Deviation(*history, attempt.scaled_amount);
            case Measure::kUsualRatio:
                return history->UsualRatio(attempt.scaled_amount).value_or(kMissing);
            case Measure::kExcess:
                return Number(history->UnusualIn(step.window, attempt.at).excess) / kRatioUnit;
            case Measure::kDaysSinceFirstOutlier:
                return DaysSince(attempt.at,
                                 history->UnusualIn(step.window, attempt.at).first_outlier);
            case Measure::kCounterparties: {
                const auto digest = step.subject == Subject::kPayer ? DigestOf(attempt.payee)
                                                                    : DigestOf(attempt.payer);
                return Number(history->CounterpartiesSince(attempt.at, step.window.length, digest));
            }
            case Measure::kSecondsSinceLast:
                return MaybeSeconds(history->SecondsSinceLast(attempt.at));
            case Measure::kDaysKnown: return MaybeDays(history->SecondsSinceFirst(attempt.at));
            case Measure::kIsNew: return Flag(history->TotalsEver().count == 0);
            default:
                return OfReports(step.measure, *history, step.window, attempt.at,
                                 totals[step.slot].count);
        }
    };
    for (std::size_t i = 0; i < steps_.size(); ++i) row[i] = value(steps_[i]);
}

template <class Act>
void FeatureEngine::ForEachEntity(const Observation& attempt, const Act& act) {
    Sighting sighting{.at = attempt.at,
                      .scaled_amount = attempt.scaled_amount,
                      .log_amount = LogAmount(attempt.scaled_amount),
                      .counterparty = DigestOf(attempt.payee),
                      .pays = true};
    act(histories_[0], attempt.payer, sighting);
    sighting.counterparty = DigestOf(attempt.payer);
    sighting.pays = false;
    act(histories_[1], attempt.payee, sighting);
    if (attempt.device) act(histories_[2], *attempt.device, sighting);
    if (attempt.terminal) act(histories_[3], *attempt.terminal, sighting);
}

void FeatureEngine::Count(const Observation& attempt) {
    ForEachEntity(attempt, [](auto& table, const EntityKey& key, const Sighting& sighting) {
        table.Touch(key).Add(sighting);
    });
}

void FeatureEngine::Withdraw(const Observation& attempt) {
    ForEachEntity(attempt, [](auto& table, const EntityKey& key, const Sighting& sighting) {
        if (auto* history = table.Find(key)) history->Remove(sighting);
    });
}

void FeatureEngine::Report(const Observation& attempt) {
    const auto* payer = histories_[0].Find(attempt.payer);
    const bool explained = payer != nullptr && payer->IsUnusual(attempt.scaled_amount);
    ForEachEntity(attempt, [&](auto& table, const EntityKey& key, const Sighting&) {
        if (auto* history = table.Find(key)) history->Report(attempt.at, explained);
    });
}

void FeatureEngine::Observe(const Observation& attempt, std::span<double> row) {
    Read(attempt, row);
    Count(attempt);
}

void FeatureEngine::Save(StateWriter& out) const {
    for (const auto& table : histories_) {
        out.Value(static_cast<std::uint64_t>(table.Size()));
        table.ForEach([&](const EntityKey& key, const EntityHistory& history) {
            out.Value(key.AsBytes());
            history.Save(out);
        });
    }
}

void FeatureEngine::Load(StateReader& in) {
    for (auto& table : histories_) {
        table = EntityTable<EntityHistory>(entities_max_);
        const auto size = in.Value<std::uint64_t>();
        for (std::uint64_t i = 0; i < size; ++i) {
            const EntityKey key(in.Value<EntityKey::Bytes>());
            table.Touch(key).Load(in);
        }
    }
}

std::string FeatureEngine::StateHash() const {
    StateWriter nowhere;
    Save(nowhere);
    return nowhere.Hex();
}

std::size_t FeatureEngine::Entities() const {
    std::size_t entities = 0;
    for (const auto& table : histories_) entities += table.Size();
    return entities;
}

std::size_t FeatureEngine::EntityBytes() const {
    std::size_t bytes = 0;
    for (const auto& table : histories_) {
        bytes += table.Size() * table.NodeBytes();
        table.ForEach(
            [&](const auto&, const EntityHistory& history) { bytes += history.HeapBytes(); });
    }
    return bytes;
}

}  // namespace clearway::fraud
