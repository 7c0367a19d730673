// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/pace.h"

#include <condition_variable>
#include <mutex>

namespace clearway::reconciliation {

void Pace::After(std::size_t facts) {
    if (facts <= 1 || facts >= batch_max_) return;
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_until(lock, stop_, next_, [] { return false; });
    next_ = std::chrono::steady_clock::now() + interval_;
}

}  // namespace clearway::reconciliation
