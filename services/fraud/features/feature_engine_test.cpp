// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/feature_engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

namespace clearway::fraud {
namespace {

constexpr Second kStart = 1'740'787'200;  // Saturday, 1 March 2025, 0:00 UTC

EntityKey Key(const std::string& kind, int number) {
    return EntityKeyOf(kind + std::to_string(number));
}

Observation Make(int payer, int payee, Second at, std::int64_t scaled = 100'000) {
    return {.payer = Key("payer", payer),
            .payee = Key("payee", payee),
            .device = std::nullopt,
            .terminal = std::nullopt,
            .scaled_amount = scaled,
            .at = at};
}

// The features as their table tells them, from a list of everything that happened.
class Oracle {
public:
    struct Event {
        Observation attempt;
        bool reported;
        bool explained = false;  // by its amount
    };

    void Add(const Observation& attempt, bool reported) {
        events_.push_back({attempt, reported});
        std::vector<Event> of_payer;
        for (const auto& event : events_) {
            if (event.attempt.payer == attempt.payer) of_payer.push_back(event);
        }
        const auto usual = UsualOf(of_payer, of_payer.size());
        events_.back().explained = static_cast<double>(attempt.scaled_amount) / 10'000 >= 2 * usual;
    }

    double Value(const Feature& feature, const Observation& now) const {
        if (feature.subject == Subject::kPayment) return OfPayment(feature.measure, now);
        const auto key = KeyOf(feature.subject, now);
        if (!key) return std::nan("");
        std::vector<Event> all;
        for (const auto& event : events_) {
            const bool same =
                feature.subject == Subject::kPair
                    ? event.attempt.payer == now.payer && event.attempt.payee == now.payee
                    : KeyOf(feature.subject, event.attempt) == key;
            if (same) all.push_back(event);
        }
        return OfHistory(feature, now, all);
    }

private:
    static std::optional<EntityKey> KeyOf(Subject subject, const Observation& attempt) {
        if (subject == Subject::kPayee) return attempt.payee;
        if (subject == Subject::kDevice) return attempt.device;
        if (subject == Subject::kTerminal) return attempt.terminal;
        return attempt.payer;
    }

    static double OfPayment(Measure measure, const Observation& now) {
        const auto hour = now.at / 3'600 % 24;
        const auto day = (now.at - kStart) / kDaySeconds % 7;  // 0: Saturday
        if (measure == Measure::kAmount) return static_cast<double>(now.scaled_amount) / 10'000;
        if (measure == Measure::kHour) return static_cast<double>(hour);
        if (measure == Measure::kWeekend) return day < 2 ? 1 : 0;
        return hour < 7 ? 1 : 0;
    }

    static std::vector<Event> InWindow(const Feature& feature, const Observation& now,
                                       const std::vector<Event>& all) {
        if (!feature.window) return all;
        const auto& window = *feature.window;
        const auto bucket = kRingShapes[window.ring].bucket_seconds;
        const auto end = window.delay == 0 ? now.at / bucket * bucket + bucket
                                           : (now.at - window.delay) / bucket * bucket;
        std::vector<Event> in;
        for (const auto& event : all) {
            if (event.attempt.at < end && event.attempt.at >= end - window.length)
                in.push_back(event);
        }
        return in;
    }

    static double OfHistory(const Feature& feature, const Observation& now,
                            const std::vector<Event>& all) {
        const auto in = InWindow(feature, now, all);
        const bool itself = !feature.window || feature.window->delay == 0;
        const auto others = static_cast<double>(in.size());
        double sum_of_others = 0;
        for (const auto& event : in) {
            sum_of_others += static_cast<double>(event.attempt.scaled_amount) / 10'000;
        }
        const auto amount = static_cast<double>(now.scaled_amount) / 10'000;
        const auto count = others + (itself ? 1 : 0);
        const auto sum = sum_of_others + (itself ? amount : 0);
        const auto missing = std::nan("");
        switch (feature.measure) {
            case Measure::kCount: return count;
            case Measure::kSum: return sum;
            case Measure::kMean: return count > 0 ? sum / count : missing;
            case Measure::kAmountRatio:
                return others > 0 ? amount / (sum_of_others / others) : missing;
            case Measure::kDeviation: return DeviationOf(now, all);
            case Measure::kUsualRatio:
            case Measure::kExcess:
            case Measure::kDaysSinceFirstOutlier: return OfUsual(feature, now, all);
            case Measure::kCounterparties: {
                std::set<EntityKey> parties;
                const auto other = [&](const Observation& attempt) {
                    return feature.subject == Subject::kPayer ? attempt.payee : attempt.payer;
                };
                for (const auto& event : all) {
                    if (event.attempt.at > now.at - feature.window->length)
                        parties.insert(other(event.attempt));
                }
                parties.insert(other(now));
                return static_cast<double>(parties.size());
            }
            case Measure::kIsNew: return all.empty() ? 1 : 0;
            case Measure::kSecondsSinceLast:
                return all.empty() ? missing : now.at - all.back().attempt.at;
            case Measure::kDaysKnown:
                return all.empty() ? missing : (now.at - all.front().attempt.at) / 86'400.0;
            default: return OfReports(feature, now, in);
        }
    }

