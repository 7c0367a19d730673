// SPDX-License-Identifier: Apache-2.0
#include "host/service.h"
#include "services/audit/app.h"
#include "services/audit/events/entry_of_fact.h"
#include "services/audit/offline/bundle_command.h"
#include "services/audit/offline/compare_command.h"
#include "services/audit/offline/export_command.h"
#include "services/audit/offline/pack_command.h"
#include "services/audit/offline/verify_command.h"
#include "services/audit/peers/evidence_sources.h"
#include "services/audit/peers/shown_fact.h"
#include "services/audit/schema.h"
#include "services/audit/store/stored_log.h"

namespace clearway::audit {
namespace {

// For commands of their own; throws when the setting is missing.
std::string DatabaseUrl() {
    config::Environment environment;
    auto url = environment.Text("CLEARWAY_DATABASE_URL");
    if (!environment.Faults().empty()) throw std::runtime_error(environment.Faults().front());
    return url;
}

void ScanStore(const std::string& source, const TakeFact& take) {
    postgres::Session session(DatabaseUrl());
    postgres::Transaction transaction(session);
    ScanEntries(transaction, source, take);
}

LogStore Store() {
    return {.open = [] { return std::make_unique<StoredLog>(DatabaseUrl()); },
            .keep =
                [](const StoredCheckpoint& checkpoint) {
                    return StoredLog(DatabaseUrl()).AddCheckpoint(checkpoint.size, checkpoint.note);
                }};
}

std::unique_ptr<PackSources> OpenEvidence() {
    config::Environment environment;
    return std::make_unique<EvidenceSources>(environment);
}

std::vector<host::Command> Commands() {
    return {{.name = "verify",
             .purpose = "check a log, a bundle or an evidence pack with a public key alone",
             .run = [](auto words) { return RunVerify(words, ShownFact); }},
            {.name = "pack",
             .purpose = "the signed evidence of a payment or a case, in one file",
             .run = [](auto words) { return RunPack(words, OpenEvidence); }},
            {.name = "bundle",
             .purpose = "make a bundle of what the service answered",
             .run = [](auto words) { return RunBundle(words); }},
            {.name = "export",
             .purpose = "write the log, or what it holds of one stream, to a file",
             .run = [](auto words) { return RunExport(words, Store()); }},
            {.name = "compare",
             .purpose = "a service's event store with an exported log",
             .run = [](auto words) { return RunCompare(words, ScanStore); }},
            {.name = "checkpoint",
             .purpose = "sign the log as it is now (each of these: --help)",
             .run = [](auto words) { return RunCheckpoint(words, Store()); }}};
}

}  // namespace
}  // namespace clearway::audit

int main(int argc, char** argv) {
    namespace audit = clearway::audit;
    using clearway::host::ServiceSettings;
    return clearway::host::RunService(argc, argv,
                                      {.name = "audit",
                                       .purpose = "Keeps and proves the audit log of the platform.",
                                       .migrations = audit::Migrations(),
                                       .configure =
                                           [](clearway::config::Environment& environment) {
                                               return [config = audit::Config::Read(environment)](
                                                          const ServiceSettings& settings) {
                                                   return audit::MakeApp(settings, config);
                                               };
                                           },
                                       .settings = audit::SettingsHelp(),
                                       .partitioned = audit::Partitioned(),
                                       .commands = audit::Commands()});
}
