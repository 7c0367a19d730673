// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/adaptive_limit.h"

#include <algorithm>

namespace clearway::gateway::policy {

AdaptiveLimit::AdaptiveLimit(const LimitOptions& options)
    : options_{.start = std::min(options.start, options.most),
               .least = std::min(options.least, options.most),
               .most = options.most,
               .interval = options.interval,
               .standing = options.standing,
               .late = options.late,
               .brisk = options.brisk},
      limit_(options_.start) {}

bool AdaptiveLimit::TryEnter() {
    if (in_flight_.fetch_add(1, std::memory_order_relaxed) < Get()) return true;
    in_flight_.fetch_sub(1, std::memory_order_relaxed);
    NoteRefusal();
    return false;
}

void AdaptiveLimit::Leave(Time begun, Time now, Ending ending) {
    const auto together = in_flight_.fetch_sub(1, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    if (interval_end_ == Time{}) interval_end_ = now + options_.interval;
    peak_ = std::max(peak_, together);
    if (ending == Ending::kAnswered) {
        fastest_ = std::min(fastest_, now - begun);
        sum_ += now - begun;
        ++answered_;
    }
    if (ending == Ending::kRefused) queue_full_ = true;
    if (now >= interval_end_) EndInterval(now);
}

void AdaptiveLimit::CutFrom(std::int64_t in_use) {
    limit_.store(std::max(options_.least, in_use * 4 / 5));
}

void AdaptiveLimit::Judge() {
    const auto limit = Get();
    const bool in_the_way = in_the_way_.exchange(false, std::memory_order_relaxed);
    if (queue_full_) return CutFrom(limit);
    if (answered_ == 0) return;
    const auto mean = sum_ / answered_;
    if (fastest_ > options_.standing || mean > options_.late) {
        // What is slow by nature queues nowhere while few of it are in flight.
        if (peak_ > limit / 2) CutFrom(std::min(limit, peak_));
    } else if (in_the_way && mean <= options_.brisk) {
        limit_.store(std::min(options_.most, limit + limit / 4 + 1));
    }
}

void AdaptiveLimit::EndInterval(Time now) {
    Judge();
    fastest_ = Duration::max();
    sum_ = Duration(0);
    answered_ = 0;
    peak_ = 0;
    queue_full_ = false;
    interval_end_ = now + options_.interval;
}

}  // namespace clearway::gateway::policy
