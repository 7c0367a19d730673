// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/files/file_worker.h"

#include <algorithm>

#include "telemetry/log.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestSleep = 5s;
constexpr auto kRetryPause = 1s;
// As many files in a row that cannot be worked on: it is not the files.
constexpr int kFailuresMax = 3;

}  // namespace

FileWorker::FileWorker(ProcessFiles& process, PaymentFileStore& files, const core::Clock& clock,
                       async::Executor executor)
    : process_(process),
      files_(files),
      clock_(clock),
      executor_(std::move(executor)),
      timer_(
          clock, [this](const auto& stop) { return WorkOff(stop); },
          [](const std::exception& error) {
              log::Warn("payment files could not be processed, trying again",
                        {{"reason", error.what()}});
          }) {}

core::Timestamp FileWorker::WorkOff(const std::stop_token& stop) {
    int failures = 0;
    while (!stop.stop_requested()) {
        const auto worked = process_.RunOnce(stop);
        if (!worked) {
            if (++failures < kFailuresMax) continue;
            paused_.Add();
            return clock_.Now() + kRetryPause;
        }
        if (*worked) {
            failures = 0;
            continue;
        }
        const auto now = clock_.Now();
        const auto next = async::BlockOn(executor_, files_.NextDue());
        if (!next) return now + kRetryPause;
        // What is due and was not taken is in the hands of another process.
        const auto due = next->value_or(now + kLongestSleep);
        return due <= now ? now + kRetryPause : std::min<core::Timestamp>(due, now + kLongestSleep);
    }
    return clock_.Now();
}

}  // namespace clearway::payment
