// SPDX-License-Identifier: Apache-2.0
#include "events/event_partitions.h"
#include "host/service.h"
#include "services/compliance/app.h"
#include "services/compliance/config.h"

int main(int argc, char** argv) {
    namespace compliance = clearway::compliance;
    using clearway::host::ServiceSettings;
    return clearway::host::RunService(
        argc, argv,
        {.name = "compliance",
         .purpose = "Screens the parties of payments against the sanctions list; keeps the cases.",
         .migrations = compliance::Migrations(),
         .configure =
             [](clearway::config::Environment& environment) {
                 return [config = compliance::Config::Read(environment)](
                            const ServiceSettings& settings) {
                     return compliance::MakeApp(settings, config);
                 };
             },
         .settings = {
             {"CLEARWAY_OFAC_DIR", "folder with sdn, alt, sdn_comments (.csv, .csv.gz); built in"},
             {"CLEARWAY_OFAC_DATE", "month of that list, YYYY-MM"},
             {"CLEARWAY_SCREENING_CACHE_NAMES", "names whose matches are remembered; 100000"}},
         .partitioned = {clearway::events::EventPartitions()}});
}
