// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/import_report.h"

#include <numeric>

namespace clearway::compliance {
namespace {

constexpr std::size_t kRefusedAlways = 1;      // so many are borne in any list,
constexpr std::size_t kOneInRefusedMax = 100;  // and of a longer one, one in so many

}  // namespace

std::size_t ImportReport::Entries() const {
    return std::accumulate(entries.begin(), entries.end(), std::size_t{0});
}

std::string ReasonToRefuse(const ImportReport& report) {
    const auto taken = report.Entries();
    const auto refused = report.refused.size();
    if (taken == 0 && refused == 0) return "it holds no entries";
    const auto all = taken + refused;
    if (taken > 0 && (refused <= kRefusedAlways || refused * kOneInRefusedMax <= all)) return "";
    return std::to_string(refused) + " of its " + std::to_string(all) + " entries are refused";
}

}  // namespace clearway::compliance
