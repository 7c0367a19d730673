// SPDX-License-Identifier: Apache-2.0
// Seals what a case tells of a person under that person's key, so that the database never holds it
// in clear. It decides nothing about who may read it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/uuid.h"

namespace clearway::compliance {

enum class TextPlace : std::uint8_t { kEvidence, kComment };

// The document of an alert or the text of a comment, and the person whom its case is about
// (vault::PersonId). Sealed, it opens at its own place only.
struct CaseText {
    core::Uuid person;
    TextPlace place;
    core::Uuid row;    // id of the alert or comment
    std::string text;  // clear or sealed
};

// Blocks: for the threads of stores. Any number of threads.
class Sealer {
public:
    virtual ~Sealer() = default;
    // In their order; empty for a person who was erased. Throws when the keys are out of reach.
    virtual std::vector<std::string> Seal(std::span<const CaseText> clear) = 0;
    // nullopt: the person was erased, or this is not what was sealed there. Throws as Seal.
    virtual std::vector<std::optional<std::string>> Open(std::span<const CaseText> sealed) = 0;
};

}  // namespace clearway::compliance
