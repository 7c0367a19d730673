// SPDX-License-Identifier: Apache-2.0
// What is remembered of one payer, payee, device or terminal: its attempts in windows and for ever,
// what is usual for it, whom it dealt with, and which of its attempts were reported as fraud.
// Integers only: the same attempts make the same state to the bit. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>

#include "services/fraud/features/compact_vector.h"
#include "services/fraud/features/window_rings.h"

namespace clearway::fraud {

// One attempt as one of its entities sees it.
struct Sighting {
    Second at = 0;
    std::int64_t scaled_amount = 0;  // ScaledAmount, positive
    std::int64_t log_amount = 0;     // LogAmount of it
    std::uint64_t counterparty = 0;  // a digest of the other side
    bool pays = false;  // the entity is the payer: what is unusual for it is remembered
};

// An amount by what the payer usually pays, in 1024ths. Beyond kOutlier it is out of all proportion
// and counts as kOutlier times the usual in what is usual from then on, so that a payer whose
// account is misused does not get used to it. Below kOrdinary it is nothing to speak of.
inline constexpr std::int64_t kRatioUnit = 1024;
inline constexpr std::int64_t kOrdinaryRatio = 2 * kRatioUnit;
inline constexpr std::int64_t kOutlierRatio = 5 * kRatioUnit / 2;
inline constexpr std::int64_t kExcessMax = 2 * kRatioUnit;

// Natural logarithm of the amount in major units, in 1024ths. The amount must be positive.
inline constexpr double kLogUnit = 1024;
std::int64_t LogAmount(std::int64_t scaled_amount);

// The other side of an entity's attempts.
struct Counterparty {
    std::uint64_t key;
    Second first;
    Second last;
    std::uint32_t count;
    std::uint32_t unused = 0;  // padding has a value: a state has one digest
};

// The latest attempts of an entity as far as all of them were reported, bucket by bucket. A report
// that the amount explains tells of the payer's account and nothing of this entity: it is left
// aside.
struct Streak {
    std::int64_t reported = 0;  // attempts
    Second since = 0;           // start of the first bucket; 0: none
    Second ended = 0;  // start of the bucket before, with one that was not reported; 0: none
};

// What was unusual of a payer's attempts.
struct Unusual {
    std::int64_t excess = 0;   // what ratios lay above kOrdinaryRatio, kExcessMax each at most
    Second first_outlier = 0;  // start of its bucket; 0: none
};

struct LogMoments {
    std::int64_t sum = 0;         // of LogAmount
    std::int64_t square_sum = 0;  // of its square
};

class EntityHistory {
public:
    void Add(const Sighting& sighting);
    // Takes back what Add() added. That the entity was there long before stays; of times it knows
    // the last two, so that what was added last leaves without a trace.
    void Remove(const Sighting& sighting);
    // An attempt of that time was reported as fraud. `explained`: by its amount.
    void Report(Second at, bool explained);

    WindowTotals Totals(const Window& window, Second at) const { return rings_.Totals(window, at); }
    WindowTotals TotalsEver() const { return {count_, sum_}; }
    const LogMoments& LogMomentsEver() const { return logs_; }
    // The amount by the usual one, unrounded; nullopt while nothing is known.
    std::optional<double> UsualRatio(std::int64_t scaled_amount) const;
    // Whether a payment of that amount is beyond the ordinary.
    bool IsUnusual(std::int64_t scaled_amount) const;
    // Of the window, which must lie in the long ring.
    Unusual UnusualIn(const Window& window, Second at) const;
    // 0 when the last was at the same time or later.
    std::optional<Second> SecondsSinceLast(Second at) const;
    std::optional<Second> SecondsSinceFirst(Second at) const;

    // Counterparties of the last `length` seconds, `itself` as one of them. At most
    // kCounterpartiesMax are remembered: the one dealt with longest ago makes room.
    static constexpr std::uint32_t kCounterpartiesMax = 64;
    std::int64_t CounterpartiesSince(Second at, Second length, std::uint64_t itself) const;
    const Counterparty* Find(std::uint64_t counterparty) const;

    // Reports of attempts in the window, which must lie in the long ring.
    std::int64_t Reports(const Window& window, Second at) const;
    // The bucket starts of the first and the last report of an attempt in the window; 0: none.
    Second FirstReported(const Window& window, Second at) const;
    Second LastReported(const Window& window, Second at) const;
    // The streak that ends where the window ends.
    Streak ReportedStreak(const Window& window, Second at) const;

    std::size_t HeapBytes() const;
    void Save(StateWriter& out) const;
    void Load(StateReader& in);

private:
    struct ReportedBucket {
        Second index;  // of the long ring
        std::uint32_t count;
        std::uint32_t explained;  // of them, by the amount
    };
    struct UnusualBucket {
        Second index;  // of the long ring
        std::uint32_t outliers;
        std::int64_t excess;
    };

    std::int64_t Usual() const;
    void AddUnusual(const Sighting& sighting);
    void RemoveUnusual(const Sighting& sighting);
    void RemoveUsual(std::int64_t scaled_amount);

    Counterparty* Place(std::uint64_t counterparty);
    ReportedBucket ReportedIn(Second index) const;

    WindowRings rings_;
    CompactVector<ReportedBucket> reported_;  // by index, rising
    CompactVector<UnusualBucket> unusual_;    // by index, rising
    CompactVector<Counterparty> counterparties_;
    Second first_ = 0;  // 0: no attempt
    Second last_ = 0;
    Second before_last_ = 0;
    std::uint32_t count_ = 0;
    std::int64_t sum_ = 0;
    std::int64_t usual_sum_ = 0;  // of count_ amounts, outliers held down
    LogMoments logs_;
};

}  // namespace clearway::fraud
