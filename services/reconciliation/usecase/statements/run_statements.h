// SPDX-License-Identifier: Apache-2.0
// A run over all accounts, unit by unit, each in a transaction of its own. One that was killed is
// gone on with: its units that are done are not done again.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "rpc/call_context.h"
#include "services/reconciliation/usecase/statements/run_unit.h"

namespace clearway::reconciliation {

struct StatementRun {
    core::Uuid run_id;
    std::int64_t units = 0;
    std::vector<core::AccountId> pending = {};
    bool resumed = false;
};

class RunDesk {
public:
    virtual ~RunDesk() = default;
    // Errors of all: kOverloaded, kUnavailable.
    // The run that is not finished, or a new one over every account that there is.
    virtual async::Task<core::Result<StatementRun>> Begin(std::string by, core::Timestamp at) = 0;
    // Every account that there is; no run is begun.
    virtual async::Task<core::Result<StatementRun>> Look() = 0;
    // nullopt: somebody else has done it. kInternal: this unit fails, and would again.
    virtual async::Task<core::Result<std::optional<UnitOutcome>>> Run(UnitOrder order) = 0;
    // The run goes on and ends without the unit, whose books stay as they are; the next run tries
    // it.
    virtual async::Task<core::Result<core::Done>> Skip(UnitOrder order) = 0;
};

struct RunOrder {
    std::string by;
    bool dry_run = false;
    rpc::Deadline deadline;  // it ends between units when this is near
    // Of a dry run, which keeps nothing: it goes on behind this one.
    std::optional<core::AccountId> after = {};
};

struct RunSum : RunCounts {
    StatementRun run;
    std::int64_t units_done = 0;  // by this call
    std::optional<core::AccountId> last = {};
    std::int64_t units_failed = 0;  // of those: nothing of them changed, the log says which
    std::int64_t opened = 0;
    std::int64_t healed = 0;
    bool more = false;  // units are left: call again
};

// Told after each unit.
using RunWatch = std::function<void(std::int64_t done, std::int64_t units, std::int64_t lines)>;

async::Task<core::Result<RunSum>> RunStatements(RunDesk& desk, const core::Clock& clock,
                                                RunOrder order, std::stop_token stop,
                                                RunWatch watch = {});

}  // namespace clearway::reconciliation
