// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/usecase/due_watch.h"

#include <algorithm>

#include "async/runtime.h"
#include "telemetry/log.h"

namespace clearway::rail_simulator {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestSleep = 500ms;

}  // namespace

DueWatch::DueWatch(BookWriter& writer, const core::Clock& clock, async::Executor executor)
    : writer_(writer),
      clock_(clock),
      executor_(std::move(executor)),
      timer_(
          clock, [this](const auto&) { return Look(); },
          [](const std::exception& error) {
              log::Warn("what is due waits, trying again", {{"reason", error.what()}});
          }) {}

core::Timestamp DueWatch::Look() {
    const auto reply = async::BlockOn(executor_, writer_.Submit(LookForDue{}));
    const auto latest = clock_.Now() + kLongestSleep;
    if (!reply || !reply->next_due) return latest;
    return std::min<core::Timestamp>(*reply->next_due, latest);
}

}  // namespace clearway::rail_simulator
