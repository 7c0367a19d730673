// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "events/event_partitions.h"
#include "host/service.h"
#include "services/fraud/app.h"
#include "services/fraud/config.h"
#include "services/fraud/log_source.h"
#include "services/fraud/model/package_command.h"
#include "services/fraud/model/sign_command.h"
#include "services/fraud/offline/backtest/backtest_command.h"
#include "services/fraud/offline/features_command.h"
#include "services/fraud/store/feature_log.h"
#include "telemetry/log.h"

namespace {

using Words = std::span<const std::string>;

std::function<int(Words)> OnStreams(int (*run)(Words, std::ostream&, std::ostream&)) {
    return [run](Words words) { return run(words, std::cout, std::cerr); };
}

}  // namespace

int main(int argc, char** argv) {
    namespace fraud = clearway::fraud;
    using clearway::host::ServiceSettings;
    return clearway::host::RunService(
        argc, argv,
        {.name = "fraud",
         .purpose = "Scores payments before money moves: features, model, policy.",
         .migrations = fraud::Migrations(),
         .configure =
             [](clearway::config::Environment& environment) {
                 return
                     [config = fraud::Config::Read(environment)](const ServiceSettings& settings) {
                         return fraud::MakeApp(settings, config);
                     };
             },
         .settings = {{"CLEARWAY_FRAUD_POLICY", "policy file (JSON); default: the one built in"},
                      {"CLEARWAY_FRAUD_MODEL", "model folder; without it the rules decide alone"},
                      {"CLEARWAY_FRAUD_MODEL_KEY", "public key that models are signed with (PEM)"},
                      {"CLEARWAY_FRAUD_STATE", "folder for snapshots; without it there are none"},
                      {"CLEARWAY_FRAUD_SNAPSHOT_MINUTES", "time between snapshots (15)"},
                      {"CLEARWAY_FRAUD_ENTITIES_MAX", "payers, payees, devices in memory, each"},
                      {"CLEARWAY_FRAUD_PAYMENTS_MAX", "payment ids remembered"}},
         .partitioned = {clearway::events::EventPartitions(), fraud::FeatureLogPartitions()},
         .commands = {{.name = "features",
                       .purpose = "the features of past payments; see features --help",
                       .run =
                           [](Words words) {
                               clearway::config::Environment environment;
                               return fraud::RunFeatures(words, fraud::FindLog(environment));
                           }},
                      {.name = "new-model-key",
                       .purpose = "make a key for signing models; see new-model-key --help",
                       .run = OnStreams(fraud::RunNewModelKey)},
                      {.name = "sign-model",
                       .purpose = "sign a model folder; see sign-model --help",
                       .run = OnStreams(fraud::RunSignModel)},
                      {.name = "package",
                       .purpose = "a model or policy as a request to submit; see package --help",
                       .run = OnStreams(fraud::RunPackage)},
                      {.name = "backtest",
                       .purpose = "a candidate model or policy over past payments; see its --help",
                       .run = [](Words words) {
                           // A rule that fails on each of a million payments is told once, in
                           // the report.
                           clearway::log::Init("fraud", clearway::log::Level::kError);
                           clearway::config::Environment environment;
                           return fraud::RunBacktest(words, fraud::FindLog(environment));
                       }}}});
}
