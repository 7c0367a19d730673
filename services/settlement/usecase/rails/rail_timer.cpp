// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_timer.h"

#include <algorithm>
#include <exception>
#include <span>

#include "async/runtime.h"
#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kOfARailMax = 64;
// Of each rail. Those under way are due still, and found again.
constexpr int kFound = 3 * static_cast<int>(kOfARailMax);
// Behind those that rest, or wait for another rail than they were expected at, there may be others.
constexpr int kFoundBehind = 2'048;
constexpr auto kRetryPause = 1s;

}  // namespace

RailTimer::RailTimer(RailResolver& resolver, RailBookReader& reader, const core::Clock& clock,
                     async::Executor executor)
    : resolver_(resolver),
      reader_(reader),
      clock_(clock),
      executor_(std::move(executor)),
      timer_(
          clock, [this](const auto& stop) { return Look(stop); },
          [](const std::exception& error) {
              log::Warn("payments at rails wait, trying again", {{"reason", error.what()}});
          }) {}

RailTimer::~RailTimer() {
    timer_.Stop();
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return under_way_.empty(); });
}

core::Timestamp RailTimer::Look(const std::stop_token& stop) {
    Seen seen;
    if (!LookAt(kFound, stop, seen)) return clock_.Now() + kRetryPause;
    if (seen.passed_over && seen.more_behind) LookAt(kFoundBehind, stop, seen);
    return seen.next;
}

bool RailTimer::LookAt(int limit, const std::stop_token& stop, Seen& seen) {
    const auto found = async::BlockOn(executor_, reader_.EarliestDue(limit));
    if (!found || stop.stop_requested()) return false;
    const auto now = clock_.Now();
    const auto first_later = std::ranges::partition_point(
        *found, [now](const auto& transfer) { return *transfer.due_at <= now; });
    const std::span due(found->begin(), first_later);
    seen = {.more_behind = std::ssize(due) >= limit};
    if (first_later != found->end()) seen.next = *first_later->due_at;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(resting_, [now](const auto& rest) { return rest.second <= now; });
        more_ = seen.more_behind;
        for (const auto& transfer : due) Consider(transfer, seen);
    }
    for (const auto& transfer : seen.starting) {
        boost::asio::co_spawn(executor_, resolver_.Do(transfer),
                              [this, id = transfer.id](const std::exception_ptr& error,
                                                       bool moved) { Ended(id, !error && moved); });
    }
    return true;
}

void RailTimer::Consider(const rails::RailTransfer& transfer, Seen& seen) {
    if (const auto rest = resting_.find(transfer.id); rest != resting_.end()) {
        seen.next = std::min(seen.next, rest->second);
        seen.passed_over = true;
        return;
    }
    if (under_way_.contains(transfer.id)) {
        more_ = true;
        return;
    }
    auto rail = resolver_.RailOf(transfer);
    auto& busy = busy_[rail];
    if (busy == kOfARailMax) {
        more_ = seen.passed_over = true;
        return;
    }
    ++busy;
    under_way_.emplace(transfer.id, std::move(rail));
    seen.starting.push_back(transfer);
}

// Wakes the timer while it holds the lock: after that the destructor may be through.
void RailTimer::Ended(const rails::RailTransferId& id, bool moved) {
    const std::lock_guard lock(mutex_);
    const auto ended = under_way_.find(id);
    const auto left = --busy_[ended->second];
    under_way_.erase(ended);
    if (!moved) {
        const auto again = clock_.Now() + kRetryPause;
        resting_.insert_or_assign(id, again);
        timer_.Notice(again);
    }
    if (more_ && left <= kOfARailMax / 2) timer_.Notice(core::Timestamp::min());
    if (under_way_.empty()) idle_.notify_all();
}

}  // namespace clearway::settlement::usecase
