// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/import_command.h"

#include <ostream>
#include <stdexcept>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "services/compliance/domain/list/list_delta.h"
#include "services/compliance/lists_import/list_format.h"
#include "services/compliance/offline/import_text.h"

namespace clearway::compliance {
namespace {

constexpr char kHelpBeforeFormats[] =
    R"(Usage: clearway-compliance import --list FORMAT:PATH [--previous FORMAT:PATH] [--accept-shrink]
                                  [--json]

Reads a list and says what is in it, what was refused and why, and what is new since a previous one.
A file may be plain or gzip. It changes nothing.

  --list FORMAT:PATH      the list. Forms:
)";

constexpr char kHelp[] =
    R"(  --previous FORMAT:PATH  the list of the same source that it would follow: says which entries came,
                          went and changed, by their ids
  --accept-shrink         take a list although half of the previous entries or more are gone
  --json                  all of it as JSON

A list is refused whole when it cannot be read to its end (cut short, another form, a wrong encoding),
when it holds no entries, when more than one entry and more than one in a hundred is refused, and when
half of the previous entries are gone. An entry is refused without id, name or a type that is known,
and when its id was there before. A note is of an entry that was taken without a fact that was not
understood.

Exit codes: 0 the list may be used, 1 refused or failure, 2 wrong usage.
)";

std::string Read(const std::string& source, ImportedList& imported) {
    cli::Progress progress("import");
    auto read =
        ImportList(source, [&](double share, std::uint64_t done) { progress.Show(share, done); });
    if (!read) return std::string(read.error().Detail());
    imported = std::move(*read);
    return ReasonToRefuse(imported.report);
}

ImportOutcome Import(const cli::Arguments& arguments) {
    ImportOutcome outcome;
    ImportedList next;
    outcome.refused = Read(arguments.Text("--list"), next);
    if (!next.report.format.empty()) outcome.report = next.report;
    if (!outcome.refused.empty() || !arguments.Has("--previous")) return outcome;
    ImportedList previous;
    if (auto why = Read(arguments.Text("--previous"), previous); !why.empty())
        throw std::runtime_error("--previous: " + why);
    outcome.delta = CompareLists(previous.list, next.list);
    if (LostTooMany(*outcome.delta) && !arguments.Has("--accept-shrink"))
        outcome.refused = std::to_string(outcome.delta->gone.size()) + " of " +
                          std::to_string(outcome.delta->previous_entries) +
                          " entries are gone; --accept-shrink takes it all the same";
    return outcome;
}

}  // namespace

int RunImport(std::span<const std::string> words, std::ostream& out, std::ostream& faults) {
    const auto arguments =
        cli::ReadArguments(words, {"--list", "--previous"}, {"--accept-shrink", "--json"});
    const auto help = kHelpBeforeFormats + FormatsHelp("                            ") + kHelp;
    if (arguments.help) {
        out << help;
        return 0;
    }
    auto fault = arguments.fault;
    if (fault.empty() && arguments.Text("--list").empty()) fault = "--list is needed";
    if (!fault.empty()) {
        faults << "clearway-compliance import: " << fault << "\n\n" << help;
        return 2;
    }
    try {
        const auto outcome = Import(arguments);
        out << (arguments.Has("--json") ? ImportJson(outcome) : ImportText(outcome));
        if (!outcome.refused.empty()) faults << "import: refused: " << outcome.refused << '\n';
        return outcome.refused.empty() ? 0 : 1;
    } catch (const std::exception& failure) {
        faults << "import: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::compliance
