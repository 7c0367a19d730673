// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/rail.h"

namespace clearway::settlement::rails {

Submission Alone(const RailTransfer& transfer, const Instruction& instruction) {
    return {.message_id = DeriveMessageId(transfer.order.payment, MessageKind::kTransfer),
            .made_at = transfer.created_at,
            .payments = {{transfer, instruction}}};
}

}  // namespace clearway::settlement::rails
