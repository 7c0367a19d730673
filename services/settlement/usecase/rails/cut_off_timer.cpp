// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/cut_off_timer.h"

#include <algorithm>

#include "async/runtime.h"
#include "services/settlement/usecase/rails/sending.h"
#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr int kFound = 64;
constexpr auto kRetryPause = 1s;

}  // namespace

CutOffTimer::CutOffTimer(RailFiles& files, RailFileReader& reader, const core::Clock& clock,
                         async::Executor executor)
    : files_(files),
      reader_(reader),
      clock_(clock),
      executor_(std::move(executor)),
      timer_(
          clock, [this](const auto& stop) { return Look(stop); },
          [](const std::exception& error) {
              log::Warn("files of payments wait, trying again", {{"reason", error.what()}});
          }) {}

core::Timestamp CutOffTimer::Look(const std::stop_token& stop) {
    const auto found = async::BlockOn(executor_, reader_.Collections(kFound));
    if (!found) return clock_.Now() + kRetryPause;
    auto next = core::Timestamp::max();
    for (const auto& collection : *found) {
        if (stop.stop_requested()) break;
        if (collection.cut_off > clock_.Now()) return std::min(next, collection.cut_off);
        if (const auto at = files_.LeavesAt(collection); at > clock_.Now())
            next = std::min(next, at);
        else if (!async::BlockOn(executor_, files_.Make(collection, stop)))
            next = std::min<core::Timestamp>(next, RetryAt(collection.cut_off));
    }
    const bool more = std::ssize(*found) == kFound && next == core::Timestamp::max();
    return more ? clock_.Now() : next;
}

core::Timestamp CutOffTimer::RetryAt(core::Timestamp cut_off) const {
    const auto now = clock_.Now();
    return now + WaitBehind(cut_off, now);
}

}  // namespace clearway::settlement::usecase
