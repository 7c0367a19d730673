// SPDX-License-Identifier: Apache-2.0
// A settlement instruction: one amount that a closed window obliges one participant to pay. The
// instructions of a window are numbered; made again from the same flows they are the same, byte for
// byte.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/digest.h"
#include "core/ids.h"
#include "core/money.h"
#include "services/settlement/domain/netting.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

// As they were agreed when the window began to settle: later terms do not touch what is under way.
// By institution, with that of the settlement agent under the empty name; who has none settles in
// the ledger.
using SettlementAddresses = std::map<std::string, SettlementAddress>;

struct Instruction {
    core::Uuid id;
    std::int64_t place;    // in its window: 1, 2, 3, ...
    std::string debtor;    // empty: the settlement agent
    std::string creditor;  // the same
    core::Money amount;
    SettlementAddress debtor_at = {};
    SettlementAddress creditor_at = {};

    // Else it is carried out elsewhere, and somebody says so.
    bool IsInLedger() const { return debtor_at.account.empty() && creditor_at.account.empty(); }
};

// Of a net model; each id follows from the window and the pair. One window obliges a pair once.
std::vector<Instruction> MakeInstructions(const Window& window,
                                          std::span<const Obligation> obligations,
                                          const SettlementAddresses& addresses);

// An institution that a message elsewhere would have to name, and that has no BIC; nullopt: none.
std::optional<std::string> FindUnaddressed(std::span<const Obligation> obligations,
                                           const SettlementAddresses& addresses);

// The transfer between the settlement accounts that carries it out.
core::TransferId TransferOf(const Instruction& instruction);

// Of all instructions so far, each bound to those before it: `digest` of those before (empty: there
// are none) and these.
std::string ExtendDigest(const std::string& digest, std::span<const Instruction> instructions);

}  // namespace clearway::settlement
