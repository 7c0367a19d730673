// SPDX-License-Identifier: Apache-2.0
// What must hold of the books after every batch, whatever was decided. A batch that breaks one of
// these is a fault of the program: it must not be saved.
#pragma once

#include <stdexcept>

#include "services/settlement/domain/ledger.h"

namespace clearway::settlement {

struct BrokenInvariant : std::logic_error {
    using std::logic_error::logic_error;
};

// Throws BrokenInvariant: debits are credits, each balance moved by its entries, held is the sum of
// open holds, nothing is overdrawn.
void CheckInvariants(const Ledger& ledger);

// Part of it: each transfer between participants is in one window, positions and flows moved by the
// transfers, what is reserved is the sum of the open holds.
void CheckPositions(const Ledger& ledger);

}  // namespace clearway::settlement
