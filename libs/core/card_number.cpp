// SPDX-License-Identifier: Apache-2.0
#include "core/card_number.h"

#include <algorithm>

#include "core/check_digits.h"

namespace clearway::core {
namespace {

// The first six digits, and how many there are in all.
struct IssuerRange {
    std::string_view from, to;
    std::size_t shortest, longest;
};

// What schemes publish, wide rather than narrow: a number that is taken for a card's in vain is
// only not kept.
constexpr IssuerRange kIssuers[] = {
    {"100000", "199999", 15, 15},  // UATP
    {"220000", "220599", 16, 19},  // Mir, Borica
    {"222100", "272099", 16, 16},  // Mastercard
    {"300000", "305999", 14, 19},  // Diners Club
    {"309500", "309599", 14, 19},  // Diners Club
    {"340000", "349999", 15, 15},  // American Express
    {"352800", "358999", 16, 19},  // JCB, RuPay, LankaPay
    {"360000", "369999", 14, 19},  // Diners Club
    {"370000", "379999", 15, 15},  // American Express
    {"380000", "399999", 14, 19},  // Diners Club
    {"400000", "499999", 13, 19},  // Visa
    {"500000", "509999", 13, 19},  // Maestro, Verve, Elo, Dankort
    {"510000", "559999", 16, 16},  // Mastercard
    {"560000", "589999", 13, 19},  // Maestro
    {"600000", "699999", 13, 19},  // Maestro, Discover, UnionPay, RuPay, Troy
    {"810000", "829999", 16, 19},  // UnionPay, RuPay
    {"860000", "860099", 16, 16},  // Uzcard
    {"970400", "970499", 16, 19},  // Napas
    {"979200", "979299", 16, 16},  // Troy
    {"986000", "986099", 16, 16},  // Humo
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool IsCardNumber(std::string_view digits) {
    if (!std::ranges::all_of(digits, IsDigit) || !PassesLuhn(digits)) return false;
    const auto begins = digits.substr(0, 6);
    return std::ranges::any_of(kIssuers, [&](const IssuerRange& range) {
        return digits.size() >= range.shortest && digits.size() <= range.longest &&
               begins >= range.from && begins <= range.to;
    });
}

}  // namespace clearway::core
