// SPDX-License-Identifier: Apache-2.0
// One shared way to run a process: commands (serve, migrate, check-config, --help), settings with
// all faults listed, logs, admin port (/healthz, /readyz, /metrics), signals, start and stop order.
// A main() names its parts and calls RunProgram.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/environment.h"

namespace clearway::host {

// What runs between start and stop. Constructed with everything it needs; ready when the
// constructor returns and Ready() is true.
class Application {
public:
    virtual ~Application() = default;
    // Work is possible: asked by /readyz. Must be quick and thread-safe.
    virtual bool Ready() = 0;
    // SIGTERM: stop accepting, finish what runs, within the drain limit. Called once.
    virtual void Drain() = 0;
};

// A command of a process's own: `clearway-fraud features ...`.
struct Command {
    std::string name;
    std::string purpose;  // a line of --help
    // Gets the words behind the name; answers the exit code.
    std::function<int(std::span<const std::string>)> run;
};

struct Program {
    std::string name;     // "payment": binary clearway-payment, metric and log label
    std::string purpose;  // one sentence for --help
    // Reads every setting (faults are collected in the environment) and hands back a function that
    // builds the application. Called for check-config too, so it must open nothing.
    std::function<std::function<std::unique_ptr<Application>()>(config::Environment&)> configure;
    // Empty for a process without a database. Names of applied steps are returned for display.
    std::function<std::vector<std::string>(config::Environment&)> migrate;
    // Besides serve, migrate, check-config and help.
    std::vector<Command> commands = {};
    // Lines of --help about settings of its own: {"CLEARWAY_PARTNERS_FILE", "partners, JSON"}.
    std::vector<std::pair<std::string, std::string>> settings;
};

// The exit code of the process: 0, 1 for a failure, 2 for wrong usage or settings.
int RunProgram(int argc, char** argv, const Program& program);

}  // namespace clearway::host
