// SPDX-License-Identifier: Apache-2.0
// Calls of operators as lines of the log: nobody audits a simulator.
#pragma once

#include "rpc/operator_calls.h"
#include "telemetry/log.h"

namespace clearway::rail_simulator {

class OperatorLines final : public rpc::OperatorRecorder {
public:
    async::Task<core::Result<core::Done>> Record(const rpc::CallContext& context,
                                                 rpc::OperatorCall call) override {
        log::Info("an operator leads the simulator",
                  {{"operator", context.caller_id}, {"method", call.method}});
        co_return core::Done{};
    }
};

}  // namespace clearway::rail_simulator
