// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_timer.h"

#include <algorithm>
#include <exception>

#include "async/runtime.h"
#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kAtOnceMax = 64;
// Those under way are due still, and found again.
constexpr int kFound = 3 * static_cast<int>(kAtOnceMax);
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
    const auto found = async::BlockOn(executor_, reader_.EarliestDue(kFound));
    const auto now = clock_.Now();
    if (!found || stop.stop_requested()) return now + kRetryPause;
    auto next = core::Timestamp::max();
    std::vector<const rails::RailTransfer*> starting;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(resting_, [now](const auto& rest) { return rest.second <= now; });
        more_ = false;
        for (const auto& transfer : *found) {
            if (*transfer.due_at > now) {
                next = std::min(next, *transfer.due_at);
                break;
            }
            if (const auto rest = resting_.find(transfer.id); rest != resting_.end()) {
                next = std::min(next, rest->second);
            } else if (under_way_.size() == kAtOnceMax || !under_way_.insert(transfer.id).second) {
                more_ = true;
            } else {
                starting.push_back(&transfer);
            }
        }
    }
    for (const auto* transfer : starting) {
        boost::asio::co_spawn(
            executor_, resolver_.Do(*transfer),
            [this, id = transfer->id](const std::exception_ptr& error, bool moved) {
                Ended(id, !error && moved);
            });
    }
    return next;
}

// Wakes the timer while it holds the lock: after that the destructor may be through.
void RailTimer::Ended(const rails::RailTransferId& id, bool moved) {
    const std::lock_guard lock(mutex_);
    under_way_.erase(id);
    if (!moved) {
        const auto again = clock_.Now() + kRetryPause;
        resting_.insert_or_assign(id, again);
        timer_.Notice(again);
    }
    if (more_ && under_way_.size() <= kAtOnceMax / 2) timer_.Notice(core::Timestamp::min());
    if (under_way_.empty()) idle_.notify_all();
}

}  // namespace clearway::settlement::usecase
