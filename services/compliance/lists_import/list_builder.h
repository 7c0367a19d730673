// SPDX-License-Identifier: Apache-2.0
// Makes a list of the entries that an importer reads, and the report. What all lists have in common
// is judged here: an entry needs an id of its own, a type that is known, and a name.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "services/compliance/lists_import/import_report.h"

namespace clearway::compliance {

// An entry as its source writes it.
struct EntryDraft {
    std::size_t line = 0;
    std::string id;
    std::string type;  // "Individual", "enterprise", "Ship", ...
    std::string program = {};
    std::vector<std::pair<NameQuality, std::string>> names = {};
    EntryFacts facts = {};
    std::vector<std::string> notes = {};

    // One that is empty is no name.
    void AddName(NameQuality quality, std::string_view name);
    // nullopt: `text` was not understood, which is noted; a date costs no entry.
    void AddBirth(const std::optional<BirthDate>& birth, std::string_view text);
};

class ListBuilder {
public:
    explicit ListBuilder(std::string format) { report_.format = std::move(format); }

    void Add(EntryDraft draft);
    void Refuse(std::size_t line, std::string id, std::string why);
    void Note(std::size_t line, std::string id, std::string what);
    void SetDate(std::string date) { report_.date = std::move(date); }
    // How many entries the list says it has; another number is noted.
    void Expect(std::size_t entries) { expected_ = entries; }
    std::size_t Seen() const { return list_.entries.size() + report_.refused.size(); }

    ImportedList Finish(std::vector<ListFileRead> files) &&;

private:
    std::string WhyRefused(const EntryDraft& draft, const std::optional<EntryType>& type) const;
    void AddNames(std::vector<std::pair<NameQuality, std::string>> names);

    SanctionsList list_;
    ImportReport report_;
    std::unordered_set<std::string> ids_;
    std::optional<std::size_t> expected_;
};

std::string_view Trimmed(std::string_view text);

// The parts that are not empty, with `between` between them.
std::string Join(std::initializer_list<std::string_view> parts, std::string_view between = " ");

// Counts entries and names of a list that is there already.
void CountList(const SanctionsList& list, ImportReport& report);

}  // namespace clearway::compliance
