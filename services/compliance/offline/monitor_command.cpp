// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/monitor_command.h"

#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <ostream>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "embedded/compliance_monitoring_policy.h"
#include "postgres/connection.h"
#include "postgres/in_transaction.h"
#include "services/compliance/monitoring/monitor.h"
#include "services/compliance/offline/csv_table.h"
#include "services/compliance/offline/movements_file.h"
#include "services/compliance/offline/movements_in_memory.h"
#include "services/compliance/store/movement_store.h"

namespace clearway::compliance {

namespace {

namespace json = boost::json;

constexpr std::size_t kBatch = 1'000;
constexpr std::size_t kPage = 10'000;

constexpr char kHelp[] =
    R"(Usage: clearway-compliance monitor [--policy FILE] (--transactions FILE.csv | --history) [--json]

Runs a monitoring policy over past movements, as the service does, and tells the alerts it would have
raised. Nothing is stored.

  --policy FILE            the policy (JSON); the one that ships when it is left out
  --transactions FILE.csv  the columns at (RFC 3339), debtor, creditor, currency, amount, in the order in
                           which movements became known; id, debtor_party, creditor_party may be there.
                           An end that begins with '!' is outside the platform
  --history                the movements that the service keeps, of the database that
                           CLEARWAY_DATABASE_URL names
  --json                   the alerts with their evidence, and the counts, as JSON

Rules in the shadow are counted. Exit codes: 0 done, 1 failure, 2 wrong usage.
)";

// Each fault on a line of its own; nullptr then.
SharedMonitoringPolicy LoadPolicy(const std::string& path, std::ostream& faults) {
    std::string text(embedded::compliance_monitoring_policy::kPolicy);
    if (!path.empty()) {
        std::ifstream file(path, std::ios::binary);
        if (!file) throw BadTable(path + ": cannot be read");
        text.assign(std::istreambuf_iterator<char>(file), {});
    }
    auto read = MonitoringPolicy::Read(text);
    for (const auto& fault : read.faults)
        faults << "monitor: --policy " << path << ": " << fault << '\n';
    return std::move(read.policy);
}

std::vector<Movement> LoadHistory() {
    const char* url = std::getenv("CLEARWAY_DATABASE_URL");
    if (url == nullptr || *url == '\0')
        throw BadTable("--history: CLEARWAY_DATABASE_URL names no database");
    postgres::Connection connection(url);
    std::vector<Movement> movements;
    for (bool more = true; more;) {
        const auto last = movements.empty() ? 0 : movements.back().sequence;
        const auto page = postgres::InTransaction(
            connection, postgres::Access::kRead, [&](postgres::Transaction& transaction) {
                return ReadMovements(transaction, last, kPage);
            });
        movements.insert(movements.end(), page.begin(), page.end());
        more = page.size() == kPage;
    }
    return movements;
}

struct Backtest {
    std::vector<RaiseAlert> alerts;
    RuleCounts counts;
    std::size_t movements = 0;
    double seconds = 0;
};

void Sum(std::vector<std::int64_t>& all, const std::vector<std::int64_t>& more) {
    all.resize(more.size());
    for (std::size_t i = 0; i < more.size(); ++i) all[i] += more[i];
}

Backtest RunOver(const MonitoringPolicy& policy, std::span<const Movement> movements) {
    const auto begin = std::chrono::steady_clock::now();
    Backtest backtest;
    backtest.movements = movements.size();
    cli::Progress progress("monitor");
    MovementsInMemory memory;
    for (auto rest = movements; !rest.empty();) {
        const auto batch = rest.first(std::min(rest.size(), kBatch));
        auto found = Monitor(memory, policy, {}, batch);
        for (auto& alert : found.alerts) backtest.alerts.push_back(std::move(alert));
        Sum(backtest.counts.fired, found.active.fired);
        Sum(backtest.counts.failed, found.active.failed);
        rest = rest.subspan(batch.size());
        const auto done = movements.size() - rest.size();
        progress.Show(static_cast<double>(done) / static_cast<double>(movements.size()), done);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    backtest.seconds = took.count();
    return backtest;
}

void PrintJson(const MonitoringPolicy& policy, const Backtest& backtest, std::ostream& out) {
    json::array alerts, rules;
    for (const auto& alert : backtest.alerts)
        alerts.push_back(json::object{{"alert_id", alert.alert_id.ToString()},
                                      {"evidence", json::parse(alert.evidence)}});
    for (std::size_t i = 0; i < backtest.counts.fired.size(); ++i) {
        const auto& rule = policy.GetPolicy().rules[i];
        rules.push_back(json::object{{"id", rule.id},
                                     {"mode", std::string(rules::NameOf(rule.mode))},
                                     {"fired", backtest.counts.fired[i]},
                                     {"failed", backtest.counts.failed[i]}});
    }
    out << json::serialize(json::object{{"policy_version", policy.GetPolicy().FullVersion()},
                                        {"movements", backtest.movements},
                                        {"seconds", backtest.seconds},
                                        {"rules", std::move(rules)},
                                        {"alerts", std::move(alerts)}})
        << '\n';
}

void PrintText(const MonitoringPolicy& policy, const Backtest& backtest, std::ostream& out) {
    for (const auto& alert : backtest.alerts) {
        const char* kind = alert.subject.kind == SubjectKind::kParty ? "party" : "account";
        out << core::FormatRfc3339(alert.at) << "  " << alert.rule << "  " << alert.reason_codes
            << "  " << kind << ' ' << alert.subject.id.ToString() << '\n';
    }
    out << backtest.movements << " movements, " << backtest.alerts.size() << " alerts of "
        << policy.GetPolicy().FullVersion() << '\n';
    for (std::size_t i = 0; i < backtest.counts.fired.size(); ++i) {
        const auto& rule = policy.GetPolicy().rules[i];
        out << "  " << rule.id << " (" << rules::NameOf(rule.mode) << "): fired "
            << backtest.counts.fired[i] << ", failed " << backtest.counts.failed[i] << '\n';
    }
}

}  // namespace

int RunMonitor(std::span<const std::string> words, std::ostream& out, std::ostream& faults) {
    const auto arguments =
        cli::ReadArguments(words, {"--policy", "--transactions"}, {"--history", "--json"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    const auto file = arguments.Text("--transactions");
    if (!arguments.fault.empty() || file.empty() != arguments.Has("--history")) {
        faults << "monitor: "
               << (arguments.fault.empty() ? "say --transactions FILE.csv or --history"
                                           : arguments.fault)
               << "; see monitor --help\n";
        return 2;
    }
    try {
        const auto policy = LoadPolicy(arguments.Text("--policy"), faults);
        if (!policy) return 1;
        const auto movements = file.empty() ? LoadHistory() : ReadMovementsFile(file);
        const auto backtest = RunOver(*policy, movements);
        arguments.Has("--json") ? PrintJson(*policy, backtest, out)
                                : PrintText(*policy, backtest, out);
        return 0;
    } catch (const std::exception& error) {
        faults << "monitor: " << error.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::compliance
