// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/open_history.h"

#include "services/fraud/offline/logged_history.h"
#include "services/fraud/offline/transactions_file.h"

namespace clearway::fraud {

std::string HistoryFault(const cli::Arguments& arguments, const LogSource& log) {
    if (arguments.Has("--history") == !arguments.Text("--transactions").empty())
        return "give --transactions FILE or --history, and not both";
    return arguments.Has("--history") ? log.fault : "";
}

std::unique_ptr<History> OpenHistory(const cli::Arguments& arguments, const LogSource& log) {
    if (arguments.Has("--history")) return std::make_unique<LoggedHistory>(log.open());
    return std::make_unique<TransactionsFile>(arguments.Text("--transactions"));
}

}  // namespace clearway::fraud
