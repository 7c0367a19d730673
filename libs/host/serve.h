// SPDX-License-Identifier: Apache-2.0
// From settings that are checked to a clean exit: signals, logs, admin port, application, drain.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "config/environment.h"
#include "host/program.h"
#include "telemetry/log.h"

namespace clearway::host {

struct ServeOptions {
    log::Level level = log::Level::kInfo;
    config::HostPort admin_listen;
    std::function<std::unique_ptr<Application>()> build;
};

// The exit code of the process.
int Serve(const std::string& name, const ServeOptions& options);

// One line on stderr: what failed, why, what to do next. Returns the exit code 1.
int PrintFailure(const std::string& what, const std::exception& failure);

}  // namespace clearway::host
