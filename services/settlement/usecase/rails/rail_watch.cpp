// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_watch.h"

#include <algorithm>
#include <exception>

#include "async/runtime.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr auto kEvery = 10s;

}  // namespace

RailWatch::RailWatch(Count count, const core::Clock& clock, async::Executor executor)
    : count_(std::move(count)),
      clock_(clock),
      executor_(std::move(executor)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void RailWatch::Run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            Look();
        } catch (const std::exception& error) {
            log::Warn("what waits for rails could not be counted", {{"reason", error.what()}});
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, kEvery, [] { return false; });
    }
}

void RailWatch::Look() {
    static const metrics::Gauge open("clearway_rail_transfers_open",
                                     "Payments at rails that no rail has decided.");
    static const metrics::Gauge unknown("clearway_rail_transfers_unknown",
                                        "Of them, those whose answer is overdue.");
    static const metrics::Gauge conflicts("clearway_rail_conflicts_open",
                                          "Contradictions of rails that nobody has resolved.");
    static const metrics::Gauge oldest("clearway_rail_oldest_open_seconds",
                                       "Age of the oldest payment that no rail has decided.");
    const auto waiting = async::BlockOn(executor_, count_());
    if (!waiting) return;
    open.Set(static_cast<double>(waiting->open));
    unknown.Set(static_cast<double>(waiting->unknown));
    conflicts.Set(static_cast<double>(waiting->conflicts));
    static const metrics::Gauge gathered("clearway_rail_transfers_gathered",
                                         "Payments that wait for the next file of a rail.");
    static const metrics::Gauge overdue("clearway_rail_cut_off_overdue_seconds",
                                        "Since the first cut-off whose files are not made.");
    static const metrics::Gauge files("clearway_rail_files_open",
                                      "Files of which a payment is not decided by the rail.");
    static const metrics::Gauge oldest_file("clearway_rail_oldest_file_seconds",
                                            "Age of the oldest of these files.");
    const auto now = clock_.Now();
    const auto since = [now](const std::optional<core::Timestamp>& then) {
        const auto age = std::chrono::floor<std::chrono::seconds>(now - then.value_or(now));
        return std::max<std::int64_t>(0, age.count());
    };
    oldest.Set(static_cast<double>(since(waiting->oldest)));
    gathered.Set(static_cast<double>(waiting->gathered));
    overdue.Set(static_cast<double>(since(waiting->cut_off)));
    files.Set(static_cast<double>(waiting->files));
    oldest_file.Set(static_cast<double>(since(waiting->oldest_file)));
    TellSuspended(waiting->suspended);
}

void RailWatch::TellSuspended(const std::map<std::string, Suspended>& suspended) {
    for (const auto& [currency, ignored] : suspended) suspended_in_.insert(currency);
    for (const auto& currency : suspended_in_) {
        const metrics::Labels labels{{"currency", currency}};
        const metrics::Gauge transfers("clearway_suspense_open", "Transfers in suspense.", labels);
        const metrics::Gauge amount("clearway_suspense_open_minor_units", "What they add up to.",
                                    labels);
        const auto found = suspended.find(currency);
        const auto open = found == suspended.end() ? Suspended{} : found->second;
        transfers.Set(static_cast<double>(open.transfers));
        amount.Set(static_cast<double>(open.minor_units));
    }
}

}  // namespace clearway::settlement::usecase
