// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/features/feature_windows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;

const core::Currency kEur = *core::Currency::Parse("EUR");
const auto kStart = *core::ParseRfc3339("2026-03-01T12:00:00Z");

core::Uuid Key(int number) { return EntityKeyOf("key " + std::to_string(number)); }

Attempt MakeAttempt(int id, int payer, int payee, core::Timestamp at, std::int64_t minor = 100) {
    return {.payment_id = core::PaymentId(EntityKeyOf("payment " + std::to_string(id))),
            .payer = Key(payer),
            .payee = Key(1'000 + payee),
            .device = std::nullopt,
            .amount = core::Money(kEur, minor),
            .created_at = at};
}

// What the features mean, written down without any cleverness: over all attempts that were seen.
class Model {
public:
    FeatureVector Observe(const Attempt& attempt) {
        FeatureVector features;
        FillHistory(features, attempt);
        seen_.push_back(attempt);
        Fill(features, Entity::kPayer, attempt, [&](auto& a) { return a.payer == attempt.payer; });
        Fill(features, Entity::kPayee, attempt, [&](auto& a) { return a.payee == attempt.payee; });
        if (attempt.device) {
            Fill(features, Entity::kDevice, attempt,
                 [&](auto& a) { return a.device == attempt.device; });
        }
        features[Feature::kAmount] = ScaledAmount(attempt.amount);
        return features;
    }

private:
    template <class Same>
    void Fill(FeatureVector& features, Entity entity, const Attempt& attempt, const Same& same) {
        for (const auto window : {Window::k1m, Window::k10m, Window::k1h, Window::k24h}) {
            const auto shape = kWindowShapes[static_cast<std::size_t>(window)];
            const auto bucket = [&](auto& a) {
                return SecondOf(a.created_at) / shape.bucket_seconds;
            };
            std::int64_t newest = 0;
            for (const auto& a : seen_)
                if (same(a)) newest = std::max(newest, bucket(a));
            for (const auto& a : seen_) {
                if (!same(a) || bucket(a) <= newest - shape.buckets) continue;
                if (bucket(a) > bucket(attempt) || bucket(a) <= bucket(attempt) - shape.buckets)
                    continue;
                features[CountOf(entity, window)] += 1;
                features[SumOf(entity, window)] += ScaledAmount(a.amount);
            }
        }
    }

    void FillHistory(FeatureVector& features, const Attempt& attempt) {
        const auto now = SecondOf(attempt.created_at);
        std::int64_t last = -kDaySeconds;
        bool paid = false;
        for (const auto& a : seen_) {
            if (a.payer != attempt.payer) continue;
            last = std::max(last, SecondOf(a.created_at));
            paid |= a.payee == attempt.payee && SecondOf(a.created_at) > now - kDaySeconds;
        }
        features[Feature::kPayerSecondsSinceLast] =
            std::clamp(now - last, std::int64_t{0}, kDaySeconds);
        features[Feature::kNewPayee] = paid ? 0 : 1;
    }

    std::vector<Attempt> seen_;
};

TEST(FeatureWindows, AgreeWithTheDefinitionOnRandomAttemptsOfThreeDays) {
    for (const unsigned seed : {1U, 2U, 3U}) {
        std::mt19937_64 random(seed);
        const auto upto = [&](int n) {
            return static_cast<int>(random() % static_cast<unsigned>(n));
        };
        FeatureWindows windows(1'000);
        Model model;
        auto now = kStart;
        for (int i = 0; i < 1'500; ++i) {
            // Bursts, pauses of minutes and of hours, and arrivals up to two minutes late.
            const int kind = upto(20);
            now += kind < 14 ? std::chrono::milliseconds(upto(900))
                             : kind < 19 ? std::chrono::milliseconds(upto(300'000))
                                         : std::chrono::milliseconds(upto(7'000'000));
            auto attempt = MakeAttempt(i, upto(5), upto(7), now - std::chrono::seconds(upto(120)),
                                       1 + upto(100'000));
            if (upto(3) > 0) attempt.device = Key(2'000 + upto(4));
            ASSERT_EQ(windows.Observe(attempt), model.Observe(attempt))
                << "seed " << seed << ", attempt " << i;
        }
    }
}

TEST(FeatureWindows, ReadsAnAttemptAgainWithoutCountingIt) {
    FeatureWindows windows(1'000);
    const auto attempt = MakeAttempt(1, 1, 1, kStart);
    windows.Observe(attempt);
    EXPECT_EQ(windows.Read(attempt)[Feature::kPayerCount1m], 1);
    EXPECT_EQ(windows.Read(attempt)[Feature::kPayerCount1m], 1);
}

TEST(FeatureWindows, CountAsIfAWithdrawnAttemptHadNotBeen) {
    FeatureWindows with(1'000);
    FeatureWindows without(1'000);
    auto withdrawn = MakeAttempt(1, 1, 1, kStart + 30s, 700);
    withdrawn.device = Key(2'001);
    for (int i = 0; i < 60; ++i) {
        auto attempt = MakeAttempt(10 + i, 1, 1, kStart + std::chrono::seconds(i), 100 + i);
        if (i % 2 == 0) attempt.device = withdrawn.device;
        if (i == 30) with.Observe(withdrawn);
        with.Observe(attempt);
        without.Observe(attempt);
    }
    const auto last = MakeAttempt(99, 1, 1, kStart + 59s, 1);
    EXPECT_NE(with.Read(last), without.Read(last));
    with.Withdraw(withdrawn);
    EXPECT_EQ(with.Read(last), without.Read(last));
    with.Withdraw(MakeAttempt(2, 7, 7, kStart));  // forgotten meanwhile: nothing to take back
    EXPECT_EQ(with.Entities(), without.Entities());
}

TEST(FeatureWindows, LetAMinuteGoByAfterSixtySeconds) {
    FeatureWindows windows(1'000);
    windows.Observe(MakeAttempt(1, 1, 1, kStart));
    EXPECT_EQ(windows.Observe(MakeAttempt(2, 1, 1, kStart + 59s))[Feature::kPayerCount1m], 2);
    const auto features = windows.Observe(MakeAttempt(3, 1, 1, kStart + 60s));
    EXPECT_EQ(features[Feature::kPayerCount1m], 2);
    EXPECT_EQ(features[Feature::kPayerCount10m], 3);
    EXPECT_EQ(features[Feature::kPayerSecondsSinceLast], 1);
    EXPECT_EQ(features[Feature::kNewPayee], 0);
}

TEST(FeatureWindows, ForgetThoseIdleForLongestWhenFull) {
    FeatureWindows windows(3);
    for (int payer = 0; payer < 4; ++payer)
        windows.Observe(MakeAttempt(payer, payer, payer, kStart + std::chrono::seconds(payer)));
    EXPECT_EQ(windows.Entities(), 6U);
    EXPECT_EQ(windows.Observe(MakeAttempt(9, 3, 3, kStart + 9s))[Feature::kPayerCount1m], 2);
    EXPECT_EQ(windows.Observe(MakeAttempt(10, 0, 0, kStart + 9s))[Feature::kPayerCount1m], 1);
}

TEST(FeatureWindows, LetGoOfEntitiesThatWereIdleForADay) {
    FeatureWindows windows(1'000);
    for (int payer = 0; payer < 10; ++payer)
        windows.Observe(MakeAttempt(payer, payer, payer, kStart));
    EXPECT_EQ(windows.Entities(), 20U);
    for (int i = 0; i < 5; ++i) windows.Observe(MakeAttempt(100 + i, 50, 50, kStart + 26h));
    EXPECT_EQ(windows.Entities(), 2U);
}

TEST(FeatureWindows, KeepABoundedNumberOfPayeesOfAPayer) {
    FeatureWindows windows(1'000);
    const int many = static_cast<int>(FeatureWindows::kPayeesMax) + 1;
    for (int payee = 0; payee < many; ++payee)
        windows.Observe(MakeAttempt(payee, 1, payee, kStart + std::chrono::seconds(payee)));
    EXPECT_EQ(windows.Read(MakeAttempt(900, 1, many - 1, kStart + 200s))[Feature::kNewPayee], 0);
    EXPECT_EQ(windows.Read(MakeAttempt(901, 1, 0, kStart + 200s))[Feature::kNewPayee], 1);
}

TEST(ScaledAmount, MeansTheSameForEveryExponentAndNeverWraps) {
    const auto scaled = [](const char* currency, std::int64_t minor) {
        return ScaledAmount(core::Money(*core::Currency::Parse(currency), minor));
    };
    EXPECT_EQ(scaled("EUR", 1'234), 123'400);
    EXPECT_EQ(scaled("JPY", 12), 120'000);
    EXPECT_EQ(scaled("BHD", 12'340), 123'400);
    EXPECT_EQ(scaled("JPY", 999'999'999'999'999'999), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(AddScaled(std::numeric_limits<std::int64_t>::max(), 1),
              std::numeric_limits<std::int64_t>::max());
}

}  // namespace
}  // namespace clearway::fraud
