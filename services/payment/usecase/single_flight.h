// SPDX-License-Identifier: Apache-2.0
// Orders that race under one id in one process: the first works, the others wait for its end and
// then find what it stored. Between processes the store's unique id does the same.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "async/task.h"
#include "core/ids.h"
#include "core/result.h"

namespace clearway::payment {

class SingleFlight {
public:
    // Held by the one that works; its end lets the waiting ones go on.
    class Turn {
    public:
        Turn(SingleFlight& owner, core::PaymentId id) : owner_(&owner), id_(id) {}
        Turn(Turn&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)), id_(other.id_) {}
        Turn& operator=(Turn&&) = delete;
        ~Turn() {
            if (owner_ != nullptr) owner_->End(id_);
        }

    private:
        SingleFlight* owner_;
        core::PaymentId id_;
    };

    // Waits while another has the turn of this id.
    async::Task<std::unique_ptr<Turn>> Take(core::PaymentId id);

private:
    bool TakeIfFree(const core::PaymentId& id);
    void End(const core::PaymentId& id);

    std::mutex mutex_;
    std::map<core::PaymentId, std::vector<async::Resume<core::Done>>> flights_;
};

}  // namespace clearway::payment
