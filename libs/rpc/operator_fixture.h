// SPDX-License-Identifier: Apache-2.0
// For tests: a recorder that remembers what operators did, or refuses.
#pragma once

#include <mutex>
#include <vector>

#include "rpc/operator_calls.h"

namespace clearway::rpc {

class OperatorNotes final : public OperatorRecorder {
public:
    struct Note {
        std::string operator_id;
        std::string method;
        std::string request;
    };

    async::Task<core::Result<core::Done>> Record(const CallContext& context,
                                                 OperatorCall call) override {
        const std::lock_guard lock(mutex_);
        if (broken_) co_return core::ErrorCode::kUnavailable;
        notes_.push_back({context.caller_id, std::move(call.method), std::move(call.request)});
        co_return core::Done{};
    }
    void Break() {
        const std::lock_guard lock(mutex_);
        broken_ = true;
    }
    std::vector<Note> Notes() const {
        const std::lock_guard lock(mutex_);
        return notes_;
    }

private:
    mutable std::mutex mutex_;
    bool broken_ = false;
    std::vector<Note> notes_;
};

}  // namespace clearway::rpc
