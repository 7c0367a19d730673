// SPDX-License-Identifier: Apache-2.0
// Legal forms of companies in many countries, spelled out and in short, and their families: of one
// family are the German GmbH and the Russian OOO. Knows words, no names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace clearway::compliance {

// A phrase at the start of `words` that is one legal form.
struct LegalForm {
    std::size_t words = 0;
    std::string_view family;  // "limited", "stock", "company", ...
};

// Long phrases are recognised with a typo in them.
std::optional<LegalForm> FindLegalForm(std::span<const std::string_view> words);

enum class FormDifference : std::uint8_t {
    kNone,    // one family, or one that says no more than "company"
    kOther,   // another company of the same group may have it
    kOpposed  // a company and what is no company
};
FormDifference Compare(std::string_view family, std::string_view other);

}  // namespace clearway::compliance
