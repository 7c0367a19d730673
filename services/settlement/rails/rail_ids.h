// SPDX-License-Identifier: Apache-2.0
// The names under which a rail knows a payment: all follow from the payment's id, so that a message
// built again, after any crash and on any machine, is the same message and is taken once.
#pragma once

#include <string>

#include "core/ids.h"

namespace clearway::settlement::rails {

// The stream of what becomes of a payment at a rail.
using RailTransferId = core::Id<struct RailTransferTag>;
RailTransferId DeriveRailTransferId(const core::PaymentId& payment);

// Unique end-to-end transaction reference. Its form must be that of a UUID of version 4, which is
// random; here its bits are those of a SHA-256 of the payment's id, under the marks of version 4.
core::Uuid DeriveUetr(const core::PaymentId& payment);

// What a message asks of the rail; each kind has ids of its own.
enum class MessageKind { kTransfer, kEnquiry, kRecall };

// Of the n-th message of a kind about a payment, 32 hexadecimal digits (Max35Text). A submission
// has one number for ever; each enquiry is a new message.
std::string DeriveMessageId(const core::PaymentId& payment, MessageKind kind, int number = 1);

// Instruction and transaction id within every message about the payment, 32 hexadecimal digits.
std::string DeriveTransactionId(const core::PaymentId& payment);

// Of the transfer that gives returned money back to the debtor.
core::TransferId DeriveReturnTransferId(const core::PaymentId& payment,
                                        const std::string& return_id);

}  // namespace clearway::settlement::rails
