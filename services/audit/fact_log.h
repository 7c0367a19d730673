// SPDX-License-Identifier: Apache-2.0
// Brings the facts of all services into the log, each once. Part of the application's wiring.
#pragma once

#include <string>
#include <vector>

#include "async/task.h"
#include "events/event.h"
#include "services/audit/checkpoint_keeper.h"
#include "services/audit/log_writer.h"
#include "telemetry/metrics.h"

namespace clearway::audit {

inline constexpr char kFactConsumer[] = "audit.facts";

// The topics of all services, this one's as well: operators' calls are facts of it.
std::vector<std::string> FactTopics();

class FactLog {
public:
    // The references must outlive it.
    FactLog(LogWriter& writer, CheckpointKeeper& keeper, async::Executor executor);

    // Returns when the batch is in the log, with its positions; throws when it could not be stored,
    // and events::UnreadableEvent for a fact that no log can hold: the subscription then puts that
    // one aside, counted and with its reason.
    void Take(const std::vector<events::ReceivedEvent>& batch);

private:
    LogWriter& writer_;
    CheckpointKeeper& keeper_;
    async::Executor executor_;
    const metrics::Counter appended_;
};

}  // namespace clearway::audit
