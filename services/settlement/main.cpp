// SPDX-License-Identifier: Apache-2.0
#include "events/event_partitions.h"
#include "services/settlement/app.h"
#include "services/settlement/store/transfer_partitions.h"

int main(int argc, char** argv) {
    using namespace clearway;
    return host::RunService(
        argc, argv,
        {.name = "settlement",
         .purpose = "Keeps accounts and the double-entry ledger; holds and moves the money.",
         .migrations = settlement::Migrations(),
         .configure =
             [](config::Environment& environment) {
                 return [token = vault::ReadTokenSettings(environment)](
                            const host::ServiceSettings& settings) {
                     return std::unique_ptr<host::Application>(
                         std::make_unique<settlement::App>(settings, token));
                 };
             },
         .settings = vault::TokenSettingsHelp(),
         .partitioned = {events::EventPartitions(), settlement::TransferPartitions()}});
}
