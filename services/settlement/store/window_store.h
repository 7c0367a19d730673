// SPDX-License-Identifier: Apache-2.0
// Closed windows and their instructions in the tables, for a writer of their own: payments never
// wait for it. The open window is the ledger's. Of the writer's thread only.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/clock.h"
#include "events/command_runner.h"
#include "services/settlement/usecase/window_ports.h"

namespace clearway::settlement {

using WindowRunner = events::CommandRunner<WindowCommand, WindowProgress>;
using SettlingFactMap = std::function<events::NewEvent(const SettlingFact&, core::Timestamp)>;

class WindowStore {
public:
    // `clock` must outlive the store.
    WindowStore(const core::Clock& clock, SettlingFactMap map)
        : clock_(clock), map_(std::move(map)) {}

    // For WindowRunner.
    std::vector<core::Result<WindowProgress>> Apply(postgres::Transaction& transaction,
                                                    std::span<const WindowCommand> commands,
                                                    events::EventSink& sink);

private:
    const core::Clock& clock_;
    SettlingFactMap map_;
};

class StoredWindowDesk final : public WindowDesk {
public:
    explicit StoredWindowDesk(WindowRunner& runner) : runner_(runner) {}
    async::Task<core::Result<WindowProgress>> Submit(WindowCommand command) override {
        return runner_.Submit(std::move(command));
    }

private:
    WindowRunner& runner_;
};

}  // namespace clearway::settlement
