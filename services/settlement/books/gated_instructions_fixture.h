// SPDX-License-Identifier: Apache-2.0
// Instructions that are told when a test says so.
#pragma once

#include <functional>

#include "services/settlement/books/rail_network_fixture.h"

namespace clearway::settlement::testing {

// Answers nobody of those who wait until it is told how many.
class GatedInstructions final : public RailInstructions {
public:
    std::function<bool(const rails::RailOrder&)> waits = [](const auto&) { return true; };

    async::Task<core::Result<rails::Instruction>> Get(rails::RailOrder order) override {
        if (!waits(order)) co_return PlainInstruction();
        std::function<void(async::Resume<bool>)> wait = [this](async::Resume<bool> resume) {
            const std::lock_guard lock(mutex_);
            ++asked_;
            waiting_.push_back(std::move(resume));
        };
        auto waiting = async::Suspend<bool>(std::move(wait));
        co_await std::move(waiting);
        co_return PlainInstruction();
    }
    void Answer(std::size_t number) {
        std::vector<async::Resume<bool>> answered;
        {
            const std::lock_guard lock(mutex_);
            while (answered.size() < number && !waiting_.empty()) {
                answered.push_back(std::move(waiting_.back()));
                waiting_.pop_back();
            }
        }
        for (const auto& resume : answered) resume(true);
    }
    std::size_t Waiting() {
        const std::lock_guard lock(mutex_);
        return waiting_.size();
    }
    std::size_t Asked() {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

private:
    std::mutex mutex_;
    std::vector<async::Resume<bool>> waiting_;
    std::size_t asked_ = 0;
};

}  // namespace clearway::settlement::testing
