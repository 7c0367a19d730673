// SPDX-License-Identifier: Apache-2.0
// What operators do as facts (clearway.common.v1.OperatorActed) of the service that they call, in
// its event store: a writer and an outbox lane of their own, so that no other writer is touched.
// Holds nothing of a request but a keyed hash.
#pragma once

#include <memory>
#include <string>

#include "core/clock.h"
#include "events/outbox.h"
#include "rpc/operator_calls.h"

namespace clearway::events {

class OperatorLog final : public rpc::OperatorRecorder {
public:
    // `outbox` is that of the service; its lane is named after the instance. `key_file`: at least
    // 32 bytes, the same for all services. `clock` must outlive it. Throws std::runtime_error
    // without such a key.
    OperatorLog(OutboxOptions outbox, const std::string& key_file, const core::Clock& clock);
    ~OperatorLog() override;

    // Calls that wait are stored together. Errors: kUnavailable, and then nothing was recorded, or
    // it is not known.
    async::Task<core::Result<core::Done>> Record(const rpc::CallContext& context,
                                                 rpc::OperatorCall call) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The stream of an operator's call.
core::Uuid OperatorCallStream(const rpc::CallContext& context);

}  // namespace clearway::events
