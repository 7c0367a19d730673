// SPDX-License-Identifier: Apache-2.0
// Opaque cursors of lists that are ordered newest first by (time, id): the place after which the
// next page begins. Stable under inserts, unlike an offset.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/clock.h"
#include "core/uuid.h"

namespace clearway::core {

using PagePosition = std::pair<Timestamp, Uuid>;

std::string EncodePageToken(const PagePosition& position);
// nullopt for a text that is not one of our tokens.
std::optional<PagePosition> ParsePageToken(std::string_view token);

}  // namespace clearway::core
