// SPDX-License-Identifier: Apache-2.0
// The names under which a rail knows a payment: all follow from the payment's id, so that a message
// built again, after any crash and on any machine, is the same message and is taken once. Whatever
// of them an answer repeats leads back to the payment.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::settlement::rails {

// The stream of what becomes of a payment at a rail.
using RailTransferId = core::Id<struct RailTransferTag>;
RailTransferId DeriveRailTransferId(const core::PaymentId& payment);

// Unique end-to-end transaction reference: the payment's id (a UUID of version 5) under the mark of
// version 4, which a UETR must bear.
core::Uuid DeriveUetr(const core::PaymentId& payment);

// What a message asks of the rail; each kind has ids of its own.
enum class MessageKind { kTransfer, kEnquiry, kRecall };

// Of the n-th message of a kind about a payment (Max35Text), n up to 99. A submission has one id
// for ever, the payment's behind a letter, and so has a recall but for the number of another one;
// each enquiry is a new message.
std::string DeriveMessageId(const core::PaymentId& payment, MessageKind kind, int number = 1);

// Instruction and transaction id within every message about the payment, 32 hexadecimal digits.
std::string DeriveTransactionId(const core::PaymentId& payment);

// The payment that a reference was made for; nullopt when it is none of ours.
std::optional<core::PaymentId> PaymentOfUetr(std::string_view uetr);
std::optional<core::PaymentId> PaymentOfTransactionId(std::string_view id);
// Of a submission's or a recall's.
std::optional<core::PaymentId> PaymentOfMessageId(std::string_view id);

// A file of payments: the n-th of a rail and a currency at a cut-off, 1 for the first. Whoever
// makes it again, and another who makes it at the same time, makes the same file.
core::Uuid DeriveFileId(std::string_view rail, const core::Currency& currency,
                        core::Timestamp cut_off, int number);
// Of the message that is the file.
std::string DeriveFileMessageId(const core::Uuid& file);
std::optional<core::Uuid> FileOfMessageId(std::string_view id);

// Of the transfer that gives returned money back to the debtor.
core::TransferId DeriveReturnTransferId(const core::PaymentId& payment,
                                        const std::string& return_id);

}  // namespace clearway::settlement::rails
