// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/entity_history.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/features/state_file.h"

namespace clearway::fraud {

namespace {

constexpr double kScale = 10'000;
constexpr auto kLong = kRingShapes[kLongRing];
// Who usually pays less than a hundredth usually pays nothing: no amount is measured by it.
constexpr std::int64_t kLeastUsual = 100;

// In 1024ths, as far as they matter.
std::int64_t RatioOf(std::int64_t scaled_amount, std::int64_t usual) {
    constexpr std::int64_t kRatioMax = 1'000;
    if (scaled_amount / usual >= kRatioMax) return kRatioMax * kRatioUnit;
    return static_cast<std::int64_t>(static_cast<__int128>(scaled_amount) * kRatioUnit / usual);
}

std::int64_t HeldDown(std::int64_t scaled_amount, std::int64_t usual) {
    // More than a third of the largest number cannot be exceeded by far.
    constexpr auto kHuge = std::numeric_limits<std::int64_t>::max() / 3;
    if (usual < kLeastUsual || usual > kHuge) return scaled_amount;
    return std::min(scaled_amount, usual * 2 + usual / 2);
}

}  // namespace

std::int64_t LogAmount(std::int64_t scaled_amount) {
    return std::llround(std::log(static_cast<double>(scaled_amount) / kScale) * kLogUnit);
}

void EntityHistory::Add(const Sighting& sighting) {
    rings_.Add(sighting.at, sighting.scaled_amount);
    if (count_ == 0 || sighting.at < first_) first_ = sighting.at;
    if (count_ == 0 || sighting.at >= last_) before_last_ = std::exchange(last_, sighting.at);
    if (sighting.pays) AddUnusual(sighting);
    usual_sum_ = AddScaled(usual_sum_, HeldDown(sighting.scaled_amount, Usual()));
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
    const Counterparty added{sighting.counterparty, sighting.at, sighting.at, 1, 0};
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
    RemoveUsual(sighting.scaled_amount);
    if (sighting.pays) RemoveUnusual(sighting);
    logs_.sum -= sighting.log_amount;
    logs_.square_sum -= sighting.log_amount * sighting.log_amount;
    auto* known = Place(sighting.counterparty);
    if (known == nullptr || --known->count > 0) return;
    const auto place = static_cast<std::uint32_t>(known - counterparties_.Data());
    counterparties_.Erase(place, place + 1);
}

// What was there before the last attempt was added is not kept: an amount that was held down is
// taken for one that would be now.
void EntityHistory::RemoveUsual(std::int64_t scaled_amount) {
    const auto held_down = std::min(scaled_amount, usual_sum_);
    if (count_ == 0) {
        usual_sum_ = 0;
        return;
    }
    // With u = (S - x) / n and x at most 2.5 u: x is at most S * 2.5 / (n + 2.5).
    const auto most = static_cast<std::int64_t>(static_cast<__int128>(usual_sum_) * 5 /
                                                (std::int64_t{2} * count_ + 5));
    const auto without = SubtractScaled(usual_sum_, std::min(held_down, most));
    usual_sum_ = without / count_ < kLeastUsual ? SubtractScaled(usual_sum_, held_down) : without;
}

std::int64_t EntityHistory::Usual() const { return count_ == 0 ? 0 : usual_sum_ / count_; }

std::optional<double> EntityHistory::UsualRatio(std::int64_t scaled_amount) const {
    if (Usual() < kLeastUsual) return std::nullopt;
    return static_cast<double>(scaled_amount) * static_cast<double>(count_) /
           static_cast<double>(usual_sum_);
}

bool EntityHistory::IsUnusual(std::int64_t scaled_amount) const {
    return Usual() >= kLeastUsual && RatioOf(scaled_amount, Usual()) >= kOrdinaryRatio;
}

void EntityHistory::AddUnusual(const Sighting& sighting) {
    if (!IsUnusual(sighting.scaled_amount)) return;
    const auto ratio = RatioOf(sighting.scaled_amount, Usual());
    const auto index = sighting.at / kLong.bucket_seconds;
    auto values = unusual_.Values();
    auto place = std::ranges::lower_bound(values, index, {}, &UnusualBucket::index);
    if (place == values.end() || place->index != index) {
        if (!values.empty() && index + kLong.buckets <= values.back().index) return;
        unusual_.Insert(static_cast<std::uint32_t>(place - values.begin()), {index, 0, 0});
        values = unusual_.Values();
        const auto kept = std::ranges::lower_bound(values, values.back().index - kLong.buckets + 1,
                                                   {}, &UnusualBucket::index);
        unusual_.Erase(0, static_cast<std::uint32_t>(kept - values.begin()));
        values = unusual_.Values();
        place = std::ranges::lower_bound(values, index, {}, &UnusualBucket::index);
    }
    place->excess += std::min(ratio - kOrdinaryRatio, kExcessMax);
    place->outliers += ratio > kOutlierRatio ? 1 : 0;
}

void EntityHistory::RemoveUnusual(const Sighting& sighting) {
    if (!IsUnusual(sighting.scaled_amount)) return;
    const auto ratio = RatioOf(sighting.scaled_amount, Usual());
    const auto index = sighting.at / kLong.bucket_seconds;
    const auto values = unusual_.Values();
    const auto place = std::ranges::lower_bound(values, index, {}, &UnusualBucket::index);
    if (place == values.end() || place->index != index) return;
    place->excess -= std::min({ratio - kOrdinaryRatio, kExcessMax, place->excess});
    if (ratio > kOutlierRatio && place->outliers > 0) --place->outliers;
    if (place->excess > 0 || place->outliers > 0) return;
    const auto at = static_cast<std::uint32_t>(place - values.begin());
    unusual_.Erase(at, at + 1);
}

Unusual EntityHistory::UnusualIn(const Window& window, Second at) const {
    const auto range = RangeOf(window, at);
    Unusual unusual;
    for (const auto& bucket : unusual_.Values()) {
        if (bucket.index < range.first || bucket.index >= range.last) continue;
        unusual.excess += bucket.excess;
        if (bucket.outliers > 0 && unusual.first_outlier == 0)
            unusual.first_outlier = bucket.index * kLong.bucket_seconds;
    }
    return unusual;
}

void EntityHistory::Report(Second at, bool explained) {
    const auto index = at / kLong.bucket_seconds;
    auto values = reported_.Values();
    const auto place = std::ranges::lower_bound(values, index, {}, &ReportedBucket::index);
    if (place != values.end() && place->index == index) {
        ++place->count;
        place->explained += explained ? 1 : 0;
        return;
    }
    if (!values.empty() && index + kLong.buckets <= values.back().index) return;
    reported_.Insert(static_cast<std::uint32_t>(place - values.begin()),
                     {index, 1, explained ? 1U : 0U});
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

EntityHistory::ReportedBucket EntityHistory::ReportedIn(Second index) const {
    const auto values = reported_.Values();
    const auto place = std::ranges::lower_bound(values, index, {}, &ReportedBucket::index);
    return place != values.end() && place->index == index ? *place : ReportedBucket{};
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
    const auto range = RangeOf(window, at);
    rings_.WalkBack(range.last, [&](Second index, std::uint32_t count) {
        if (index < range.first) return false;
        const auto reported = ReportedIn(index);
        if (reported.count < count) {
            streak.ended = index * kLong.bucket_seconds;
            return false;
        }
        const auto by_itself = reported.count - reported.explained;
        if (by_itself == 0) return true;
        streak.reported += by_itself;
        streak.since = index * kLong.bucket_seconds;
        return true;
    });
    return streak;
}

void EntityHistory::Save(StateWriter& out) const {
    rings_.Save(out);
    out.Values(reported_.Values());
    out.Values(unusual_.Values());
    out.Values(counterparties_.Values());
    for (const auto number : {first_, last_, before_last_, count_}) out.Value(number);
    for (const auto number : {sum_, usual_sum_, logs_.sum, logs_.square_sum}) out.Value(number);
}

void EntityHistory::Load(StateReader& in) {
    rings_.Load(in);
    reported_.Assign(in.Values<ReportedBucket>(kLong.buckets));
    unusual_.Assign(in.Values<UnusualBucket>(kLong.buckets));
    counterparties_.Assign(in.Values<Counterparty>(kCounterpartiesMax));
    for (auto* number : {&first_, &last_, &before_last_, &count_}) *number = in.Value<Second>();
    for (auto* number : {&sum_, &usual_sum_, &logs_.sum, &logs_.square_sum})
        *number = in.Value<std::int64_t>();
}

std::size_t EntityHistory::HeapBytes() const {
    return rings_.HeapBytes() + reported_.HeapBytes() + unusual_.HeapBytes() +
           counterparties_.HeapBytes();
}

}  // namespace clearway::fraud
