// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "events/event_partitions.h"
#include "host/service.h"
#include "services/reconciliation/app.h"
#include "services/reconciliation/config.h"
#include "services/reconciliation/offline/match_command.h"

int main(int argc, char** argv) {
    namespace reconciliation = clearway::reconciliation;
    using clearway::host::ServiceSettings;
    return clearway::host::RunService(
        argc, argv,
        {.name = "reconciliation",
         .purpose = "Proves that each payment's money moved exactly once.",
         .migrations = reconciliation::Migrations(),
         .configure =
             [](clearway::config::Environment& environment) {
                 return [config = reconciliation::Config::Read(environment)](
                            const ServiceSettings& settings) {
                     return reconciliation::MakeApp(settings, config);
                 };
             },
         .settings = {{"CLEARWAY_RECONCILIATION_INTERVAL", "time between runs (10s)"},
                      {"CLEARWAY_RECONCILIATION_GRACE",
                       "how long a payment may be on its way (60s)"},
                      {"CLEARWAY_RECONCILIATION_KEEP_DAYS",
                       "after which the books let go of a payment that agrees (400; 0: never)"}},
         .partitioned = {clearway::events::EventPartitions()},
         .commands = {{.name = "match",
                       .purpose = "bank statements against expectations; see match --help",
                       .run = [](std::span<const std::string> words) {
                           return reconciliation::RunMatch(words, std::cout, std::cerr);
                       }}}});
}
