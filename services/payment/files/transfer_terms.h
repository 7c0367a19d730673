// SPDX-License-Identifier: Apache-2.0
// A transaction of a pain.001 as the order of a payment, or why it can be none. What the platform
// cannot carry is rejected, not left out: a party that nobody would screen, a bank on the way.
#pragma once

#include <variant>

#include "iso20022/model/transfer.h"
#include "services/payment/domain/payment.h"

namespace clearway::payment {

// The terms without created_at, or a reason with a code of ISO 20022. Whether the accounts exist is
// not looked at.
std::variant<Terms, Reason> TermsOf(const iso20022::PaymentBatch& batch,
                                    const iso20022::CreditTransfer& transfer,
                                    const std::string& partner_id,
                                    const core::PaymentId& payment_id);

// An account of ours as it stands in Othr/Id, which has room for 34 characters: its 32 hex digits.
std::optional<core::AccountId> ReadAccountNumber(std::string_view text);

}  // namespace clearway::payment
