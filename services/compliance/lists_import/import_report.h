// SPDX-License-Identifier: Apache-2.0
// What an importer read, what it refused and why; and the judgement whether that is a list.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

struct ListFileRead {
    std::string name;    // without its folder
    std::string sha256;  // of the bytes on the disk
    std::uint64_t bytes = 0;
};

struct EntryRemark {
    std::size_t line = 0;
    std::string id;  // empty: the entry has none
    std::string what;
};

struct ImportReport {
    std::string format;
    std::vector<ListFileRead> files = {};
    std::string date = {};                 // of the list, YYYY-MM-DD; empty where it says none
    std::array<std::size_t, 4> entries{};  // by EntryType
    std::size_t aliases = 0;
    std::size_t weak_aliases = 0;
    std::vector<EntryRemark> refused = {};  // entries that are not in the list now
    std::vector<EntryRemark> notes = {};  // entries that are, but without all that the source says

    std::size_t Entries() const;
};

struct ImportedList {
    SanctionsList list;
    ImportReport report;
};

// Why the list must not be used, empty when it may be: it holds nothing, or too many of its entries
// were refused. One bad entry may be the publisher's slip; more than that, and more than one in a
// hundred, is a form that changed, and nobody would see who is missing.
std::string ReasonToRefuse(const ImportReport& report);

// How far an import is: the share from 0 to 1, and entries so far.
using ShowProgress = std::function<void(double, std::uint64_t)>;

}  // namespace clearway::compliance
