// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "events/event_partitions.h"
#include "services/settlement/app.h"
#include "services/settlement/events/outgoing.h"
#include "services/settlement/offline/close_window_command.h"
#include "services/settlement/offline/verify_command.h"
#include "services/settlement/offline/write_instructions_command.h"
#include "services/settlement/store/transfer_partitions.h"

namespace {

using namespace clearway;
using Words = std::span<const std::string>;

// The service's own database and broker; throws when a setting is missing or wrong.
settlement::ClosingPlace ClosingPlaceOf() {
    config::Environment environment;
    settlement::ClosingPlace place{
        .outbox = {.service = "settlement",
                   .instance = "settlement-close-window",
                   .database_url = environment.Text("CLEARWAY_DATABASE_URL"),
                   .kafka_brokers = environment.Text("CLEARWAY_KAFKA_BROKERS")},
        .map = settlement::ToEvent};
    if (!environment.Faults().empty()) throw std::runtime_error(environment.Faults().front());
    return place;
}

std::vector<host::Command> Commands() {
    return {{.name = "close-window",
             .purpose = "end the open settlement window; see close-window --help",
             .run =
                 [](Words words) {
                     return settlement::RunCloseWindow(words, ClosingPlaceOf, std::cout, std::cerr);
                 }},
            {.name = "verify",
             .purpose = "prove books, positions and windows from the database; see verify --help",
             .run = [](Words words) { return settlement::RunVerify(words, std::cout, std::cerr); }},
            {.name = "write-instructions",
             .purpose =
                 "write a closed window's instructions as pacs.009; see write-instructions --help",
             .run = [](Words words) {
                 return settlement::RunWriteInstructions(words, std::cout, std::cerr);
             }}};
}

std::vector<std::pair<std::string, std::string>> Settings() {
    auto settings = settlement::WindowSettingsHelp();
    for (auto& one : settlement::RailSettingsHelp()) settings.push_back(std::move(one));
    settings.push_back(settlement::SandboxHelp());
    for (auto& one : vault::TokenSettingsHelp()) settings.push_back(std::move(one));
    return settings;
}

}  // namespace

int main(int argc, char** argv) {
    return host::RunService(
        argc, argv,
        {.name = "settlement",
         .purpose = "Keeps accounts and the double-entry ledger; holds and moves the money.",
         .migrations = settlement::Migrations(),
         .configure =
             [](config::Environment& environment) {
                 return [token = vault::ReadTokenSettings(environment),
                         windows = settlement::WindowSettings::Read(environment),
                         rails = settlement::RailSettings::Read(environment),
                         sandbox = settlement::ReadSandbox(environment)](
                            const host::ServiceSettings& settings) {
                     return std::unique_ptr<host::Application>(std::make_unique<settlement::App>(
                         settings, token, windows, rails, sandbox));
                 };
             },
         .settings = Settings(),
         .partitioned = {events::EventPartitions(), settlement::TransferPartitions()},
         .commands = Commands()});
}
