// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/entity_history.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

namespace {

constexpr double kScale = 10'000;
constexpr auto kLong = kRingShapes[kLongRing];

}  // namespace

std::int64_t LogAmount(std::int64_t scaled_amount) {
    return std::llround(std::log(static_cast<double>(scaled_amount) / kScale) * kLogUnit);
}

void EntityHistory::Add(const Sighting& sighting) {
    rings_.Add(sighting.at, sighting.scaled_amount);
    if (count_ == 0 || sighting.at < first_) first_ = sighting.at;
    if (count_ == 0 || sighting.at >= last_) before_last_ = std::exchange(last_, sighting.at);
    ++count_;
    sum_ = AddScaled(sum_, sighting.scaled_amount);
    logs_.sum += sighting.log_amount;
    logs_.square_sum += sighting.log_amount * sighting.log_amount;

    if (auto* known = Place(sighting.counterparty)) {
        ++known->count;
        known->first = std::min(known->first, sighting.at);
        known->last = std::max(known->last, sighting.at);
        return;
    }
    const Counterparty added{sighting.counterparty, sighting.at, sighting.at, 1};
    if (counterparties_.Size() < kCounterpartiesMax) {
        counterparties_.PushBack(added);
        return;
    }
    auto values = counterparties_.Values();
    const auto oldest = std::ranges::min_element(values, {}, &Counterparty::last);
    if (oldest->last <= sighting.at) *oldest = added;
}

void EntityHistory::Remove(const Sighting& sighting) {
    if (count_ == 0) return;
    rings_.Remove(sighting.at, sighting.scaled_amount);
    if (sighting.at == last_ && before_last_ != 0) last_ = std::exchange(before_last_, 0);
    --count_;
    sum_ = SubtractScaled(sum_, sighting.scaled_amount);
    logs_.sum -= sighting.log_amount;
    logs_.square_sum -= sighting.log_amount * sighting.log_amount;
    auto* known = Place(sighting.counterparty);
    if (known == nullptr || --known->count > 0) return;
    const auto place = static_cast<std::uint32_t>(known - counterparties_.Data());
    counterparties_.Erase(place, place + 1);
}

void EntityHistory::Report(Second at) {
    const auto index = at / kLong.bucket_seconds;
    auto values = reported_.Values();
    const auto place = std::ranges::lower_bound(values, index, {}, &ReportedBucket::index);
    if (place != values.end() && place->index == index) {
        ++place->count;
        return;
    }
    if (!values.empty() && index + kLong.buckets <= values.back().index) return;
    reported_.Insert(static_cast<std::uint32_t>(place - values.begin()), {index, 1});
    values = reported_.Values();
    const auto kept = std::ranges::lower_bound(values, values.back().index - kLong.buckets + 1, {},
                                               &ReportedBucket::index);
    reported_.Erase(0, static_cast<std::uint32_t>(kept - values.begin()));
}

std::optional<Second> EntityHistory::SecondsSinceLast(Second at) const {
    if (count_ == 0) return std::nullopt;
    return at > last_ ? at - last_ : 0;
}

std::optional<Second> EntityHistory::SecondsSinceFirst(Second at) const {
    if (count_ == 0) return std::nullopt;
    return at > first_ ? at - first_ : 0;
}

std::int64_t EntityHistory::CounterpartiesSince(Second at, Second length,
                                                std::uint64_t itself) const {
    const auto others = std::ranges::count_if(counterparties_.Values(), [&](const auto& known) {
        return known.last > at - length && known.last <= at && known.key != itself;
    });
    return others + 1;
}

const Counterparty* EntityHistory::Find(std::uint64_t counterparty) const {
    const auto values = counterparties_.Values();
    const auto found = std::ranges::find(values, counterparty, &Counterparty::key);
    return found == values.end() ? nullptr : &*found;
}

Counterparty* EntityHistory::Place(std::uint64_t counterparty) {
    return const_cast<Counterparty*>(Find(counterparty));
}

std::uint32_t EntityHistory::ReportedIn(Second index) const {
    const auto values = reported_.Values();
    const auto place = std::ranges::lower_bound(values, index, {}, &ReportedBucket::index);
    return place != values.end() && place->index == index ? place->count : 0;
}

std::int64_t EntityHistory::Reports(const Window& window, Second at) const {
    const auto range = RangeOf(window, at);
    std::int64_t count = 0;
    for (const auto& bucket : reported_.Values()) {
        if (bucket.index >= range.first && bucket.index < range.last) count += bucket.count;
    }
    return count;
}

Second EntityHistory::FirstReported(const Window& window, Second at) const {
    const auto range = RangeOf(window, at);
    for (const auto& bucket : reported_.Values()) {
        if (bucket.index >= range.first && bucket.index < range.last)
            return bucket.index * kLong.bucket_seconds;
    }
    return 0;
}

Second EntityHistory::LastReported(const Window& window, Second at) const {
    const auto range = RangeOf(window, at);
    Second last = 0;
    for (const auto& bucket : reported_.Values()) {
        if (bucket.index >= range.first && bucket.index < range.last)
            last = bucket.index * kLong.bucket_seconds;
    }
    return last;
}

Streak EntityHistory::ReportedStreak(const Window& window, Second at) const {
    Streak streak;
    if (reported_.Empty()) return streak;
    const auto range = RangeOf(window, at);
    rings_.WalkBack(range.last, [&](Second index, std::uint32_t count) {
        if (index < range.first || ReportedIn(index) < count) return false;
        streak.reported += count;
        streak.since = index * kLong.bucket_seconds;
        return true;
    });
    return streak;
}

std::size_t EntityHistory::HeapBytes() const {
    return rings_.HeapBytes() + reported_.HeapBytes() + counterparties_.HeapBytes();
}

}  // namespace clearway::fraud
