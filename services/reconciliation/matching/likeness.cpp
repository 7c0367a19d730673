// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/likeness.h"

#include <algorithm>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kPartMin = 6;  // letters that a part must have to say anything
constexpr std::string_view kLetters = "OILSBZ";
constexpr std::string_view kDigits = "011582";

char ShapeOf(char c) {
    const auto at = kLetters.find(c);
    return at == std::string_view::npos ? c : kDigits[at];
}

bool LostOneLetter(std::string_view longer, std::string_view shorter) {
    const auto differs = std::ranges::mismatch(longer, shorter);
    return std::equal(differs.in1 + 1, longer.end(), differs.in2, shorter.end());
}

bool NeighboursChangedPlaces(std::string_view a, std::string_view b) {
    const auto [x, y] = std::ranges::mismatch(a, b);
    if (a.end() - x < 2) return false;
    return x[0] == y[1] && x[1] == y[0] && std::equal(x + 2, a.end(), y + 2);
}

}  // namespace

bool CouldBeMangled(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    if (b.size() < kPartMin) return false;
    if (a.find(b) != std::string_view::npos) return true;
    if (a.size() == b.size() + 1) return LostOneLetter(a, b);
    return a.size() == b.size() &&
           (NeighboursChangedPlaces(a, b) || std::ranges::equal(a, b, {}, ShapeOf, ShapeOf));
}

}  // namespace clearway::reconciliation::matching
