// SPDX-License-Identifier: Apache-2.0
// What becomes of a window that is closed: its transfers are counted once more, instructions are
// made and confirmed, it is settled. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "services/settlement/domain/instruction.h"
#include "services/settlement/domain/netting.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

// A closed window and how far its settlement is.
struct Settling {
    Window window;
    std::int64_t instructions = 0;  // how many there are
    std::int64_t announced = 0;     // of them, in facts, in their order
    std::string digest = {};        // of those that are announced
    std::optional<core::Timestamp> settled_at = {};
};

// Why a window must not be settled: its flows are not the sums of its transfers, or a position is
// beyond 64 bits. nullopt: it may.
std::optional<std::string> FindFault(std::span<const Flow> flows, std::span<const Flow> transfers);

// What the flows of a window oblige its participants to; in a gross one, where each transfer is
// settled by itself, of each pair the sum. Errors: kBalanceLimit.
core::Result<std::vector<Obligation>> ObligationsOf(SettlementModel model,
                                                    std::span<const Flow> flows);

struct SettlingBegun {
    std::int64_t instructions;
};
struct InstructionsCreated {
    std::vector<Instruction> instructions;
};
struct InstructionsConfirmed {
    std::vector<core::Uuid> ids;
    std::string confirmed_by;
};
struct WindowSettled {
    std::int64_t instructions;
    std::string digest;
    core::Timestamp settled_at;
};

// Of the window's stream, with the number that the window has after it.
struct SettlingFact {
    Window window;
    std::variant<SettlingBegun, InstructionsCreated, InstructionsConfirmed, WindowSettled> what;
};

}  // namespace clearway::settlement
