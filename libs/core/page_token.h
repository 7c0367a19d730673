// SPDX-License-Identifier: Apache-2.0
// Opaque cursors of lists that are ordered newest first by (time, id): the place after which the
// next page begins. Stable under inserts, unlike an offset. They grant nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"
#include "core/uuid.h"

namespace clearway::core {

struct PagePosition {
    Timestamp time;
    Uuid id;

    friend bool operator==(const PagePosition&, const PagePosition&) = default;
};

std::string EncodePageToken(const PagePosition& position);
// nullopt for the empty token, which is the first page. Errors: kInvalidArgument for a text that is
// not one of our tokens; its time is one that the database can compare.
Result<std::optional<PagePosition>> ReadPageToken(std::string_view token);

}  // namespace clearway::core
