// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/features/feature_windows.h"

#include <algorithm>

namespace clearway::fraud {

namespace {

// Entities idle for a day that one attempt clears away, per table.
constexpr int kStaleDropsMax = 2;
// An hour more than the longest window, for attempts that arrive late.
constexpr std::int64_t kStaleSeconds = kDaySeconds + 3'600;

}  // namespace

FeatureWindows::FeatureWindows(std::size_t entities_max)
    : payers_(entities_max), payees_(entities_max), devices_(entities_max) {}

template <class Value>
void FeatureWindows::Count(LruTable<Value>& table, const EntityKey& key, const Attempt& attempt) {
    const auto second = SecondOf(attempt.created_at);
    table.DropStale([&](const Value& value) { return value.last_second <= second - kStaleSeconds; },
                    kStaleDropsMax);
    auto& tracked = table.Touch(key);
    tracked.ring.Add(attempt.created_at, ScaledAmount(attempt.amount));
    tracked.last_second = std::max(tracked.last_second, second);
}

FeatureVector FeatureWindows::Observe(const Attempt& attempt) {
    FeatureVector history;
    FillHistory(history, payers_.Find(attempt.payer), attempt);
    Count(payers_, attempt.payer, attempt);
    Count(payees_, attempt.payee, attempt);
    if (attempt.device) Count(devices_, *attempt.device, attempt);
    RememberPayee(payers_.Touch(attempt.payer), attempt);

    // The history is what lay before this attempt; everything else includes it.
    auto features = Read(attempt);
    features[Feature::kPayerSecondsSinceLast] = history[Feature::kPayerSecondsSinceLast];
    features[Feature::kNewPayee] = history[Feature::kNewPayee];
    return features;
}

void FeatureWindows::Withdraw(const Attempt& attempt) {
    const auto remove = [&](Tracked* tracked) {
        if (tracked) tracked->ring.Remove(attempt.created_at, ScaledAmount(attempt.amount));
    };
    remove(payers_.Find(attempt.payer));
    remove(payees_.Find(attempt.payee));
    if (attempt.device) remove(devices_.Find(*attempt.device));
}

FeatureVector FeatureWindows::Read(const Attempt& attempt) const {
    FeatureVector features;
    const auto* payer = payers_.Find(attempt.payer);
    Fill(features, Entity::kPayer, payer, attempt);
    Fill(features, Entity::kPayee, payees_.Find(attempt.payee), attempt);
    if (attempt.device) {
        Fill(features, Entity::kDevice, devices_.Find(*attempt.device), attempt);
    }
    FillHistory(features, payer, attempt);
    features[Feature::kAmount] = ScaledAmount(attempt.amount);
    return features;
}

void FeatureWindows::Fill(FeatureVector& features, Entity entity, const Tracked* tracked,
                          const Attempt& attempt) {
    if (tracked == nullptr) return;
    for (const auto window : {Window::k1m, Window::k10m, Window::k1h, Window::k24h}) {
        const auto totals = tracked->ring.Totals(window, attempt.created_at);
        features[CountOf(entity, window)] = totals.count;
        features[SumOf(entity, window)] = totals.sum;
    }
}

void FeatureWindows::FillHistory(FeatureVector& features, const Payer* payer,
                                 const Attempt& attempt) {
    features[Feature::kPayerSecondsSinceLast] = kDaySeconds;
    features[Feature::kNewPayee] = 1;
    if (payer == nullptr) return;
    const auto second = SecondOf(attempt.created_at);
    features[Feature::kPayerSecondsSinceLast] =
        std::clamp(second - payer->last_second, std::int64_t{0}, kDaySeconds);
    for (const auto& paid : payer->payees) {
        if (paid.payee == attempt.payee && paid.second > second - kDaySeconds)
            features[Feature::kNewPayee] = 0;
    }
}

void FeatureWindows::RememberPayee(Payer& payer, const Attempt& attempt) {
    const auto second = SecondOf(attempt.created_at);
    const auto found = std::ranges::find(payer.payees, attempt.payee, &PaidPayee::payee);
    if (found != payer.payees.end()) {
        found->second = std::max(found->second, second);
        return;
    }
    if (payer.payees.size() < kPayeesMax) {
        payer.payees.push_back({attempt.payee, second});
        return;
    }
    const auto oldest = std::ranges::min_element(payer.payees, {}, &PaidPayee::second);
    if (oldest->second <= second) *oldest = {attempt.payee, second};
}

}  // namespace clearway::fraud
