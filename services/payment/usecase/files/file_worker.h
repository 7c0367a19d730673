// SPDX-License-Identifier: Apache-2.0
// Processes payment files when they come, and at their day: a thread that sleeps until something is
// due. It does not poll; an occasional look catches files that a command or another process stored.
#pragma once

#include "async/due_timer.h"
#include "services/payment/usecase/files/process_files.h"

namespace clearway::payment {

class FileWorker {
public:
    // References must outlive it; `executor` runs on threads of its own.
    FileWorker(ProcessFiles& process, PaymentFileStore& files, const core::Clock& clock,
               async::Executor executor);

    // There is a new file. Quick, from any thread.
    void Notice() { timer_.Notice(core::Timestamp::min()); }

private:
    // All that is due, or a part when `stop` is requested; the moment of the next look.
    core::Timestamp WorkOff(const std::stop_token& stop);

    ProcessFiles& process_;
    PaymentFileStore& files_;
    const core::Clock& clock_;
    async::Executor executor_;
    metrics::Counter paused_{"clearway_payment_file_pauses_total",
                             "Times that payment files had to wait for another part."};
    async::DueTimer timer_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::payment
