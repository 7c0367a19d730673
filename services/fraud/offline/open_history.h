// SPDX-License-Identifier: Apache-2.0
// Which past payments a command reads: those of a file (--transactions FILE) or those of the
// feature log (--history).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "cli/arguments.h"
#include "services/fraud/offline/history.h"
#include "services/fraud/usecase/ports.h"

namespace clearway::fraud {

// Where the feature log is.
struct LogSource {
    std::string fault;  // what must be set for there to be one; empty: nothing
    std::function<std::unique_ptr<FeatureLogReader>()> open;  // throws when it cannot be read
};

// What is wrong with what was asked for; empty: nothing.
std::string HistoryFault(const cli::Arguments& arguments, const LogSource& log);

// Throws BadTransactions and what opening the log throws.
std::unique_ptr<History> OpenHistory(const cli::Arguments& arguments, const LogSource& log);

}  // namespace clearway::fraud
