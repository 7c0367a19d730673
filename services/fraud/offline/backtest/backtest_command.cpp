// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/backtest_command.h"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <optional>

#include "cli/arguments.h"
#include "cli/bounded_file.h"
#include "core/clock.h"
#include "services/fraud/offline/backtest/replay/contenders.h"
#include "services/fraud/offline/backtest/report/report.h"
#include "services/fraud/offline/backtest/report/summary.h"
#include "services/fraud/offline/backtest/result.h"

namespace clearway::fraud {

namespace {

constexpr unsigned kReportMode = 0644;
constexpr std::int64_t kDaysMax = 36'500;

constexpr char kHelp[] =
    R"(Usage: clearway-fraud backtest --transactions FILE | --history
           --from DATE --to DATE --out REPORT.html [--model DIR] [--policy FILE.json]
           [--active-model DIR] [--active-policy FILE.json] [--key PUBLIC.pem] [--warm-up DAYS]
           [--exclude-known DAYS] [--json]

Replays past payments through a candidate (a model, a policy or both) beside the active one, and
writes what would have been different as a report: figures, charts, examples.

  --transactions FILE  CSV, plain or gzip, with the columns tx_id, tx_datetime, customer_id (payer),
                       terminal_id (payee), amount and fraud (0 or 1)
  --history            the service's own feature log, in the database that CLEARWAY_DATABASE_URL names,
                       to the end that it has now; fraud is what was reported
  --from DATE          the first day that is judged (UTC), like 2025-03-15
  --to DATE            the day after the last one
  --out REPORT.html    where the report goes; one that is there is replaced
  --model DIR          the candidate's model; otherwise the active one's
  --policy FILE.json   the candidate's policy; otherwise the active one's
  --active-model DIR   the model that scores now; otherwise the rules decide alone
  --active-policy FILE the policy that decides now; otherwise the one built in
  --key PUBLIC.pem     the key that the models are signed with
  --warm-up DAYS       history before --from that the features see (all there is)
  --exclude-known DAYS leaves out customers with a fraud in so many days before --from or later, once
                       its label is known, seven days after it
  --entities-max N     payers and payees remembered, each (10000000)
  --json               the figures as JSON; those that cannot be computed are not there

Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

// The first second of a day; nullopt for what is no date from 2000 to 2099.
std::optional<Second> ParseDay(const std::string& text) {
    if (text.size() != 10) return std::nullopt;
    const auto time = core::ParseRfc3339(text + "T00:00:00Z");
    if (!time || !IsPlausible(*time)) return std::nullopt;
    return ToSecond(*time);
}

struct Order {
    ReplayRequest request;
    ContenderFiles files;
    std::string out;
    bool as_json = false;
};

// The first fault of what was asked for, empty without one.
std::string ReadOrder(const cli::Arguments& arguments, const LogSource& log, Order& order) {
    if (!arguments.fault.empty()) return arguments.fault;
    if (auto fault = HistoryFault(arguments, log); !fault.empty()) return fault;
    for (const auto* needed : {"--from", "--to", "--out"}) {
        if (arguments.Text(needed).empty()) return std::string(needed) + " is needed";
    }
    if (!arguments.Has("--model") && !arguments.Has("--policy"))
        return "there is nothing to try: give --model, --policy or both";
    if ((arguments.Has("--model") || arguments.Has("--active-model")) && !arguments.Has("--key"))
        return "a model needs --key, the public key that it is signed with";
    const auto from = ParseDay(arguments.Text("--from"));
    const auto to = ParseDay(arguments.Text("--to"));
    if (!from || !to) return "--from and --to are days of 2000 to 2099, like 2025-03-15";
    if (*from >= *to) return "--to must be after --from: it is the day after the last one";
    const auto warm_up = arguments.Number("--warm-up", 0, 0, kDaysMax);
    const auto known = arguments.Number("--exclude-known", 0, 0, kDaysMax);
    if (!warm_up || !known) return "--warm-up and --exclude-known take 0 to 36500 days";
    const auto entities_max = arguments.Number("--entities-max", 10'000'000, 1, 1'000'000'000);
    if (!entities_max) return "--entities-max takes 1 to 1000000000";

    order.request = {.period = {*from, *to},
                     .warm_up_days = {},
                     .exclude_known_days = {},
                     .entities_max = static_cast<std::size_t>(*entities_max)};
    if (arguments.Has("--warm-up")) order.request.warm_up_days = static_cast<Second>(*warm_up);
    if (arguments.Has("--exclude-known"))
        order.request.exclude_known_days = static_cast<Second>(*known);
    order.files = {.model = arguments.Text("--model"),
                   .policy = arguments.Text("--policy"),
                   .active_model = arguments.Text("--active-model"),
                   .active_policy = arguments.Text("--active-policy"),
                   .key = arguments.Text("--key")};
    order.out = arguments.Text("--out");
    order.as_json = arguments.Has("--json");
    return "";
}

// Known before the work, not after it.
bool CanBeWritten(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    std::error_code error;
    return std::filesystem::is_directory(folder, error) && access(folder.c_str(), W_OK) == 0 &&
           !std::filesystem::is_directory(path, error);
}

int Backtest(const cli::Arguments& arguments, const LogSource& log, const Order& order) {
    const auto contenders = LoadContenders(order.files, FeatureTable::Default());
    for (const auto& fault : contenders.faults) std::cerr << "backtest: " << fault << '\n';
    if (!contenders.faults.empty()) return 1;
    if (!CanBeWritten(order.out)) {
        std::cerr << "backtest: --out " << order.out
                  << ": cannot be written: its folder must be there and writable\n";
        return 1;
    }
    const auto history = OpenHistory(arguments, log);
    const auto result = RunBacktestOf(*history, order.request, contenders.sides);
    cli::ReplaceFile(order.out, HtmlReport(result), kReportMode);
    for (const auto& caveat : Caveats(result)) std::cerr << "backtest: " << caveat << '\n';
    if (order.as_json)
        std::cout << SummaryJson(result) << '\n';
    else
        std::cout << SummaryTable(result) << "\nThe report is in " << order.out << '\n';
    return 0;
}

}  // namespace

int RunBacktest(std::span<const std::string> words, const LogSource& log) {
    const auto arguments = cli::ReadArguments(
        words,
        {"--transactions", "--from", "--to", "--out", "--model", "--policy", "--active-model",
         "--active-policy", "--key", "--warm-up", "--exclude-known", "--entities-max"},
        {"--history", "--json"});
    if (arguments.help) {
        std::cout << kHelp;
        return 0;
    }
    Order order;
    if (const auto fault = ReadOrder(arguments, log, order); !fault.empty()) {
        std::cerr << "clearway-fraud backtest: " << fault << "\n\n" << kHelp;
        return 2;
    }
    try {
        return Backtest(arguments, log, order);
    } catch (const std::exception& failure) {
        std::cerr << "backtest: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::fraud
