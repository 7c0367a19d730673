// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/likeness.h"

#include <algorithm>

namespace clearway::reconciliation::matching {
namespace {

constexpr std::size_t kPartMin = 6;    // letters that a part must have to say anything
constexpr std::size_t kSeriesMin = 2;  // letters before the number
constexpr std::string_view kDecimals = "0123456789";
constexpr std::string_view kLetters = "OILSBZ";
constexpr std::string_view kDigits = "011582";

char ShapeOf(char c) {
    const auto at = kLetters.find(c);
    return at == std::string_view::npos ? c : kDigits[at];
}

bool IsNumber(std::string_view text) {
    return !text.empty() && text.find_first_not_of(kDecimals) == std::string_view::npos;
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

bool AreOfOneSeries(std::string_view a, std::string_view b) {
    const auto letters = std::min(a.find_first_of(kDecimals), b.find_first_of(kDecimals));
    return letters >= kSeriesMin && letters != std::string_view::npos && a != b &&
           a.substr(0, letters) == b.substr(0, letters) && IsNumber(a.substr(letters)) &&
           IsNumber(b.substr(letters));
}

bool CouldBeMangled(std::string_view a, std::string_view b) {
    if (a.size() < b.size()) std::swap(a, b);
    if (b.size() < kPartMin) return false;
    if (a.find(b) != std::string_view::npos) return true;
    if (a.size() == b.size() + 1) return LostOneLetter(a, b);
    return a.size() == b.size() &&
           (NeighboursChangedPlaces(a, b) || std::ranges::equal(a, b, {}, ShapeOf, ShapeOf));
}

}  // namespace clearway::reconciliation::matching
