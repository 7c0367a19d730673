// SPDX-License-Identifier: Apache-2.0
// Where a page of a list begins, as parameters of a statement. The first page begins before the end
// of time, or after its beginning, so that one statement serves all pages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/page_token.h"

namespace clearway::postgres {

// Newest first: microseconds, or text.
inline std::int64_t MicrosBefore(const std::optional<core::PagePosition>& place) {
    constexpr std::int64_t kEndOfYear9999 = 253'402'300'799'999'999;
    return place ? core::ToMicros(place->time) : kEndOfYear9999;
}
inline std::string TimeBefore(const std::optional<core::PagePosition>& place) {
    return place ? core::FormatRfc3339(place->time) : "infinity";
}
// Oldest first.
inline std::int64_t MicrosAfter(const std::optional<core::PagePosition>& place) {
    return place ? core::ToMicros(place->time) : 0;
}
// Among those of that moment, either way.
inline std::string IdAt(const std::optional<core::PagePosition>& place) {
    return (place ? place->id : core::Uuid()).ToString();
}

}  // namespace clearway::postgres
