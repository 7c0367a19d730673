// SPDX-License-Identifier: Apache-2.0
// For tests that look at files themselves: what readers ask for is empty.
#pragma once

#include "services/payment/usecase/files/ports.h"

namespace clearway::payment {

struct UnreadFiles : PaymentFileStore {
    Task<Result<std::vector<PaymentFile>>> List(const FileFilter&) override {
        co_return std::vector<PaymentFile>();
    }
    Task<Result<std::vector<FileCount>>> Count(const PaymentFileId&) override {
        co_return std::vector<FileCount>();
    }
    Task<Result<std::vector<EntryStatus>>> ListEntries(const PaymentFileId&, std::int32_t,
                                                       std::size_t) override {
        co_return std::vector<EntryStatus>();
    }
    Task<Result<std::optional<core::Timestamp>>> NextDue() override {
        co_return std::optional<core::Timestamp>();
    }
};

}  // namespace clearway::payment
