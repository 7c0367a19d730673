// SPDX-License-Identifier: Apache-2.0
// What is known of a screened party beside its name, and what that says for or against an entry.
// What one side does not know says nothing. A fact moves a score, it never makes or clears a match
// of names alone: no equal birth turns strangers into one, no differing one clears a name that is
// listed to the letter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

struct QueryFacts {
    std::optional<EntryType> type = {};  // entries of other types are not meant
    std::optional<BirthDate> birth = {};
    std::vector<std::string> countries = {};  // codes or English names
    std::vector<std::string> identifiers = {};
};

enum class FactKind : std::uint8_t { kBirth, kCountry, kIdentifier };
std::string_view NameOf(FactKind kind);

struct FactFinding {
    FactKind fact = FactKind::kBirth;
    bool agrees = false;
    int change = 0;
};

// Facts that both sides know and that say something.
std::vector<FactFinding> CompareFacts(const QueryFacts& query, const EntryFacts& entry);

// No finding of these facts raises a score by more.
int RaiseMax(const QueryFacts& query);

// The score of a name after the findings, 0 to 1000.
int ScoreWithFacts(int score, const std::vector<FactFinding>& findings);

}  // namespace clearway::compliance
