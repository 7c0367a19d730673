// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "config/environment.h"
#include "services/audit/events/entry_of_fact.h"
#include "services/audit/offline/compare_command.h"
#include "services/audit/offline/export_command.h"
#include "services/audit/offline/verify_command.h"
#include "services/audit/schema.h"
#include "services/audit/store/stored_log.h"

namespace clearway::audit {
namespace {

constexpr char kHelp[] =
    R"(clearway-audit: keeps and proves the audit log of the platform.

Usage: clearway-audit <command>
  verify      check an exported log or a bundle with a public key alone; see verify --help
  export      write the log, or what it holds of one stream, to a file; see export --help
  compare     a service's event store with an exported log; see compare --help
  checkpoint  sign the log as it is now; see checkpoint --help
  migrate     bring the database to this program's schema
  help        this text (--help, -h)
  --version   the version

Settings (environment), for all commands but verify:
  CLEARWAY_DATABASE_URL  the database of the audit log; for compare, of the service

Exit codes: 0 done or verified, 1 failure or not verified, 2 wrong usage or settings.
)";

// Throws when the setting is missing.
std::string DatabaseUrl() {
    config::Environment environment;
    auto url = environment.Text("CLEARWAY_DATABASE_URL");
    if (!environment.Faults().empty()) throw std::runtime_error(environment.Faults().front());
    return url;
}

int RunMigrate() {
    const auto done = Migrate(DatabaseUrl());
    for (const auto& name : done) std::cout << "applied " << name << '\n';
    if (done.empty()) std::cout << "the schema is up to date\n";
    return 0;
}

void ScanStore(const std::string& source, const TakeFact& take) {
    postgres::Session session(DatabaseUrl());
    postgres::Transaction transaction(session);
    ScanEntries(transaction, source, take);
}

int Run(std::span<const std::string> words) {
    const LogStore store{
        .open = [] { return std::make_unique<StoredLog>(DatabaseUrl()); },
        .keep =
            [](const StoredCheckpoint& checkpoint) {
                return StoredLog(DatabaseUrl()).AddCheckpoint(checkpoint.size, checkpoint.note);
            }};
    const auto command = words.empty() ? std::string() : words.front();
    if (command == "verify") return RunVerify(words.subspan(1));
    if (command == "export") return RunExport(words.subspan(1), store);
    if (command == "compare") return RunCompare(words.subspan(1), ScanStore);
    if (command == "checkpoint") return RunCheckpoint(words.subspan(1), store);
    if (command == "migrate" && words.size() == 1) return RunMigrate();
    if (command == "help" || command == "--help" || command == "-h") {
        std::cout << kHelp;
        return 0;
    }
    if (command == "--version") {
        std::cout << "clearway-audit " << CLEARWAY_VERSION << '\n';
        return 0;
    }
    std::cerr << "clearway-audit: one command is needed, and "
              << (words.empty() ? "there is none" : "this is not one that it knows") << ".\n\n"
              << kHelp;
    return 2;
}

}  // namespace
}  // namespace clearway::audit

int main(int argc, char** argv) {
    try {
        return clearway::audit::Run(std::vector<std::string>(argv + 1, argv + argc));
    } catch (const std::exception& failure) {
        std::cerr << "clearway-audit failed: " << failure.what() << '\n';
        return 1;
    }
}
