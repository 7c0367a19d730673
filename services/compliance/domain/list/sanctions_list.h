// SPDX-License-Identifier: Apache-2.0
// The Specially Designated Nationals list as data: entries and all names by which they are known.
// Reading is strict: a list that is cut short, foreign or implausibly small is refused, because a
// missing name would be a silent clear. It does not open files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "services/compliance/domain/list/entry_facts.h"

namespace clearway::compliance {

enum class EntryType : std::uint8_t { kIndividual, kEntity, kVessel, kAircraft };

enum class NameQuality : std::uint8_t {
    kPrimary,
    kAlias,      // alt.csv: also, formerly or now known as
    kWeakAlias,  // only in remarks: too common or too short to match loosely
};

struct ListEntry {
    std::int64_t number = 0;  // ent_num
    EntryType type = EntryType::kEntity;
    std::string program;
    std::string id = {};  // as the list itself writes it
    EntryFacts facts = {};
};

struct ListedName {
    std::uint32_t entry = 0;  // place in SanctionsList::entries
    NameQuality quality = NameQuality::kPrimary;
    std::string name;
};

struct SanctionsList {
    std::string version;  // "ofac-sdn-2021-07/<first 12 hex digits of the digest>"
    std::vector<ListEntry> entries;
    std::vector<ListedName> names;
};

// The texts of the files as published.
struct ListFiles {
    std::string sdn;
    std::string alt;
    std::string comments;
};

// The least a whole list holds. The list of 2021 has 8,976 entries and 11,910 aliases; it has grown
// every year, so half of that is a broken file, not a newer list.
struct ListLimits {
    std::size_t entries_min = 6'000;
    std::size_t individuals_min = 2'000;
    std::size_t entities_min = 1'500;
    std::size_t aliases_min = 6'000;
};

// `month` is "YYYY-MM", the list's date. Errors: kUnavailable with the file, the line and the
// reason.
core::Result<SanctionsList> ReadSanctionsList(const ListFiles& files, std::string_view month,
                                              const ListLimits& limits = {});

// The names that remarks give in quotes: "a.k.a. 'BNC'; f.k.a. 'X'".
std::vector<std::string> WeakAliases(std::string_view remarks);

}  // namespace clearway::compliance
