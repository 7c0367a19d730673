// SPDX-License-Identifier: Apache-2.0
// What the use cases of payment files need of others. Implemented in store/files.
#pragma once

#include "core/page_token.h"
#include "services/payment/files/payment_file.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

// A file as it is taken in.
struct NewFile {
    PaymentFile file;  // of version 2 when it is done at once
    std::vector<FileEntry> entries;
    std::string sealed_content;  // empty when no payment will be made of it
    core::Uuid submission;       // follows from partner and Idempotency-Key
    std::string traceparent;
};

struct FileOutcome {
    PaymentFile file;
    bool replayed = false;
};

// What became of a transaction; without a reason it is a payment.
struct EntryOutcome {
    std::int32_t position = 0;
    std::optional<Reason> rejected = {};
};

// A transaction that waits and is due.
struct DueEntry {
    std::int32_t position = 0;
    core::PaymentId payment_id;
};

struct CancelOrder {
    PaymentFileId file_id;
    std::string cancelled_by = {};  // for the fact
    core::Timestamp now = {};
    std::string traceparent = {};
};

struct FileFilter {
    std::string partner_id;
    std::size_t page_size = 50;
    std::optional<core::PagePosition> after = {};  // older ones follow
};

struct FileCount {
    std::string iso_status;
    std::int64_t payments = 0;
    core::Money sum;
};

class PaymentFileStore {
public:
    virtual ~PaymentFileStore() = default;
    // Stored with its entries and its fact. The same content again is the same file. Errors:
    // kIdempotencyKeyReused for another content under its message id, or another file under its
    // submission; kOverloaded, kUnavailable.
    virtual Task<Result<FileOutcome>> Receive(std::shared_ptr<const NewFile> file) = 0;
    // A file with transactions that are due, for a while for `owner` alone; the one that was served
    // longest ago. Two that work on one all the same do no harm. Errors: kOverloaded, kUnavailable.
    virtual Task<Result<std::optional<PaymentFile>>> Take(std::string owner,
                                                          core::Timestamp now) = 0;
    // Others may take it, if `owner` still has it.
    virtual Task<Result<core::Done>> Release(const PaymentFileId& id, std::string owner) = 0;
    // Those of them whose payments may be made: from here on nobody cancels them. Errors:
    // kNotFound, kOverloaded, kUnavailable.
    virtual Task<Result<std::vector<std::int32_t>>> Begin(const PaymentFileId& id,
                                                          std::vector<std::int32_t> positions) = 0;
    // What waits is cancelled; what is under way goes on. Again it changes nothing. Errors:
    // kNotFound, kOverloaded, kUnavailable.
    virtual Task<Result<PaymentFile>> Cancel(CancelOrder order) = 0;
    // What is known of an entry stays. With the last one the file is done and its content goes.
    // Errors: kNotFound, kOverloaded, kUnavailable.
    virtual Task<Result<PaymentFile>> Record(const PaymentFileId& id,
                                             std::vector<EntryOutcome> outcomes,
                                             core::Timestamp now) = 0;
    // Those of them that wait are due at `due_at`. Errors: kOverloaded, kUnavailable.
    virtual Task<Result<core::Done>> Postpone(const PaymentFileId& id,
                                              std::vector<std::int32_t> positions,
                                              core::Timestamp due_at) = 0;

    // Errors of all: kOverloaded, kUnavailable.
    virtual Task<Result<std::optional<PaymentFile>>> Find(const PaymentFileId& id) = 0;
    virtual Task<Result<std::vector<PaymentFile>>> List(const FileFilter& filter) = 0;
    virtual Task<Result<std::vector<FileCount>>> Count(const PaymentFileId& id) = 0;
    // Those behind position `after`, at most `entries_max`, with their payments as they are now.
    virtual Task<Result<std::vector<EntryStatus>>> ListEntries(const PaymentFileId& id,
                                                               std::int32_t after,
                                                               std::size_t entries_max) = 0;
    // In the order of the file.
    virtual Task<Result<std::vector<DueEntry>>> ListDue(const PaymentFileId& id,
                                                        core::Timestamp now,
                                                        std::size_t entries_max) = 0;
    // When the next transaction of any file is due; nullopt: none waits.
    virtual Task<Result<std::optional<core::Timestamp>>> NextDue() = 0;
    // Of contents that are gone, whose keys may still be there: at most `files_max`.
    virtual Task<Result<std::vector<PaymentFileId>>> ListKeysLeft(std::size_t files_max) = 0;
    // Its key was destroyed. Errors: kOverloaded, kUnavailable.
    virtual Task<Result<core::Done>> KeyIsGone(const PaymentFileId& id) = 0;
    // nullopt: it is gone for good. Errors: also kUnavailable while it does not open.
    virtual Task<Result<std::optional<core::Sensitive<std::string>>>> OpenContent(
        const PaymentFileId& id) = 0;
};

// The content while it is needed.
class FileSeal {
public:
    virtual ~FileSeal() = default;
    // Under a key of the file's own. Errors: kUnavailable, kOverloaded.
    virtual Task<Result<std::string>> Seal(const PaymentFileId& id,
                                           const core::Sensitive<std::string>& content) = 0;
    // The key goes, and with it every copy of what it sealed; again it does nothing. Blocks; throws
    // when it cannot be.
    virtual void Forget(const PaymentFileId& id) = 0;
};

}  // namespace clearway::payment
