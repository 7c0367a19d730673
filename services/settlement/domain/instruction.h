// SPDX-License-Identifier: Apache-2.0
// A settlement instruction: one amount that a closed window obliges one participant to pay. The
// instructions of a window are numbered; made again from the same flows they are the same, byte for
// byte.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/digest.h"
#include "core/ids.h"
#include "core/money.h"
#include "services/settlement/domain/netting.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

struct Instruction {
    core::Uuid id;
    std::int64_t place;    // in its window: 1, 2, 3, ...
    std::string debtor;    // empty: the settlement agent
    std::string creditor;  // the same
    core::Money amount;
};

// Of a net model; each id follows from the window and the pair. One window obliges a pair once.
std::vector<Instruction> MakeInstructions(const Window& window,
                                          std::span<const Obligation> obligations);

// The transfer between the settlement accounts that carries it out.
core::TransferId TransferOf(const Instruction& instruction);

// Of all instructions so far, each bound to those before it: `digest` of those before (empty: there
// are none) and these.
std::string ExtendDigest(const std::string& digest, std::span<const Instruction> instructions);

}  // namespace clearway::settlement
