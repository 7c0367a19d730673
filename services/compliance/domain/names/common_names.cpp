// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/common_names.h"

#include <unordered_set>

#include "embedded/compliance_name_tables.h"
#include "services/compliance/domain/names/given_names.h"
#include "services/compliance/domain/names/tables.h"

namespace clearway::compliance {

bool IsCommonName(std::string_view word) {
    static const auto names = [] {
        std::unordered_set<std::string_view> made;
        for (const auto table : {embedded::compliance_name_tables::kCommonSurnames,
                                 embedded::compliance_name_tables::kCommonGivenNames})
            for (const auto row : RowsOf(table))
                for (const auto name : WordsOf(row)) made.insert(name);
        return made;
    }();
    return names.contains(word) || !GivenNamesOf(word).empty();
}

}  // namespace clearway::compliance
