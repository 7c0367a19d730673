// SPDX-License-Identifier: Apache-2.0
// Erasing a person, which takes two operators: what was asked for and what became of it. Only ids
// and words of the platform here, never anything of the person. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "core/uuid.h"

namespace clearway::compliance {

// Stored values, and those of the contract.
enum class ErasureReason : std::int16_t { kRequested = 1, kRetentionEnded = 2, kOrdered = 3 };

struct Erasure {
    core::Uuid person;
    ErasureReason reason = ErasureReason::kRequested;
    std::string requested_by;
    core::Timestamp requested_at;
    std::string erased_by = {};  // empty while a second operator is awaited
    std::optional<core::Timestamp> erased_at = {};
};

struct ErasePerson {
    core::Uuid person;
    ErasureReason reason = ErasureReason::kRequested;
    std::string by;  // SPIFFE id of the operator
    core::Timestamp at;
    std::string traceparent = {};
};

// What the cases that are about the person, or tell of them, have to say.
struct KeptByCases {
    bool open = false;                                // one waits for an operator
    std::optional<core::Timestamp> resolved_at = {};  // of the last that ended
};

struct ErasureDecision {
    Erasure after;
    bool changed = false;
    bool erased = false;  // by this very command: the fact is due, and the key goes
};

// Errors: kPartyStateConflict while a case that tells of the person is open or, unless a court or
// an authority ordered the erasure, was resolved less than `retention` ago. Who asked for it and
// asks again changes nothing. Once it is done everybody gets the same answer.
core::Result<ErasureDecision> DecideErasure(const std::optional<Erasure>& known,
                                            const ErasePerson& command, const KeptByCases& kept,
                                            std::chrono::days retention);

}  // namespace clearway::compliance
