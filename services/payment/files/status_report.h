// SPDX-License-Identifier: Apache-2.0
// The pain.002 of a payment file: the states of its payments as they are handed in. The same states
// give the same bytes, and other bytes have another MsgId.
#pragma once

#include <span>

#include "core/result.h"
#include "services/payment/files/payment_file.h"

namespace clearway::payment {

// Of the last change among them. `statuses`: all of the file, by position; none of a file that was
// refused. Errors: kInternal when it breaks its own schema.
core::Result<std::string> WriteStatusReport(const PaymentFile& file,
                                            std::span<const EntryStatus> statuses);

// Of transactions together: ISO 20022 ExternalPaymentGroupStatus1Code. PART when some were refused
// and others not, else the state of the one that is least far.
std::string_view GroupStatusOf(std::span<const EntryStatus> statuses);

std::string_view StatusReportType();  // "pain.002.001.10"

}  // namespace clearway::payment
