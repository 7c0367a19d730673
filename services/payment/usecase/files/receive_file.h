// SPDX-License-Identifier: Apache-2.0
// Take a payment file in: read it, judge it as a whole, seal it and store it. Its payments follow
// (process_files.h).
#pragma once

#include <functional>

#include "services/payment/files/initiation.h"
#include "services/payment/usecase/files/ports.h"
#include "telemetry/metrics.h"

namespace clearway::payment {

class ReceiveFile {
public:
    // References must outlive it. `received`: called when there is a new file to work on.
    ReceiveFile(PaymentFileStore& files, FileSeal& seal, const core::Clock& clock,
                std::function<void()> received = {})
        : files_(files), seal_(seal), clock_(clock), received_(std::move(received)) {}

    // `call` has partner and key. A file that does not add up is stored as refused, which is a
    // success of this call. Errors: kInvalidArgument for what cannot be read,
    // kIdempotencyKeyReused, kOverloaded, kUnavailable; nothing is stored then.
    // `so_far` hears how far the content is read.
    Task<Result<FileOutcome>> Run(const CallContext& call, core::Sensitive<std::string> content,
                                  ReadSoFar so_far = {});

private:
    static constexpr char kFiles[] = "clearway_payment_files_total";
    static constexpr char kFilesHelp[] =
        "Payment files that were taken in, by what was said of them.";

    Task<Result<std::optional<FileOutcome>>> FindFormer(const PaymentFile& file);

    PaymentFileStore& files_;
    FileSeal& seal_;
    const core::Clock& clock_;
    std::function<void()> received_;
    metrics::Counter taken_{kFiles, kFilesHelp, {{"outcome", "received"}}};
    metrics::Counter refused_{kFiles, kFilesHelp, {{"outcome", "refused"}}};
};

}  // namespace clearway::payment
