// SPDX-License-Identifier: Apache-2.0
// Which payment a message means, and why, by whatever it repeats of what we sent.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "iso20022/model/answers.h"
#include "services/settlement/rails/rail_transfer.h"

namespace clearway::settlement::rails::messages {

// The first of them that was made for a payment; nullopt when none was.
inline std::optional<core::PaymentId> OurPayment(
    std::initializer_list<const std::string*> transaction_ids) {
    for (const auto* id : transaction_ids)
        if (const auto payment = PaymentOfTransactionId(*id)) return payment;
    return std::nullopt;
}

inline std::optional<core::PaymentId> PaymentOf(const iso20022::OriginalTransaction& original) {
    if (const auto payment = OurPayment({&original.transaction_id, &original.instruction_id}))
        return payment;
    if (const auto payment = PaymentOfUetr(original.uetr)) return payment;
    return PaymentOfMessageId(original.message_id);
}

// The code of the first; "MS03", unspecified, when there is none.
inline Reason ReasonOf(const std::vector<iso20022::Reason>& reasons) {
    const bool known = !reasons.empty() && !reasons.front().reason.code.empty();
    return {.code = known ? reasons.front().reason.code : "MS03"};
}

}  // namespace clearway::settlement::rails::messages
