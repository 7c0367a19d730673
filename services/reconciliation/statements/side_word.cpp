// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/side_word.h"

#include <algorithm>
#include <array>
#include <string>

namespace clearway::reconciliation::statements {
namespace {

constexpr auto kCreditWords =
    std::to_array<std::string_view>({"C", "CR", "CRDT", "CREDIT", "+", "IN", "INCOMING", "INBOUND",
                                     "H", "HABEN", "BIJ", "DEPOSIT", "GUTSCHRIFT"});
constexpr auto kDebitWords =
    std::to_array<std::string_view>({"D", "DR", "DBIT", "DEBIT", "-", "OUT", "OUTGOING", "OUTBOUND",
                                     "S", "SOLL", "AF", "WITHDRAWAL", "BELASTUNG"});

}  // namespace

std::optional<int> SideOf(std::string_view word) {
    std::string upper;
    for (const char c : word) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (std::ranges::find(kCreditWords, upper) != kCreditWords.end()) return 1;
    if (std::ranges::find(kDebitWords, upper) != kDebitWords.end()) return -1;
    return std::nullopt;
}

}  // namespace clearway::reconciliation::statements
