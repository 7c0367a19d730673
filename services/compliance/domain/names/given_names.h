// SPDX-License-Identifier: Apache-2.0
// Given names that are one name: its forms in other languages (John, Juan, Ivan) and its short
// forms (Bill of William, Sasha of Alexander). A table only; spellings that sound alike need no
// row here.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace clearway::compliance {

// One name that a word may stand for. "Sasha" is short for Alexander and for Alexandra.
struct GivenName {
    std::uint16_t row = 0;
    bool is_short = false;
};

// Empty for a word that the table does not have. The reference lives as long as the program.
const std::vector<GivenName>& GivenNamesOf(std::string_view word);

enum class GivenNameKinship : std::uint8_t {
    kUnknown,    // one of them at least is not in the table
    kShortForm,  // Bill and William
    kOtherForm,  // John and Juan, Bill and Will
    kDifferent,  // both are known, as names of different people
};

GivenNameKinship KinshipOf(const std::vector<GivenName>& a, const std::vector<GivenName>& b);

}  // namespace clearway::compliance
