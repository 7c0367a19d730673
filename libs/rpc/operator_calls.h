// SPDX-License-Identifier: Apache-2.0
// What an operator does is written down before it is done. The adapter hands each call that came
// with an operator's certificate to a recorder; a call that cannot be recorded is refused.
#pragma once

#include <string>

#include "async/task.h"
#include "core/result.h"
#include "rpc/call_context.h"

namespace clearway::rpc {

struct OperatorCall {
    std::string method;   // full name
    std::string request;  // serialised; may hold personal data
};

class OperatorRecorder {
public:
    virtual ~OperatorRecorder() = default;
    // Done: recorded for good, and the call may begin. From any thread; `context` outlives the
    // wait.
    virtual async::Task<core::Result<core::Done>> Record(const CallContext& context,
                                                         OperatorCall call) = 0;
};

}  // namespace clearway::rpc
