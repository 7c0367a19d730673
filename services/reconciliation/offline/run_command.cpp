// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/run_command.h"

#include <boost/json.hpp>
#include <ostream>
#include <stdexcept>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "config/environment.h"

namespace clearway::reconciliation {
namespace {

namespace json = boost::json;

constexpr char kHelp[] =
    R"(Usage: clearway-reconciliation run [--by NAME] [--dry-run] [--json]

Matches the statements that were imported with what the ledger moved, account by account, in the service's
database and beside the running service. What is found takes the place of what was found before; what is
left becomes an exception that operators work on. A run that was interrupted is gone on with: accounts that
are done are not done again. It comes to the same whatever the order in which things came.

  --by NAME    who runs it, for the record; the user of the process
  --dry-run    say what would be found, keep nothing
  --json       the summary as JSON

CLEARWAY_DATABASE_URL and CLEARWAY_KAFKA_BROKERS name the service's database and broker;
CLEARWAY_RECONCILIATION_RULES must be as the service has it.

An account that fails does not stop the others: it is told, stays as it was, and the next run tries it
again.

Exit codes: 0 done, 1 failure, of an account too, 2 wrong usage.
)";

std::string AsJson(const RunSum& sum, bool dry_run) {
    return json::serialize(json::object{{"run_id", dry_run ? "" : sum.run.run_id.ToString()},
                                        {"resumed", sum.run.resumed},
                                        {"dry_run", dry_run},
                                        {"accounts", sum.run.units},
                                        {"accounts_done", sum.units_done},
                                        {"accounts_failed", sum.units_failed},
                                        {"lines", sum.lines},
                                        {"lines_matched", sum.lines_matched},
                                        {"expectations", sum.expectations},
                                        {"expectations_matched", sum.expectations_matched},
                                        {"not_due", sum.not_due},
                                        {"exceptions", sum.exceptions},
                                        {"opened", sum.opened},
                                        {"healed", sum.healed}}) +
           "\n";
}

std::string AsText(const RunSum& sum, bool dry_run) {
    const auto part = [](std::int64_t number, const char* what) {
        return std::to_string(number) + what;
    };
    return (dry_run ? "dry run"
                    : (sum.run.resumed ? "resumed run " : "run ") + sum.run.run_id.ToString()) +
           ": " + part(sum.units_done, " of ") + part(sum.run.units, " accounts\n") +
           part(sum.lines_matched, " of ") + part(sum.lines, " lines and ") +
           part(sum.expectations_matched, " of ") +
           part(sum.expectations, " expectations are matched, ") +
           part(sum.not_due, " are not due\n") + part(sum.exceptions, " exceptions, ") +
           part(sum.opened, " of them new; ") + part(sum.healed, " explained\n") +
           (sum.units_failed > 0 ? part(sum.units_failed, " accounts failed: see the log\n") : "");
}

core::Result<RunSum> Run(StatementOffice& office, const std::string& by, bool dry_run) {
    cli::Progress progress("run");
    const auto watch = [&](std::int64_t done, std::int64_t units, std::int64_t lines) {
        progress.Show(static_cast<double>(done) / static_cast<double>(units),
                      static_cast<std::uint64_t>(lines));
    };
    RunOrder order{.by = by, .dry_run = dry_run, .deadline = rpc::Deadline::max()};
    auto running = RunStatements(office.runs, office.clock, std::move(order), {}, watch);
    return async::BlockOn(office.runtime.GetExecutor(), std::move(running));
}

}  // namespace

int RunStatementRun(std::span<const std::string> words, const FindStatementPlace& place,
                    std::ostream& out, std::ostream& faults) {
    const auto arguments = cli::ReadArguments(words, {"--by"}, {"--dry-run", "--json"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    if (!arguments.fault.empty()) {
        faults << "clearway-reconciliation run: " << arguments.fault << "\n\n" << kHelp;
        return 2;
    }
    const auto user = "command of " + config::Environment().Text("USER", "nobody named");
    const bool dry_run = arguments.Has("--dry-run");
    try {
        StatementOffice office(place());
        const auto sum = Run(office, arguments.Text("--by", user), dry_run);
        if (!sum) throw std::runtime_error(std::string(sum.error().Detail()));
        out << (arguments.Has("--json") ? AsJson(*sum, dry_run) : AsText(*sum, dry_run));
        return sum->units_failed > 0 ? 1 : 0;
    } catch (const std::exception& failure) {
        faults << "run: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::reconciliation
