// SPDX-License-Identifier: Apache-2.0
// Where a page of a list begins, newest first, as parameters of a statement: of no place yet, those
// before the end of time.
#pragma once

#include <optional>
#include <string>

#include "core/page_token.h"

namespace clearway::settlement {

inline std::string TimeBefore(const std::optional<core::PagePosition>& place) {
    return place ? core::FormatRfc3339(place->time) : "infinity";
}
inline std::string IdBefore(const std::optional<core::PagePosition>& place) {
    return (place ? place->id : core::Uuid()).ToString();
}

}  // namespace clearway::settlement
