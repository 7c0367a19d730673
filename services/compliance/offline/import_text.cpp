// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/import_text.h"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string_view>

namespace clearway::compliance {
namespace {

namespace json = boost::json;

constexpr std::size_t kShown = 5;

// By EntryType.
constexpr auto kTypes =
    std::to_array<std::string_view>({"individuals", "entities", "vessels", "aircraft"});

std::string LineOf(const EntryRemark& remark) {
    std::string where;
    if (remark.line > 0) where = "line " + std::to_string(remark.line);
    if (!remark.id.empty()) where += (where.empty() ? "id " : ", id ") + remark.id;
    return "    " + where + (where.empty() ? "" : ": ") + remark.what + "\n";
}

std::string LineOf(const EntryChange& change) {
    return "    " + change.id + "  " + change.name +
           (change.what.empty() ? "" : " (" + change.what + ")") + "\n";
}

template <class T>
std::string FirstFew(std::string_view title, const std::vector<T>& rows) {
    std::string text = "  " + std::string(title);
    text.resize(std::max<std::size_t>(text.size(), 11), ' ');
    text += std::to_string(rows.size()) + "\n";
    for (std::size_t i = 0; i < std::min(rows.size(), kShown); ++i) text += LineOf(rows[i]);
    if (rows.size() > kShown) text += "    and " + std::to_string(rows.size() - kShown) + " more\n";
    return text;
}

std::string ReportText(const ImportReport& report) {
    std::string text = report.format + ", " +
                       (report.date.empty() ? "a list without a date" : "of " + report.date) + "\n";
    for (const auto& file : report.files)
        text += "  file     " + file.name + ", " + std::to_string(file.bytes) + " bytes, SHA-256 " +
                file.sha256 + "\n";
    text += "  entries  " + std::to_string(report.Entries());
    for (std::size_t i = 0; i < kTypes.size(); ++i)
        text += (i == 0 ? ": " : ", ") + std::to_string(report.entries[i]) + " " +
                std::string(kTypes[i]);
    text += "\n  names    " +
            std::to_string(report.Entries() + report.aliases + report.weak_aliases) + ": " +
            std::to_string(report.aliases) + " aliases, " + std::to_string(report.weak_aliases) +
            " weak ones\n";
    text += FirstFew("refused", report.refused);
    return text + FirstFew("notes", report.notes);
}

json::array JsonOf(const std::vector<EntryRemark>& remarks) {
    json::array rows;
    for (const auto& remark : remarks)
        rows.push_back({{"line", remark.line}, {"id", remark.id}, {"reason", remark.what}});
    return rows;
}

json::array JsonOf(const std::vector<EntryChange>& changes) {
    json::array rows;
    for (const auto& change : changes) {
        json::object row{{"id", change.id}, {"name", change.name}};
        if (!change.what.empty()) row["changed"] = change.what;
        rows.push_back(std::move(row));
    }
    return rows;
}

json::object JsonOf(const ImportReport& report) {
    json::array files;
    for (const auto& file : report.files)
        files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    json::object entries{{"all", report.Entries()}};
    for (std::size_t i = 0; i < kTypes.size(); ++i) entries[kTypes[i]] = report.entries[i];
    return {{"format", report.format},
            {"date", report.date},
            {"files", std::move(files)},
            {"entries", std::move(entries)},
            {"names", report.Entries() + report.aliases + report.weak_aliases},
            {"aliases", report.aliases},
            {"weak_aliases", report.weak_aliases},
            {"refused", JsonOf(report.refused)},
            {"notes", JsonOf(report.notes)}};
}

// By ListState.
constexpr auto kStates =
    std::to_array<std::string_view>({"", "imported", "active", "superseded", "rolled_back"});

std::string_view StateOf(const ListVersion& version) {
    return kStates.at(static_cast<std::size_t>(version.state));
}

std::string StoredText(const StoredImport& stored) {
    const auto& version = stored.version;
    return std::string(stored.known ? "The list is stored already: " : "The list is stored: ") +
           version.version + ", id " + version.id.ToString() + ", " +
           std::string(StateOf(version)) + "\n";
}

}  // namespace

std::string ReportJson(const ImportReport& report) { return json::serialize(JsonOf(report)); }

std::string ImportText(const ImportOutcome& outcome) {
    std::string text;
    if (outcome.report) text += ReportText(*outcome.report);
    if (outcome.delta)
        text += "against the previous list of " + std::to_string(outcome.delta->previous_entries) +
                " entries\n" + FirstFew("added", outcome.delta->added) +
                FirstFew("gone", outcome.delta->gone) + FirstFew("changed", outcome.delta->changed);
    if (!outcome.refused.empty()) return text + "The list is refused: " + outcome.refused + "\n";
    text += outcome.report->refused.empty()
                ? "The list may be used.\n"
                : "The list may be used, without the entries that were refused.\n";
    return outcome.stored ? text + StoredText(*outcome.stored) : text;
}

std::string ImportJson(const ImportOutcome& outcome) {
    json::object all{{"accepted", outcome.refused.empty()}};
    if (!outcome.refused.empty()) all["reason"] = outcome.refused;
    if (outcome.report) all["report"] = JsonOf(*outcome.report);
    if (outcome.delta)
        all["delta"] = {{"previous_entries", outcome.delta->previous_entries},
                        {"added", JsonOf(outcome.delta->added)},
                        {"gone", JsonOf(outcome.delta->gone)},
                        {"changed", JsonOf(outcome.delta->changed)}};
    if (const auto& stored = outcome.stored)
        all["stored"] = {{"list_version_id", stored->version.id.ToString()},
                         {"source", stored->version.source},
                         {"version", stored->version.version},
                         {"state", StateOf(stored->version)},
                         {"new", !stored->known}};
    return json::serialize(all) + "\n";
}

}  // namespace clearway::compliance