    static Second BucketStart(Second at) { return at / 21'600 * 21'600; }

    static double OfReports(const Feature& feature, const Observation& now,
                            const std::vector<Event>& in) {
        const auto count = static_cast<double>(in.size());
        const auto reports = static_cast<double>(
            std::ranges::count_if(in, [](auto& event) { return event.reported; }));
        const auto missing = std::nan("");
        const auto days_since = [&](Second at) { return (now.at - BucketStart(at)) / 86'400.0; };
        switch (feature.measure) {
            case Measure::kReports: return reports;
            case Measure::kReportedShare: return count > 0 ? reports / count : missing;
            case Measure::kDaysSinceFirstReport:
                for (const auto& event : in) {
                    if (event.reported) return days_since(event.attempt.at);
                }
                return missing;
            case Measure::kDaysSinceLastReport:
                for (auto event = in.rbegin(); event != in.rend(); ++event) {
                    if (event->reported) return days_since(event->attempt.at);
                }
                return missing;
            case Measure::kReportedStreak: return static_cast<double>(StreakOf(in).reported);
            case Measure::kDaysInStreak:
                return StreakOf(in).since == 0 ? missing : days_since(StreakOf(in).since);
            case Measure::kDaysSinceUnreported:
                return StreakOf(in).ended == 0 ? missing : days_since(StreakOf(in).ended);
            default: return missing;
        }
    }

    // The latest buckets without an attempt that was not reported.
    static Streak StreakOf(const std::vector<Event>& in) {
        Streak streak;
        for (const auto& event : in) {
            if (!event.reported)
                streak.ended = std::max(streak.ended, BucketStart(event.attempt.at));
        }
        for (const auto& event : in) {
            if (BucketStart(event.attempt.at) <= streak.ended || event.explained) continue;
            ++streak.reported;
            if (streak.since == 0) streak.since = BucketStart(event.attempt.at);
        }
        return streak;
    }

    // The usual amount of the payer behind its first `count` attempts; 0: nothing is known.
    static double UsualOf(const std::vector<Event>& all, std::size_t count) {
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto amount = static_cast<double>(all[i].attempt.scaled_amount) / 10'000;
            sum += i == 0 ? amount : std::min(amount, 2.5 * sum / static_cast<double>(i));
        }
        return count == 0 ? 0 : sum / static_cast<double>(count);
    }

