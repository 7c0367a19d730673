// SPDX-License-Identifier: Apache-2.0
// The instructions of a window that are carried out elsewhere as one message, pacs.009: a function
// of the window and its instructions alone, so that it is the same bytes whenever it is written
// again.
#pragma once

#include <cstdint>

#include "iso20022/message_writer.h"
#include "services/settlement/domain/settling.h"

namespace clearway::settlement {

// What the message says of all its transfers. In minor units.
struct MessageTotals {
    std::int64_t transfers = 0;
    std::int64_t amount = 0;
};

// False: the sum has no room, nothing was added.
bool Add(const Instruction& instruction, MessageTotals& totals);

// Of a closed window.
iso20022::GroupHeader HeaderOf(const Window& window, const MessageTotals& totals);
// Of an instruction that is not settled in the ledger.
iso20022::CreditTransfer TransferOf(const Window& window, const Instruction& instruction);

}  // namespace clearway::settlement
