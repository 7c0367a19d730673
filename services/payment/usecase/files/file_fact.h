// SPDX-License-Identifier: Apache-2.0
// What can have happened to a payment file. How it is written down is the events room's.
#pragma once

#include "services/payment/files/payment_file.h"

namespace clearway::payment {

enum class FileFactKind { kReceived, kRefused, kCancelled, kProcessed };

// With the file as the fact left it.
struct FileFact {
    FileFactKind kind = FileFactKind::kReceived;
    PaymentFile file;
    std::string traceparent = {};
    std::int32_t cancelled = 0;     // of kCancelled: how many
    std::string cancelled_by = {};  // the same: who
};

}  // namespace clearway::payment
