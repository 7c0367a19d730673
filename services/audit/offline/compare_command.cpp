// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/compare_command.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <iostream>

#include "cli/arguments.h"
#include "services/audit/offline/key_files.h"
#include "services/audit/offline/verify_command.h"
#include "services/audit/usecase/compare_store.h"

namespace clearway::audit {

namespace {

namespace json = boost::json;

constexpr int kSame = 0;
constexpr int kDifferent = 1;
constexpr int kWrongUse = 2;

constexpr char kHelp[] =
    R"(Usage: clearway-audit compare --key PUBLIC.pem --source SERVICE [--origin NAME] [--json] FILE

Verifies FILE, an exported audit log, and compares it with the event store of a service: every fact
that was altered, dropped, moved or put in since it was logged is found and named. Facts beyond the
last logged version of their stream count as not logged yet. Of months that were archived, the log
has entries that the store has not: compare with the archive attached.

  --key PUBLIC.pem  the Ed25519 key of the log's checkpoints
  --source SERVICE  payment, settlement, fraud, compliance, reconciliation or audit
  --origin NAME     the log's name; without it, the log that the checkpoint names
  --json            what was found as JSON

The event store is in the database that CLEARWAY_DATABASE_URL names; it is only read. Needs some 64
bytes of memory for each entry of the service.

Exit codes: 0 the same, 1 different or the log is not verified, 2 wrong usage or nothing to be read.
)";

void Print(const Comparison& found, bool as_json) {
    if (as_json) {
        std::cout << json::serialize(json::value{
                         {"entries", found.entries},
                         {"facts", found.facts},
                         {"not_logged_yet", found.not_logged_yet},
                         {"differences", found.differences},
                         {"first_differences", json::value_from(found.first_differences)}})
                  << '\n';
        return;
    }
    for (const auto& difference : found.first_differences) std::cout << difference << '\n';
    std::cout << found.differences << " differences between " << found.entries
              << " entries of the log and " << found.facts << " facts, of which "
              << found.not_logged_yet << " are not logged yet\n";
}

int Compare(const std::string& path, const cli::Arguments& arguments, const ScanFacts& scan) {
    StoreComparison comparison(arguments.Text("--source"));
    const auto origin = arguments.Text("--origin");
    const auto verdict =
        VerifyFile(path, ReadPublicKey(arguments.Text("--key")), {.origin = origin},
                   [&](std::uint64_t sequence, std::string_view leaf) {
                       comparison.TakeEntry(sequence, leaf);
                   });
    if (!verdict.Verified()) {
        PrintFault(verdict);
        return kDifferent;
    }
    if (verdict.kind != "log") throw std::runtime_error(path + " is no log but a " + verdict.kind);
    scan(arguments.Text("--source"), [&](const Entry& fact) { comparison.TakeFact(fact); });
    const auto found = comparison.Finish();
    Print(found, arguments.Has("--json"));
    return found.differences == 0 ? kSame : kDifferent;
}

}  // namespace

int RunCompare(std::span<const std::string> words, const ScanFacts& scan) {
    const bool has_file = !words.empty() && !words.back().starts_with('-');
    const auto arguments = cli::ReadArguments(words.first(words.size() - (has_file ? 1 : 0)),
                                              {"--key", "--source", "--origin"}, {"--json"});
    if (arguments.help) {
        std::cout << kHelp;
        return kSame;
    }
    std::string fault = arguments.fault;
    for (const char* needed : {"--key", "--source"}) {
        if (fault.empty() && !arguments.Has(needed)) fault = std::string(needed) + " is needed";
    }
    if (fault.empty() && !has_file) fault = "a file is needed, as the last word";
    if (!fault.empty()) {
        std::cerr << "clearway-audit compare: " << fault << ".\n\n" << kHelp;
        return kWrongUse;
    }
    try {
        return Compare(words.back(), arguments, scan);
    } catch (const std::exception& failure) {
        std::cerr << "clearway-audit compare: " << failure.what() << '\n';
        return kWrongUse;
    }
}

}  // namespace clearway::audit
