// SPDX-License-Identifier: Apache-2.0
// A payment file: a pain.001 of a partner, its transactions, and how far they are. Plain data, and
// the ids that follow from it. Nothing personal is in here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/payment/domain/payment.h"

namespace clearway::payment {

using PaymentFileId = core::Id<struct PaymentFileTag>;

// Stored values; never renumbered. The same numbers as PaymentFileState of the contract.
enum class FileState : std::int16_t {
    kReceived = 1,    // none of its payments is made yet
    kProcessing = 2,  // some are
    kDone = 3,        // each one is a payment, rejected or cancelled
    kRefused = 4,     // as a whole
};

// Stored values; never renumbered.
enum class EntryState : std::int16_t {
    kWaiting = 1,    // for its turn, or for its day
    kOrdered = 2,    // there is a payment, whatever was decided about it
    kRejected = 3,   // it could not become one
    kUnderWay = 4,   // its payment is being made, or was: it is cancelled no more
    kCancelled = 5,  // before that
};

// One transaction of a file.
struct FileEntry {
    std::int32_t position = 0;  // in the file, from 1
    std::int32_t batch = 0;     // the PmtInf that it is of, from 1
    std::string batch_id;       // PmtInfId
    std::string instruction_id;
    std::string end_to_end_id;
    core::Money amount;
    core::Timestamp due_at;  // no payment is made before
    core::PaymentId payment_id;
    EntryState state = EntryState::kWaiting;
    std::optional<Reason> reason = {};  // of a rejected one
};

// A transaction with its payment as it is now.
struct EntryStatus {
    FileEntry entry;
    std::optional<Status> payment = {};  // none yet, or never
    std::vector<Reason> reasons = {};    // of the payment
    core::Timestamp changed_at = {};     // since when it is as it is
};

struct PaymentFile {
    PaymentFileId file_id;
    std::string partner_id;
    std::string message_id;    // GrpHdr/MsgId
    std::string message_type;  // "pain.001.001.09"
    std::optional<core::Timestamp> message_created = {};
    std::string digest;  // SHA-256 of the content, 32 bytes
    std::int64_t size = 0;
    std::int32_t entries = 0;  // that the content has
    std::string control_sum;   // as the file says it; empty: it does not
    FileState state = FileState::kReceived;
    std::vector<Reason> reasons = {};  // why it was refused
    std::int32_t ordered = 0;
    std::int32_t rejected = 0;
    std::int32_t cancelled = 0;
    core::Timestamp received_at = {};
    core::Timestamp updated_at = {};
    std::int32_t version = 0;  // of its last fact

    // Nothing waits or is under way.
    bool IsWorkedOff() const { return ordered + rejected + cancelled == entries; }
};

// The same partner's file of the same message id is the same file.
PaymentFileId DerivePaymentFileId(std::string_view partner_id, std::string_view message_id);

// The Idempotency-Key of a transaction: whoever makes its payment, and however often, makes one. No
// caller can send such a key in a header.
std::string KeyOf(std::string_view message_id, const FileEntry& entry);

// Of the transaction now: ISO 20022 ExternalPaymentTransactionStatus1Code.
std::string_view IsoStatusOf(const EntryStatus& status);

// Why the transaction is where it is; empty when all is well.
std::vector<Reason> ReasonsOf(const EntryStatus& status);

}  // namespace clearway::payment
