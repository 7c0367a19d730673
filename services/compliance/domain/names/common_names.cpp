// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/common_names.h"

#include <initializer_list>
#include <unordered_set>

#include "embedded/compliance_name_tables.h"
#include "services/compliance/domain/names/given_names.h"
#include "services/compliance/domain/names/tables.h"

namespace clearway::compliance {

namespace {

using Words = std::unordered_set<std::string_view>;

Words WordsOfTables(std::initializer_list<std::string_view> tables) {
    Words words;
    for (const auto table : tables)
        for (const auto row : RowsOf(table))
            for (const auto word : WordsOf(row)) words.insert(word);
    return words;
}

}  // namespace

bool IsCommonName(std::string_view word) {
    static const auto names = WordsOfTables({embedded::compliance_name_tables::kCommonSurnames,
                                             embedded::compliance_name_tables::kCommonGivenNames});
    return names.contains(word) || !GivenNamesOf(word).empty();
}

bool IsBusinessWord(std::string_view word) {
    static const auto words = WordsOfTables({embedded::compliance_name_tables::kBusinessWords});
    return words.contains(word);
}

}  // namespace clearway::compliance
