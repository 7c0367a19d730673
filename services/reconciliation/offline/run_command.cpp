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
left becomes an exception that operators work on. At the end it says of how many payments the payment,
the ledger and the statement say the same. A run that was interrupted is gone on with: accounts that are
done are not done again. It comes to the same whatever the order in which things came.

  --by NAME    who runs it, for the record; the user of the process
  --dry-run    say what would be found, keep nothing
  --json       the summary as JSON

CLEARWAY_DATABASE_URL and CLEARWAY_KAFKA_BROKERS name the service's database and broker;
CLEARWAY_RECONCILIATION_RULES must be as the service has it.

An account that fails does not stop the others: it is told, stays as it was, and the next run tries it
again.

Exit codes: 0 done, 1 failure, of an account too, 2 wrong usage.
)";

json::object AsJson(const ThreeWayCounts& counts) {
    return {{"agreed", counts.agreed},
            {"awaited", counts.awaited},
            {"resolved", counts.resolved},
            {"payment_only", counts.payment_only},
            {"ledger_only", counts.ledger_only},
            {"statement_missing", counts.statement_missing},
            {"statement_only", counts.statement_only},
            {"differs", counts.differs}};
}

std::string AsJson(const RunSum& sum, bool dry_run, const std::optional<ThreeWayCounts>& counts) {
    json::object told{{"run_id", dry_run ? "" : sum.run.run_id.ToString()},
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
                      {"healed", sum.healed}};
    if (counts) told["three_ways"] = AsJson(*counts);
    return json::serialize(told) + "\n";
}

// Of payments: what payment, ledger and statement say.
std::string AsText(const ThreeWayCounts& counts) {
    const std::pair<std::int64_t, const char*> parts[]{
        {counts.awaited, " awaited"},
        {counts.resolved, " resolved"},
        {counts.payment_only, " of the payment only"},
        {counts.ledger_only, " of the ledger only"},
        {counts.statement_missing, " missing on the statement"},
        {counts.statement_only, " of the statement only"},
        {counts.differs, " differ"}};
    auto text = "three ways: " + std::to_string(counts.agreed) + " payments agree";
    for (const auto& [number, what] : parts)
        if (number > 0) text += ", " + std::to_string(number) + what;
    return text + "\n";
}

std::string AsText(const RunSum& sum, bool dry_run, const std::optional<ThreeWayCounts>& counts) {
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
           (sum.units_failed > 0 ? part(sum.units_failed, " accounts failed: see the log\n") : "") +
           (counts ? AsText(*counts) : "");
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

std::optional<ThreeWayCounts> Count(StatementOffice& office) {
    auto counts = async::BlockOn(office.runtime.GetExecutor(), office.three_ways.Count());
    if (!counts) throw std::runtime_error(std::string(counts.error().Detail()));
    return *counts;
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
        const auto counts = dry_run ? std::nullopt : Count(office);
        out << (arguments.Has("--json") ? AsJson(*sum, dry_run, counts)
                                        : AsText(*sum, dry_run, counts));
        return sum->units_failed > 0 ? 1 : 0;
    } catch (const std::exception& failure) {
        faults << "run: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::reconciliation
