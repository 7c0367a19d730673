// SPDX-License-Identifier: Apache-2.0
// An entry of a block or allow list.
#pragma once

#include <cstdint>

#include "core/clock.h"
#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

enum class PartyKind : std::uint8_t { kPayer = 1, kPayee = 2, kDevice = 3 };
enum class ListKind : std::uint8_t { kBlock = 1, kAllow = 2 };

struct ListEntry {
    ListKind list = ListKind::kBlock;
    PartyKind party = PartyKind::kPayer;
    EntityKey key;
    core::Timestamp expires_at;  // not on the list any more
};

}  // namespace clearway::fraud
