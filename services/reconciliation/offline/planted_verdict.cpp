// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <stdexcept>

#include "services/reconciliation/offline/planted_files.h"
#include "services/reconciliation/statements/csv_rows.h"
#include "services/reconciliation/statements/file_text.h"

namespace clearway::reconciliation {
namespace {

constexpr std::size_t kComplaintsMax = 10;

std::vector<std::string> Split(std::string_view list) {
    std::vector<std::string> items;
    while (!list.empty()) {
        const auto end = std::min(list.find(';'), list.size());
        items.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return items;
}

class Judge {
public:
    explicit Judge(const PlantedTruth& truth) : truth_(truth) {
        for (const auto& [line, group] : truth.group_of_line) ++lines_in_group_[group];
        for (const auto& [expectation, group] : truth.group_of_expectation)
            ++expectations_in_group_[group];
        for (const auto& one : truth.breaks)
            if (one.exception_class == "duplicate")
                --lines_in_group_[truth.group_of_line.at(one.line_ids.front())];
        for (const auto& [group, count] : lines_in_group_) verdict_.clean_lines += count;
        verdict_.breaks = truth.breaks.size();
    }

    void Take(const std::vector<std::string>& row, std::size_t kind, std::size_t what,
              std::size_t expectations, std::size_t lines) {
        if (row[kind] == "match")
            TakeMatch(Split(row[expectations]), Split(row[lines]), row[what - 1]);
        else
            exceptions_.insert({row[what], row[lines], row[expectations]});
    }

    PlantedVerdict Finish() {
        for (const auto& planted : truth_.breaks) {
            const bool found = std::ranges::any_of(exceptions_, [&](const Told& told) {
                return told.exception_class == planted.exception_class && IsOf(told, planted);
            });
            verdict_.breaks_classed += found;
            if (!found)
                Complain(planted.exception_class + " of " + planted.expectation_id + " " +
                         (planted.line_ids.empty() ? "" : planted.line_ids.front()) +
                         " is not found");
        }
        return verdict_;
    }

private:
    struct Told {
        std::string exception_class;
        std::string line;
        std::string expectation;

        friend auto operator<=>(const Told&, const Told&) = default;
    };

    static bool IsOf(const Told& told, const PlantedBreak& planted) {
        const bool line =
            planted.line_ids.empty()
                ? told.line.empty()
                : std::ranges::find(planted.line_ids, told.line) != planted.line_ids.end();
        // A double tells of the expectation that was met.
        return line && (planted.exception_class == "duplicate" ||
                        told.expectation == planted.expectation_id);
    }

    void TakeMatch(const std::vector<std::string>& expectations,
                   const std::vector<std::string>& lines, const std::string& pass) {
        std::set<std::uint32_t> groups;
        const auto add = [&](const auto& group_of, const std::string& id) {
            const auto found = group_of.find(id);
            groups.insert(found == group_of.end() ? 0 : found->second);
        };
        for (const auto& id : expectations) add(truth_.group_of_expectation, id);
        for (const auto& id : lines) add(truth_.group_of_line, id);
        const auto group = groups.empty() ? 0 : *groups.begin();
        if (groups.size() == 1 && group != 0 && lines_in_group_[group] == lines.size() &&
            expectations_in_group_[group] == expectations.size()) {
            verdict_.clean_lines_matched += lines.size();
            return;
        }
        ++verdict_.wrong_matches;
        Complain(pass + " matched what does not belong together: " +
                 (expectations.empty() ? "" : expectations.front()) + " " +
                 (lines.empty() ? "" : lines.front()));
    }

    void Complain(std::string what) {
        if (verdict_.complaints.size() < kComplaintsMax)
            verdict_.complaints.push_back(std::move(what));
    }

    const PlantedTruth& truth_;
    std::map<std::uint32_t, std::size_t> lines_in_group_;
    std::map<std::uint32_t, std::size_t> expectations_in_group_;
    std::set<Told> exceptions_;
    PlantedVerdict verdict_;
};

}  // namespace

PlantedVerdict JudgeMatchRows(const std::string& path, const PlantedTruth& truth) {
    const auto file = statements::ReadFileText(path);
    if (!file.fault.empty()) throw std::runtime_error(path + ": " + file.fault);
    statements::CsvRows rows(file.text, ',');
    std::vector<std::string_view> fields;
    rows.Next(fields);
    const auto place = [&](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(fields, name) - fields.begin());
    };
    const auto kind = place("kind");
    const auto what = place("class");
    const auto expectations = place("expectation_ids");
    const auto lines = place("line_ids");
    Judge judge(truth);
    while (rows.Next(fields))
        judge.Take({fields.begin(), fields.end()}, kind, what, expectations, lines);
    return judge.Finish();
}

}  // namespace clearway::reconciliation
