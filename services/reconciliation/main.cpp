// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "events/event_partitions.h"
#include "host/service.h"
#include "services/reconciliation/app.h"
#include "services/reconciliation/config.h"
#include "services/reconciliation/events/statement_facts.h"
#include "services/reconciliation/offline/import_command.h"
#include "services/reconciliation/offline/match_command.h"
#include "services/reconciliation/offline/run_command.h"

namespace {

using namespace clearway;
using Words = std::span<const std::string>;

// The service's own database and broker; throws when a setting is missing or wrong.
reconciliation::StatementPlace PlaceOf() {
    config::Environment environment;
    auto statements = reconciliation::StatementConfig::Read(environment);
    const std::string database = environment.Text("CLEARWAY_DATABASE_URL");
    const std::string brokers = environment.Text("CLEARWAY_KAFKA_BROKERS");
    if (!environment.Faults().empty()) throw std::runtime_error(environment.Faults().front());
    return {.outbox = {.service = "reconciliation",
                       .instance = "reconciliation-command",
                       .database_url = database,
                       .kafka_brokers = brokers},
            .settings = {std::move(statements.accounts), std::move(statements.rules.mappings)},
            .rules = std::move(*statements.rules.rules),
            .ages = statements.ages,
            .map = reconciliation::ToStatementEvent};
}

std::vector<host::Command> Commands() {
    return {
        {.name = "match",
         .purpose = "bank statements against expectations; see match --help",
         .run = [](Words words) { return reconciliation::RunMatch(words, std::cout, std::cerr); }},
        {.name = "import",
         .purpose = "take in files of bank statements; see import --help",
         .run =
             [](Words words) {
                 return reconciliation::RunImport(words, PlaceOf, std::cout, std::cerr);
             }},
        {.name = "run",
         .purpose = "match statements with the ledger; see run --help",
         .run = [](Words words) {
             return reconciliation::RunStatementRun(words, PlaceOf, std::cout, std::cerr);
         }}};
}

}  // namespace

int main(int argc, char** argv) {
    using host::ServiceSettings;
    return host::RunService(
        argc, argv,
        {.name = "reconciliation",
         .purpose = "Proves that each payment's money moved exactly once.",
         .migrations = reconciliation::Migrations(),
         .configure =
             [](config::Environment& environment) {
                 return [config = reconciliation::Config::Read(environment)](
                            const ServiceSettings& settings) {
                     return reconciliation::MakeApp(settings, config);
                 };
             },
         .settings =
             {{"CLEARWAY_RECONCILIATION_INTERVAL", "time between runs (10s)"},
              {"CLEARWAY_RECONCILIATION_GRACE", "how long a payment may be on its way (60s)"},
              {"CLEARWAY_RECONCILIATION_KEEP_DAYS",
               "after which the books let go of what agrees (400; 0: never)"},
              {"CLEARWAY_RECONCILIATION_SETTLE_DAYS",
               "before an account's last statement: rows that no run looks at (180; 0: none)"},
              {"CLEARWAY_RECONCILIATION_BANK_ACCOUNTS",
               "CSV: our accounts at banks, with the ledger's for each (none)"},
              {"CLEARWAY_RECONCILIATION_RULES",
               "JSON: how statements are read and matched (built in)"},
              {"CLEARWAY_PEER_SETTLEMENT", "host:port of settlement, which posts adjustments"}},
         .partitioned = {events::EventPartitions()},
         .commands = Commands()});
}