    static double OfUsual(const Feature& feature, const Observation& now,
                          const std::vector<Event>& all) {
        const auto ratio = [&](const Observation& attempt, std::size_t before) {
            return static_cast<double>(attempt.scaled_amount) / 10'000 / UsualOf(all, before);
        };
        if (feature.measure == Measure::kUsualRatio)
            return all.empty() ? std::nan("") : ratio(now, all.size());
        double excess = 0;
        Second first = 0;
        const auto start = (now.at / 21'600 + 1) * 21'600 - feature.window->length;
        for (std::size_t i = 1; i < all.size(); ++i) {
            if (all[i].attempt.at < start) continue;
            excess += std::clamp(ratio(all[i].attempt, i) - 2, 0.0, 2.0);
            if (first == 0 && ratio(all[i].attempt, i) > 2.5)
                first = BucketStart(all[i].attempt.at);
        }
        if (feature.measure == Measure::kExcess) return excess;
        return first == 0 ? std::nan("") : (now.at - first) / 86'400.0;
    }

    static double DeviationOf(const Observation& now, const std::vector<Event>& all) {
        if (all.size() < 2) return std::nan("");
        const auto log = [](const Observation& attempt) {
            return std::log(static_cast<double>(attempt.scaled_amount) / 10'000);
        };
        double mean = 0;
        for (const auto& event : all) mean += log(event.attempt) / static_cast<double>(all.size());
        double variance = 0;
        for (const auto& event : all)
            variance += std::pow(log(event.attempt) - mean, 2) / static_cast<double>(all.size());
        return (log(now) - mean) / std::max(std::sqrt(variance), 0.1);
    }

    std::vector<Event> events_;
};

// Logarithms and ratios are kept in 1024ths, the usual amount in ten-thousandths.
double ToleranceOf(const Feature& feature) {
    if (feature.measure == Measure::kDeviation) return 0.02;
    if (feature.measure == Measure::kExcess) return 0.02;
    return feature.measure == Measure::kUsualRatio ? 1e-6 : 1e-9;
}

// A month of few parties, so that every window has something in it, with bursts and pauses.
TEST(FeatureEngine, SaysWhatTheTableSays) {
    const auto& table = FeatureTable::Default();
    FeatureEngine engine(table, 1'000);
    Oracle oracle;
    std::mt19937 random(7);
    const auto one_of = [&](int n) {
        return static_cast<int>(random() % static_cast<unsigned>(n));
    };
    std::vector<double> row(table.Size());
    std::vector<int> known(table.Size());
    auto at = kStart;
    for (int i = 0; i < 900; ++i) {
        at += static_cast<Second>(one_of(3) == 0 ? one_of(20) : one_of(8'000));
        auto attempt = Make(one_of(6), one_of(5), at, 10'000 + one_of(1'999'999));
        if (one_of(6) == 0) attempt.scaled_amount *= 5;
        if (one_of(4) > 0) attempt.device = Key("device", one_of(4));
        if (one_of(4) == 0) attempt.terminal = Key("terminal", one_of(3));
        engine.Observe(attempt, row);
        for (std::size_t f = 0; f < table.Size(); ++f) {
            const auto& feature = table.Features()[f];
            const auto expected = oracle.Value(feature, attempt);
            const auto tolerance = ToleranceOf(feature) * std::max(1.0, std::abs(expected));
            if (std::isnan(expected)) {
                ASSERT_TRUE(std::isnan(row[f])) << feature.name << " of attempt " << i;
            } else {
                ASSERT_NEAR(row[f], expected, tolerance) << feature.name << " of attempt " << i;
                ++known[f];
            }
        }
        // The payee 3 is taken over for two weeks.
        const auto day = (at - kStart) / kDaySeconds;
        const bool reported =
            (attempt.payee == Key("payee", 3) && day >= 10 && day < 24) || one_of(40) == 0;
        oracle.Add(attempt, reported);
        if (reported) engine.Report(attempt);
    }
    for (std::size_t f = 0; f < table.Size(); ++f)
        EXPECT_GT(known[f], 40) << table.Features()[f].name << " was hardly ever known";
}

class FeatureEngineTest : public testing::Test {
protected:
    double Value(const Observation& attempt, std::string_view name) {
        std::vector<double> row(table_.Size());
        engine_.Read(attempt, row);
        return row[table_.IndexOf(name).value()];
    }

    const FeatureTable& table_ = FeatureTable::Default();
    FeatureEngine engine_{table_, 100};
};

TEST_F(FeatureEngineTest, ALateAttemptCountsWhereItBelongs) {
    engine_.Count(Make(1, 1, kStart + 7'200));
    engine_.Count(Make(1, 2, kStart + 60));
    EXPECT_EQ(Value(Make(1, 3, kStart + 120), "payer_count_24h"), 2);
    EXPECT_EQ(Value(Make(1, 3, kStart + 7'201), "payer_count_24h"), 3);
    EXPECT_EQ(Value(Make(1, 3, kStart + 7'201), "payer_seconds_since_last"), 1);
    EXPECT_EQ(Value(Make(1, 3, kStart + 120), "payer_seconds_since_last"), 0);
    EXPECT_NEAR(Value(Make(1, 3, kStart + 7'260), "payer_days_known"), 7'200 / 86'400.0, 1e-12);
}

// What is usual depends on what came before; all else does not.
TEST_F(FeatureEngineTest, OrderOfTheSameAttemptsMakesNoDifference) {
    std::vector<Observation> attempts;
    std::mt19937 random(3);
    for (int i = 0; i < 200; ++i)
        attempts.push_back(Make(i % 3, i % 7, kStart + static_cast<Second>(random() % 3'000),
                                1 + static_cast<std::int64_t>(random() % 99'999)));
    FeatureEngine shuffled(table_, 100);
    for (const auto& attempt : attempts) engine_.Count(attempt);
    std::ranges::shuffle(attempts, random);
    for (const auto& attempt : attempts) shuffled.Count(attempt);
    std::vector<double> a(table_.Size());
    std::vector<double> b(table_.Size());
    for (int payer = 0; payer < 3; ++payer) {
        const auto now = Make(payer, 1, kStart + 3'000);
        engine_.Read(now, a);
        shuffled.Read(now, b);
        for (std::size_t f = 0; f < a.size(); ++f) {
            const auto measure = table_.Features()[f].measure;
            const bool in_order = measure == Measure::kUsualRatio || measure == Measure::kExcess ||
                                  measure == Measure::kDaysSinceFirstOutlier;
            EXPECT_TRUE(in_order || a[f] == b[f] || (std::isnan(a[f]) && std::isnan(b[f])))
                << table_.Features()[f].name;
        }
    }
}

TEST_F(FeatureEngineTest, WhatIsWithdrawnLeavesNoTrace) {
    FeatureEngine without(table_, 100);
    for (int i = 0; i < 50; ++i) {
        const auto attempt = Make(i % 2, i % 5, kStart + static_cast<Second>(i * 90), 1'000 + i);
        engine_.Count(attempt);
        without.Count(attempt);
    }
    const auto withdrawn = Make(0, 9, kStart + 5'000, 777'777);
    engine_.Count(withdrawn);
    engine_.Withdraw(withdrawn);
    std::vector<double> a(table_.Size());
    std::vector<double> b(table_.Size());
    for (const auto payee : {1, 9}) {
        engine_.Read(Make(0, payee, kStart + 5'100), a);
        without.Read(Make(0, payee, kStart + 5'100), b);
        for (std::size_t f = 0; f < a.size(); ++f) {
            EXPECT_EQ(std::isnan(a[f]), std::isnan(b[f])) << table_.Features()[f].name;
            // What an amount was held down to is reckoned back.
            if (!std::isnan(a[f])) {
                EXPECT_NEAR(a[f], b[f], 1e-4 * std::abs(b[f])) << table_.Features()[f].name;
            }
        }
    }
}

TEST_F(FeatureEngineTest, UnknownPartiesHaveNoHistory) {
    const auto attempt = Make(1, 1, kStart);
    EXPECT_EQ(Value(attempt, "payer_count_7d"), 1) << "itself";
    EXPECT_TRUE(std::isnan(Value(attempt, "payer_amount_ratio")));
    EXPECT_TRUE(std::isnan(Value(attempt, "device_count_1m"))) << "there is no device";
    EXPECT_EQ(Value(attempt, "pair_is_new"), 1);
    engine_.Report(attempt);
    engine_.Withdraw(attempt);
    EXPECT_EQ(engine_.Entities(), 0U) << "nobody comes into being by a report";
}

TEST_F(FeatureEngineTest, AReportIsSeenAWeekLater) {
    const auto attempt = Make(1, 1, kStart + 100);
    engine_.Count(attempt);
    engine_.Report(attempt);
    const auto then = [&](Second later) { return Make(2, 1, kStart + later); };
    EXPECT_EQ(Value(then(7 * kDaySeconds), "payee_reports_30d"), 0);
    EXPECT_EQ(Value(then(7 * kDaySeconds + 21'600), "payee_reports_30d"), 1);
    EXPECT_EQ(Value(then(38 * kDaySeconds), "payee_reports_30d"), 0);
}

TEST_F(FeatureEngineTest, AmountsBeyondAllBoundsStayThere) {
    const auto huge = std::numeric_limits<std::int64_t>::max();
    for (int i = 0; i < 3; ++i) engine_.Count(Make(1, 1, kStart + static_cast<Second>(i), huge));
    const auto sum = Value(Make(1, 1, kStart + 5, huge), "payer_sum_24h");
    EXPECT_NEAR(sum, static_cast<double>(huge) / 10'000, 1);
    EXPECT_TRUE(std::isfinite(Value(Make(1, 1, kStart + 5), "payer_deviation")));
}

TEST_F(FeatureEngineTest, ForgetsPartiesBeyondItsSize) {
    for (int i = 0; i < 500; ++i) engine_.Count(Make(i, 1, kStart + static_cast<Second>(i)));
    EXPECT_EQ(engine_.Entities(), 101U);
    EXPECT_EQ(Value(Make(0, 1, kStart + 500), "payer_count_24h"), 1);
    EXPECT_EQ(Value(Make(499, 1, kStart + 500), "payer_count_24h"), 2);
    EXPECT_EQ(Value(Make(0, 1, kStart + 500), "payee_payers_24h"), 65) << "64 are remembered";
    EXPECT_EQ(Value(Make(0, 1, kStart + 500), "payee_count_24h"), 501);
}

}  // namespace
}  // namespace clearway::fraud
