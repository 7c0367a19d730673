// SPDX-License-Identifier: Apache-2.0
// Messages of payment files to values and back: shape checks, no rules. For this room only.
#pragma once

#include "clearway/payment/v1/payment_file_service.pb.h"
#include "services/payment/usecase/files/read_files.h"

namespace clearway::payment {

// Over gRPC; what is larger comes by the command.
inline constexpr std::size_t kCallContentBytesMax = std::size_t{256} << 10;

// Errors: kNotFound: a text that is no id names nothing.
core::Result<PaymentFileId> ReadFileId(const std::string& text);
// Errors: kInvalidArgument.
core::Result<FileFilter> ReadFileFilter(const v1::ListPaymentFilesRequest& request,
                                        const std::string& partner_id);

struct EntriesPosition {
    std::int32_t after = 0;
    std::size_t page_size = 0;
};
// Errors: kInvalidArgument.
core::Result<EntriesPosition> ReadEntriesPosition(
    const v1::ListPaymentFilePaymentsRequest& request);

v1::PaymentFile Write(const FileAndCounts& file);
v1::ListPaymentFilesResponse Write(const FilePage& page);
v1::ListPaymentFilePaymentsResponse Write(const EntryPage& page);

}  // namespace clearway::payment
