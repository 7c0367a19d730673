// SPDX-License-Identifier: Apache-2.0
// Signs the log every so often, and after so many entries, on a thread of its own. Before it signs,
// the log is held to its last checkpoint and to the one that is kept outside the database, and a
// part of the rows is read again; what does not fit is not signed, and shows in log, metrics and
// readiness until it does. Part of the application's wiring.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "async/periodic.h"
#include "services/audit/store/stored_log.h"
#include "services/audit/usecase/reread_log.h"
#include "services/audit/usecase/sign_log.h"
#include "telemetry/metrics.h"

namespace clearway::audit {

struct CheckpointPace {
    std::chrono::milliseconds interval{5'000};
    std::uint64_t entries = 50'000;  // as many new ones are signed before the interval is over
    std::uint64_t reread = 20'000;   // rows that are read again before a signature
    std::string kept_file = {};      // the last note, outside the database; empty: nowhere
};

class CheckpointKeeper {
public:
    // Throws std::runtime_error when there is a kept file that cannot be read.
    CheckpointKeeper(const std::string& database_url, LogSigner signer, CheckpointPace pace);

    // The log has this many entries now. From any thread.
    void Grown(std::uint64_t size);
    // The last attempt found something that does not fit.
    bool Refused() const { return refused_; }

private:
    using Clock = std::chrono::steady_clock;

    void Tick();
    bool IsDue() const;
    void Attempt();
    void Sign(const SignedLog& made);
    void Refuse(const std::string& fault);

    StoredLog log_;
    const LogSigner signer_;
    const CheckpointPace pace_;
    LogReread reread_;
    std::optional<std::string> kept_note_;
    std::uint64_t signed_size_ = 0;
    std::optional<Clock::time_point> attempted_;
    Clock::time_point covered_ = Clock::now();  // when all that there was had been signed
    std::atomic<std::uint64_t> size_{0};
    std::atomic<bool> refused_{false};
    const metrics::Gauge size_gauge_;
    const metrics::Gauge signed_gauge_;
    const metrics::Gauge age_gauge_;
    const metrics::Gauge refused_gauge_;
    const metrics::Counter refusals_;
    async::Periodic periodic_;  // last: its thread uses the others
};

}  // namespace clearway::audit
