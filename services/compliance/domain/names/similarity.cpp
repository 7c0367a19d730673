// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/similarity.h"

#include <algorithm>
#include <array>

namespace clearway::compliance {
namespace {

constexpr int kPrefixLettersMax = 4;

std::string_view Cut(std::string_view word) { return word.substr(0, kComparedLettersMax); }

struct Matched {
    std::array<char, kComparedLettersMax> letters;
    std::size_t count = 0;
};

// Letters of both words that have a partner within the window, in their own order.
std::pair<Matched, Matched> MatchLetters(std::string_view a, std::string_view b) {
    const std::size_t longest = std::max(a.size(), b.size());
    const std::size_t window = longest / 2 > 0 ? longest / 2 - 1 : 0;
    std::array<bool, kComparedLettersMax> taken{};
    Matched left;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t from = i > window ? i - window : 0;
        const std::size_t to = std::min(b.size(), i + window + 1);
        for (std::size_t j = from; j < to; ++j) {
            if (taken[j] || a[i] != b[j]) continue;
            taken[j] = true;
            left.letters[left.count++] = a[i];
            break;
        }
    }
    Matched right;
    for (std::size_t j = 0; j < b.size(); ++j)
        if (taken[j]) right.letters[right.count++] = b[j];
    return {left, right};
}

}  // namespace

int JaroWinkler(std::string_view a, std::string_view b) {
    a = Cut(a);
    b = Cut(b);
    if (a == b) return a.empty() ? 0 : kSame;
    const auto [left, right] = MatchLetters(a, b);
    if (left.count == 0) return 0;
    int out_of_order = 0;
    for (std::size_t i = 0; i < left.count; ++i)
        out_of_order += left.letters[i] != right.letters[i];
    const int m = static_cast<int>(left.count);
    const int of_a = kSame * m / static_cast<int>(a.size());
    const int of_b = kSame * m / static_cast<int>(b.size());
    const int in_order = kSame * (2 * m - out_of_order) / (2 * m);
    const int jaro = (of_a + of_b + in_order) / 3;
    const int shorter = static_cast<int>(std::min(a.size(), b.size()));
    const int prefix_max = std::min(kPrefixLettersMax, shorter);
    int prefix = 0;
    while (prefix < prefix_max && a.substr(prefix, 1) == b.substr(prefix, 1)) ++prefix;
    return jaro + prefix * (kSame - jaro) / 10;
}

int EditDistance(std::string_view a, std::string_view b, int most) {
    a = Cut(a);
    b = Cut(b);
    // What is the same at both ends costs nothing and most pairs have it.
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    using Row = std::array<int, kComparedLettersMax + 1>;
    std::array<Row, 3> rows;
    int* before = rows[0].data();
    int* above = rows[1].data();
    int* row = rows[2].data();
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = static_cast<int>(j);
    int least_above = 0;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        int least = row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min(std::min(above[j], row[j - 1]) + 1, above[j - 1] + change);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        // A row begins in the two above it, so from here on no number is smaller.
        if (std::min(least, least_above) > most) return std::min(least, least_above);
        least_above = least;
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

bool IsWithinEdits(std::string_view a, std::string_view b, int edits) {
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    const auto difference =
        static_cast<int>(std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
    if (a.empty() || b.empty()) return difference <= edits;
    if (difference > edits || edits == 0) return false;
    return IsWithinEdits(a.substr(1), b.substr(1), edits - 1) ||
           IsWithinEdits(a.substr(1), b, edits - 1) || IsWithinEdits(a, b.substr(1), edits - 1) ||
           (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0] &&
            IsWithinEdits(a.substr(2), b.substr(2), edits - 1));
}

int EditSimilarity(std::string_view a, std::string_view b, int least) {
    const int longest = static_cast<int>(std::max(Cut(a).size(), Cut(b).size()));
    if (longest == 0) return 0;
    const int most = ((kSame + 1 - least) * longest - 1) / kSame;
    const int distance = EditDistance(a, b, most);
    return distance > most ? 0 : kSame - kSame * distance / longest;
}

}  // namespace clearway::compliance
