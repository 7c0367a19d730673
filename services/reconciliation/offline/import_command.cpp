// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/import_command.h"

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <set>
#include <stdexcept>

#include "cli/arguments.h"
#include "cli/progress.h"
#include "config/environment.h"

namespace clearway::reconciliation {
namespace {

namespace json = boost::json;

constexpr char kHelp[] =
    R"(Usage: clearway-reconciliation import FILE... [--by NAME] [--dry-run] [--json]

Takes files of statements into the service's database, beside the running service: camt.053, camt.054,
MT940 or CSV, plain or gzip, in any order. What is taken in follows from all files that are there, not
from the order in which they came. A file that came before is recognised by its bytes. One that does not
come to its closing balance, is of an account that is not ours, holds a statement that is there, or
cannot be read waits in quarantine, and so does one that follows a gap, until the gap is filled. The
others count.

  --by NAME    who imports, for the record; the user of the process
  --dry-run    judge each file against what is there, keep nothing
  --json       a line of JSON for each file

CLEARWAY_DATABASE_URL and CLEARWAY_KAFKA_BROKERS name the service's database and broker;
CLEARWAY_RECONCILIATION_BANK_ACCOUNTS and CLEARWAY_RECONCILIATION_RULES must be as the service has them.

Exit codes: 0 done, 1 failure, or a file could not be opened or is empty (the others are taken), 2 wrong usage,
3 done, and a file waits in quarantine.
)";

struct Order {
    std::vector<std::string> files;
    std::string by;
    bool dry_run = false;
    bool as_json = false;
};

// Words that are no option are files.
std::vector<std::string> FilesAsOptions(std::span<const std::string> words) {
    std::vector<std::string> options;
    bool value = false;
    for (const auto& word : words) {
        if (!value && !word.starts_with("-")) options.emplace_back("--file");
        value = !value && word == "--by";
        options.push_back(word);
    }
    return options;
}

std::string ReadBytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be opened");
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (file.bad() || bytes.empty())
        throw std::runtime_error(path + ": cannot be read, or is empty");
    return bytes;
}

statements::FileText ReadText(const std::string& path) {
    return statements::ReadFileBytes(std::filesystem::path(path).filename().string(),
                                     ReadBytes(path));
}

std::string StateOf(const ImportedStatement& imported) {
    return imported.known ? "repeated" : std::string(NameOf(imported.file.State()));
}

std::string AsJson(const ImportedStatement& imported) {
    json::array moved;
    for (const auto& file : imported.moved)
        moved.push_back({{"file_id", file.file_id.ToString()},
                         {"name", file.name},
                         {"state", NameOf(file.State())}});
    const auto reasons = imported.file.Reasons();
    return json::serialize(json::object{{"file", imported.file.name},
                                        {"file_id", imported.file.file_id.ToString()},
                                        {"sha256", imported.file.sha256},
                                        {"format", imported.file.format},
                                        {"state", StateOf(imported)},
                                        {"reasons", json::array(reasons.begin(), reasons.end())},
                                        {"waits", imported.file.Waits()},
                                        {"statements", std::ssize(imported.file.statements)},
                                        {"lines", imported.file.lines},
                                        {"moved", std::move(moved)}}) +
           "\n";
}

std::string AsText(const ImportedStatement& imported) {
    std::string text = imported.file.name + ": " + StateOf(imported) + ", " +
                       std::to_string(imported.file.lines) + " lines, file " +
                       imported.file.file_id.ToString() + "\n";
    for (const auto& reason : imported.file.Reasons()) text += "  " + reason + "\n";
    for (const auto& file : imported.moved)
        text += "  " + file.name + " is " + std::string(NameOf(file.State())) + " now\n";
    return text;
}

// nullopt: there is nothing that could be kept, which is told.
std::optional<statements::FileText> TryRead(const std::string& path, std::ostream& faults) {
    try {
        return ReadText(path);
    } catch (const std::runtime_error& failure) {
        faults << "import: " << failure.what() << '\n';
        return std::nullopt;
    }
}

int Import(const Order& order, StatementOffice& office, std::ostream& out, std::ostream& faults) {
    cli::Progress progress("import");
    const auto count = static_cast<double>(order.files.size());
    double done = 0;
    office.desk.Watch(
        [&](double share, std::uint64_t lines) { progress.Show((done + share) / count, lines); });
    std::set<core::Uuid> waiting;  // in quarantine, as of the last file
    const auto note = [&](const KeptFile& file) {
        if (file.State() == FileState::kQuarantined)
            waiting.insert(file.file_id);
        else
            waiting.erase(file.file_id);
    };
    bool all_read = true;
    for (const auto& path : order.files) {
        auto text = TryRead(path, faults);
        if (!text) {
            all_read = false;
            ++done;
            continue;
        }
        auto importing = office.desk.Import({.text = std::move(*text),
                                             .by = order.by,
                                             .at = office.clock.Now(),
                                             .dry_run = order.dry_run});
        const auto imported = async::BlockOn(office.runtime.GetExecutor(), std::move(importing));
        if (!imported)
            throw std::runtime_error(path + ": " + std::string(imported.error().Detail()));
        out << (order.as_json ? AsJson(*imported) : AsText(*imported)) << std::flush;
        note(imported->file);
        for (const auto& moved : imported->moved) note(moved);
        ++done;
    }
    if (!all_read) return 1;
    return waiting.empty() ? 0 : 3;
}

}  // namespace

int RunImport(std::span<const std::string> words, const FindStatementPlace& place,
              std::ostream& out, std::ostream& faults) {
    const auto arguments =
        cli::ReadArguments(FilesAsOptions(words), {"--by"}, {"--dry-run", "--json"}, {"--file"});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    Order order{.files = arguments.All("--file"),
                .by = arguments.Text("--by"),
                .dry_run = arguments.Has("--dry-run"),
                .as_json = arguments.Has("--json")};
    auto fault = arguments.fault;
    if (fault.empty() && order.files.empty()) fault = "a file is needed";
    if (!fault.empty()) {
        faults << "clearway-reconciliation import: " << fault << "\n\n" << kHelp;
        return 2;
    }
    if (order.by.empty())
        order.by = "command of " + config::Environment().Text("USER", "nobody named");
    try {
        StatementOffice office(place());
        return Import(order, office, out, faults);
    } catch (const std::exception& failure) {
        faults << "import: " << failure.what() << '\n';
        return 1;
    }
}

}  // namespace clearway::reconciliation
