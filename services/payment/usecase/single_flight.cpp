// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/single_flight.h"

namespace clearway::payment {

async::Task<std::unique_ptr<SingleFlight::Turn>> SingleFlight::Take(core::PaymentId id) {
    if (TakeIfFree(id)) co_return std::make_unique<Turn>(*this, id);
    // The turn goes from hand to hand: End() resumes one waiter, which then owns the entry.
    auto wait = async::Suspend<core::Done>([this, id](async::Resume<core::Done> resume) {
        {
            const std::lock_guard lock(mutex_);
            const auto [entry, first] = flights_.try_emplace(id);
            if (!first) {
                entry->second.push_back(std::move(resume));
                return;
            }
        }
        resume(core::Done{});
    });
    co_await std::move(wait);
    co_return std::make_unique<Turn>(*this, id);
}

bool SingleFlight::TakeIfFree(const core::PaymentId& id) {
    const std::lock_guard lock(mutex_);
    return flights_.try_emplace(id).second;
}

void SingleFlight::End(const core::PaymentId& id) {
    async::Resume<core::Done> next;
    {
        const std::lock_guard lock(mutex_);
        const auto entry = flights_.find(id);
        if (entry == flights_.end()) return;
        if (entry->second.empty()) {
            flights_.erase(entry);
            return;
        }
        next = std::move(entry->second.front());
        entry->second.erase(entry->second.begin());
    }
    next(core::Done{});
}

}  // namespace clearway::payment
