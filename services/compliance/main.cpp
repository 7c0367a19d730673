// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "events/event_partitions.h"
#include "host/service.h"
#include "services/compliance/app.h"
#include "services/compliance/config.h"
#include "services/compliance/offline/import_command.h"
#include "services/compliance/offline/monitor_command.h"
#include "services/compliance/offline/score_pairs_command.h"
#include "services/compliance/offline/screen_command.h"

namespace {

using Words = std::span<const std::string>;

std::function<int(Words)> OnStreams(int (*run)(Words, std::ostream&, std::ostream&)) {
    return [run](Words words) { return run(words, std::cout, std::cerr); };
}

std::vector<std::pair<std::string, std::string>> Settings() {
    std::vector<std::pair<std::string, std::string>> settings{
        {"CLEARWAY_OFAC_DIR",
         "first list of a database: folder with sdn, alt, sdn_comments (.csv, .csv.gz); built in"},
        {"CLEARWAY_OFAC_DATE", "month of that list, YYYY-MM"},
        {"CLEARWAY_SCREENING_CACHE_NAMES", "names whose matches are remembered; 100000"},
        {"CLEARWAY_FOUR_EYES", "cases that two operators decide: listed (default) or all"},
        {"CLEARWAY_CASE_HOURS_<KIND>",
         "hours that a case may wait, by the kind of its alert: PAYMENT, REVIEW, RESCREENING 24, "
         "ONBOARDING 72, MONITORING, MANUAL 720; half of it at high priority, a quarter at "
         "urgent"},
        {"CLEARWAY_CASE_RETENTION_DAYS",
         "days after its end that a case keeps those it tells of from being erased; 1827"},
        {"CLEARWAY_REVIEW_MONTHS_HIGH", "months between reviews of customers of high risk; 12"},
        {"CLEARWAY_REVIEW_MONTHS_MEDIUM", "of medium risk; 24"},
        {"CLEARWAY_REVIEW_MONTHS_LOW", "of low risk; 60"},
        {"CLEARWAY_REPORT_ENTITY_ID", "of suspicion reports: the number of who reports"},
        {"CLEARWAY_REPORT_ENTITY_NAME", "and its name"},
        {"CLEARWAY_REPORT_CURRENCY", "the currency of the country that is reported to, ISO 4217"},
        {"CLEARWAY_REPORT_COUNTRY", "of who reports, ISO 3166"},
        {"CLEARWAY_REPORT_CITY", "its city"},
        {"CLEARWAY_REPORT_ADDRESS", "its street"},
        {"CLEARWAY_REPORT_OFFICER_FIRST_NAME", "the officer who reports"},
        {"CLEARWAY_REPORT_OFFICER_LAST_NAME", "the officer's family name"},
        {"CLEARWAY_REPORT_OFFICER_OCCUPATION", "the officer's position"}};
    for (auto& one : clearway::vault::TokenSettingsHelp()) settings.push_back(std::move(one));
    return settings;
}

}  // namespace

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
         .settings = Settings(),
         .partitioned = {clearway::events::EventPartitions()},
         .commands = {
             {.name = "import",
              .purpose = "what a list holds and what is new in it; stores it; see import --help",
              .run = OnStreams(compliance::RunImport)},
             {.name = "monitor",
              .purpose = "a monitoring policy over past movements; see monitor --help",
              .run = OnStreams(compliance::RunMonitor)},
             {.name = "score-pairs",
              .purpose = "how well pairs of names fit; see score-pairs --help",
              .run = OnStreams(compliance::RunScorePairs)},
             {.name = "screen",
              .purpose = "a file of names against lists; see screen --help",
              .run = OnStreams(compliance::RunScreen)}}});
}
