// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/import_command.h"

#include <ostream>
#include <stdexcept>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "config/environment.h"
#include "services/compliance/domain/list/list_delta.h"
#include "services/compliance/lists_import/list_format.h"
#include "services/compliance/offline/import_text.h"
#include "services/compliance/offline/store_import.h"

namespace clearway::compliance {
namespace {

constexpr char kHelpBeforeFormats[] =
    R"(Usage: clearway-compliance import --list FORMAT:PATH [--previous FORMAT:PATH] [--accept-shrink]
                                  [--date YYYY-MM-DD] [--by NAME] [--json]

Reads a list and says what is in it, what was refused and why, and what is new since a previous one.
A file may be plain or gzip. With CLEARWAY_DATABASE_URL, the database of the service, it compares the
list with the active one of its source and stores it as a version that two operators make active
(compliance.v1.ListService/ActivateList); without, it changes nothing.

  --list FORMAT:PATH      the list. Forms:
)";

constexpr char kHelp[] =
    R"(  --previous FORMAT:PATH  the list of the same source that it would follow: says which entries came,
                          went and changed, by their ids
                          not with a database
  --date YYYY-MM-DD       of a list that does not say its date, for the name of its version
  --by NAME               who imports, for the record; the user of the process
  --accept-shrink         take a list although half of the previous entries or more are gone
  --json                  all of it as JSON

A list is refused whole when it cannot be read to its end (cut short, another form, a wrong encoding),
when it holds no entries, when more than one entry and more than one in a hundred is refused, and when
half of the previous entries are gone. The same files are stored once. An entry is refused without id, name or a type that is known,
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

std::string DatabaseUrl() { return config::Environment().Text("CLEARWAY_DATABASE_URL", ""); }

ImportOrder OrderOf(const cli::Arguments& arguments) {
    auto by = arguments.Text("--by");
    if (by.empty()) by = config::Environment().Text("USER", "nobody named");
    return {.database_url = DatabaseUrl(),
            .source = std::string(SourceOf(arguments.Text("--list"))),
            .date = arguments.Text("--date"),
            .imported_by = std::move(by),
            .accept_shrink = arguments.Has("--accept-shrink")};
}

ImportOutcome Import(const cli::Arguments& arguments) {
    ImportOutcome outcome;
    ImportedList next;
    outcome.refused = Read(arguments.Text("--list"), next);
    if (!next.report.format.empty()) outcome.report = next.report;
    if (!outcome.refused.empty()) return outcome;
    if (const auto order = OrderOf(arguments); !order.database_url.empty()) {
        StoreImport(order, std::move(next), outcome);
        return outcome;
    }
    if (!arguments.Has("--previous")) return outcome;
    ImportedList previous;
    if (auto why = Read(arguments.Text("--previous"), previous); !why.empty())
        throw std::runtime_error("--previous: " + why);
    outcome.delta = CompareLists(previous.list, next.list);
    if (LostTooMany(*outcome.delta) && !arguments.Has("--accept-shrink"))
        outcome.refused = ShrinkRefusal(*outcome.delta);
    return outcome;
}

std::string FaultOf(const cli::Arguments& arguments) {
    if (!arguments.fault.empty()) return arguments.fault;
    if (arguments.Text("--list").empty()) return "--list is needed";
    if (arguments.Has("--previous") && !DatabaseUrl().empty())
        return "--previous is not for a database: the active list is what was before";
    const auto date = arguments.Text("--date");
    if (!date.empty() && (date.size() != 10 || !ParseBirthDate(date)))
        return "--date must be YYYY-MM-DD";
    return "";
}

}  // namespace

int RunImport(std::span<const std::string> words, std::ostream& out, std::ostream& faults) {
    const auto arguments = cli::ReadArguments(words, {"--list", "--previous", "--date", "--by"},
                                              {"--accept-shrink", "--json"});
    const auto help = kHelpBeforeFormats + FormatsHelp("                            ") + kHelp;
    if (arguments.help) {
        out << help;
        return 0;
    }
    if (const auto fault = FaultOf(arguments); !fault.empty()) {
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
