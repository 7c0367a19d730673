// SPDX-License-Identifier: Apache-2.0
// Reading payment files: one with what became of its payments, a page of files, a page of payments,
// the report. Another partner's file is as unknown as one that does not exist.
#pragma once

#include "services/payment/usecase/files/ports.h"

namespace clearway::payment {

struct FileAndCounts {
    PaymentFile file;
    std::vector<FileCount> counts;
};

struct FilePage {
    std::vector<PaymentFile> files;
    bool more = false;
};

struct EntryPage {
    std::vector<EntryStatus> entries;
    bool more = false;
};

class ReadFiles {
public:
    explicit ReadFiles(PaymentFileStore& files) : files_(files) {}

    // Errors of all: kNotFound, kOverloaded, kUnavailable.
    Task<Result<FileAndCounts>> Get(const std::string& partner_id, const PaymentFileId& id);
    // Newest first.
    Task<Result<FilePage>> List(FileFilter filter);
    // Behind position `after`, in the order of the file.
    Task<Result<EntryPage>> ListEntries(const std::string& partner_id, const PaymentFileId& id,
                                        std::int32_t after, std::size_t page_size);
    // The pain.002 now. Errors: also kInvalidArgument when the file has more than `entries_max`.
    Task<Result<std::string>> Report(const std::string& partner_id, const PaymentFileId& id,
                                     std::size_t entries_max);

private:
    Task<Result<PaymentFile>> Find(const std::string& partner_id, const PaymentFileId& id);

    PaymentFileStore& files_;
};

}  // namespace clearway::payment
