// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/offline/duration.h"

#include <charconv>

namespace clearway::rail_simulator {
namespace {

std::optional<std::int64_t> SecondsOf(char unit) {
    switch (unit) {
        case 'd': return 24 * 3600;
        case 'h': return 3600;
        case 'm': return 60;
        case 's': return 1;
        default: return std::nullopt;
    }
}

}  // namespace

std::optional<std::chrono::seconds> ParseForward(std::string_view text) {
    constexpr std::int64_t kMost = 366LL * 24 * 3600;
    if (text.size() < 3 || text.size() > 12 || text.front() != '+') return std::nullopt;
    const auto unit = SecondsOf(text.back());
    std::int64_t number = -1;
    const auto* end = text.data() + text.size() - 1;
    const auto read = std::from_chars(text.data() + 1, end, number);
    if (!unit || read.ec != std::errc() || read.ptr != end || number < 0 || number > kMost)
        return std::nullopt;
    if (number * *unit > kMost) return std::nullopt;
    return std::chrono::seconds(number * *unit);
}

}  // namespace clearway::rail_simulator
