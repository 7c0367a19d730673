// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/hold_expiry.h"

#include <boost/asio/use_future.hpp>

#include "async/runtime.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

constexpr int kBatch = 256;
constexpr auto kRetryPause = 1s;

// True when the outcome is stored.
async::Task<bool> SubmitOne(LedgerWriter& ledger, core::HoldId id) {
    Command command{.what = ExpireHold{id}};
    auto task = ledger.Submit(std::move(command));
    const auto reply = co_await std::move(task);
    co_return reply.has_value();
}

}  // namespace

HoldExpiry::HoldExpiry(LedgerReader& reader, LedgerWriter& ledger, const core::Clock& clock,
                       async::Executor executor)
    : reader_(reader),
      ledger_(ledger),
      clock_(clock),
      executor_(std::move(executor)),
      timer_(
          clock, [this](const auto& stop) { return ExpireDue(stop); },
          [](const std::exception& error) {
              log::Warn("holds that ran out wait, trying again", {{"reason", error.what()}});
          }) {}

core::Timestamp HoldExpiry::ExpireDue(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto holds = async::BlockOn(executor_, reader_.EarliestHolds(kBatch));
        const auto now = clock_.Now();
        if (!holds) return now + kRetryPause;
        std::vector<core::HoldId> due;
        for (const auto& hold : *holds) {
            if (hold.expires_at <= now) due.push_back(hold.id);
        }
        if (due.empty()) return holds->empty() ? core::Timestamp::max() : holds->front().expires_at;
        if (!Expire(due)) return now + kRetryPause;
    }
    return clock_.Now();
}

bool HoldExpiry::Expire(const std::vector<core::HoldId>& due) {
    static const metrics::Counter expired("clearway_holds_expired_total",
                                          "Holds that ended at their time.");
    // All at once, so that they share a batch of the writer.
    std::vector<std::future<bool>> submitted;
    for (const auto& id : due) {
        submitted.push_back(
            boost::asio::co_spawn(executor_, SubmitOne(ledger_, id), boost::asio::use_future));
    }
    bool all = true;
    for (auto& one : submitted) all = one.get() && all;
    if (all) expired.Add(static_cast<std::uint32_t>(due.size()));
    return all;
}

}  // namespace clearway::settlement::usecase
