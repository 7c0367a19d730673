// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/app.h"
#include "services/rail_simulator/offline/lead_commands.h"
#include "services/rail_simulator/offline/statement_command.h"

int main(int argc, char** argv) {
    namespace simulator = clearway::rail_simulator;
    using clearway::host::ServiceSettings;
    return clearway::host::RunService(
        argc, argv,
        {.name = "rail-simulator",
         .purpose = "Plays payment rails for development and tests. Never for production.",
         .migrations = simulator::Migrations(),
         .configure =
             [](clearway::config::Environment&) {
                 return [](const ServiceSettings& settings)
                            -> std::unique_ptr<clearway::host::Application> {
                     return simulator::MakeApp(settings);
                 };
             },
         .commands = {{.name = "scenario",
                       .purpose = "load the rules by which payments are answered",
                       .run = [](auto words) { return simulator::RunScenario(words); }},
                      {.name = "turn-clock",
                       .purpose = "turn the simulator's clock forward",
                       .run = [](auto words) { return simulator::RunTurnClock(words); }},
                      {.name = "payments",
                       .purpose = "list the payments that were taken",
                       .run = [](auto words) { return simulator::RunPayments(words); }},
                      {.name = "statement",
                       .purpose = "write a day's camt.053 or camt.054 (each of these: --help)",
                       .run = [](auto words) { return simulator::RunStatement(words); }}}});
}
