// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/window_schedule.h"

#include <algorithm>
#include <exception>

#include "async/runtime.h"
#include "telemetry/log.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr auto kRetryPause = 1s;

rpc::CallContext OfTheSchedule() {
    rpc::CallContext call;
    call.caller_id = "schedule";
    return call;
}

}  // namespace

core::Timestamp NextCutOff(const std::set<std::chrono::minutes>& times, core::Timestamp now) {
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    for (const auto time : times) {
        if (midnight + time > now) return midnight + time;
    }
    return midnight + std::chrono::days(1) + *times.begin();
}

core::Timestamp LastCutOff(const std::set<std::chrono::minutes>& times, core::Timestamp now) {
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    for (auto time = times.rbegin(); time != times.rend(); ++time) {
        if (midnight + *time <= now) return midnight + *time;
    }
    return midnight - std::chrono::days(1) + *times.rbegin();
}

WindowSchedule::WindowSchedule(CutOffs cut_offs, WindowReader& reader, LedgerWriter& ledger,
                               const core::Clock& clock, async::Executor executor,
                               WindowNotice notice)
    : cut_offs_(std::move(cut_offs)),
      reader_(reader),
      ledger_(ledger),
      clock_(clock),
      executor_(std::move(executor)),
      notice_(std::move(notice)) {
    if (cut_offs_.empty()) return;
    timer_.emplace(
        clock, [this](const std::stop_token&) { return Look(); },
        [](const std::exception& error) {
            log::Warn("windows could not be closed, trying again", {{"reason", error.what()}});
        });
}

core::Timestamp WindowSchedule::Look() {
    // One moment for both questions: a cut-off that passes while windows close is the next one.
    const auto now = clock_.Now();
    if (!CloseDue(now)) return now + kRetryPause;
    auto next = core::Timestamp::max();
    for (const auto& [currency, times] : cut_offs_) next = std::min(next, NextCutOff(times, now));
    return next;
}

bool WindowSchedule::CloseDue(core::Timestamp now) {
    bool all = true;
    for (const auto& [currency, times] : cut_offs_)
        all = CloseBefore(currency, LastCutOff(times, now)) && all;
    return all;
}

// Several processes may keep one schedule: a window that began after the cut-off is not closed by
// it.
bool WindowSchedule::CloseBefore(const core::Currency& currency, core::Timestamp cut_off) {
    const auto windows =
        async::BlockOn(executor_, reader_.ListOpen(std::string(currency.Code()), 1));
    if (!windows) return false;
    if (windows->empty() || windows->front().opened_at >= cut_off) return true;
    const WindowKey key{.currency = currency, .number = windows->front().number};
    const auto call = OfTheSchedule();
    return async::BlockOn(executor_, CloseWindow(ledger_, call, key, notice_)).has_value();
}

}  // namespace clearway::settlement::usecase
