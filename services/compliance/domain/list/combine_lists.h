// SPDX-License-Identifier: Apache-2.0
// Lists of several publishers as one, so that a name is screened once. Each publisher gives ids of
// its own: here an entry says whose it is, so that no two are taken for one.
#pragma once

#include <string>
#include <vector>

#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

// The publisher whose numbers cases have always named: they stay as they are.
inline constexpr char kOfacSource[] = "ofac";

struct SourceList {
    std::string source;  // "ofac", "un", "eu", "uk", "own"
    SanctionsList list;
};

// Entries in the order of the sources. An id is "<source>:<id>"; the number of an entry of another
// source than OFAC follows from that, and none is 0. Versions are joined with " + ".
SanctionsList CombineLists(std::vector<SourceList> lists);

}  // namespace clearway::compliance
