// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/match_summary.h"

#include <algorithm>
#include <boost/json.hpp>

namespace clearway::reconciliation {
namespace {

namespace json = boost::json;

json::array FilesJson(const MatchSummary& summary) {
    json::array files;
    for (const auto& file : summary.files) {
        const auto reasons = file.AllFaults();
        files.push_back({{"file", file.name},
                         {"format", file.format},
                         {"sha256", file.sha256},
                         {"statements", file.heads.size()},
                         {"statements_used", file.UsedStatements()},
                         {"used", reasons.empty()},
                         {"reasons", json::array(reasons.begin(), reasons.end())},
                         {"notes", json::array(file.notes.begin(), file.notes.end())}});
    }
    return files;
}

json::object CountsJson(const std::map<std::string, std::uint64_t>& counts) {
    json::object object;
    for (const auto& [name, count] : counts) object[name] = count;
    return object;
}

std::string Listed(const std::map<std::string, std::uint64_t>& counts) {
    std::string list;
    for (const auto& [name, count] : counts) {
        list += list.empty() ? "" : ", ";
        list += name + " " + std::to_string(count);
    }
    return list.empty() ? "none" : list;
}

}  // namespace

std::string SummaryText(const MatchSummary& summary) {
    const auto& counts = summary.counts;
    const auto used = std::ranges::count_if(
        summary.files, [](const auto& file) { return file.UsedStatements() > 0; });
    return std::to_string(summary.lines) + " lines of " + std::to_string(used) + " files, " +
           std::to_string(summary.expectations) + " expectations, rules " + summary.rules +
           "\nmatched: " + std::to_string(counts.lines_matched) + " lines, " +
           std::to_string(counts.expectations_matched) + " expectations (" +
           Listed(counts.matches_by_pass) + "), with a difference " +
           std::to_string(counts.matches_with_difference) +
           "\nexceptions: " + std::to_string(counts.exceptions) + " (" +
           Listed(counts.exceptions_by_class) +
           ")\nnot due yet: " + std::to_string(counts.not_due) + "\nin " + summary.out + "\n";
}

std::string SummaryJson(const MatchSummary& summary) {
    const auto& counts = summary.counts;
    const json::value value{
        {"rules", summary.rules},
        {"lines", summary.lines},
        {"expectations", summary.expectations},
        {"lines_matched", counts.lines_matched},
        {"expectations_matched", counts.expectations_matched},
        {"matches", CountsJson(counts.matches_by_pass)},
        {"matches_with_difference", counts.matches_with_difference},
        {"exceptions", CountsJson(counts.exceptions_by_class)},
        {"exceptions_total", counts.exceptions},
        {"not_due", counts.not_due},
        {"files", FilesJson(summary)},
        {"out", summary.out},
        {"seconds", summary.seconds},
        {"lines_per_second",
         summary.seconds > 0 ? static_cast<double>(summary.lines) / summary.seconds : 0.0}};
    return json::serialize(value) + "\n";
}

}  // namespace clearway::reconciliation
