// SPDX-License-Identifier: Apache-2.0
// Domain error to gRPC status and back, in one place. The code travels as structured detail
// (ErrorDetail in trailing metadata); the status follows from the code's class alone.
#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "core/result.h"

namespace clearway::rpc {

grpc::StatusCode StatusCodeOf(core::ErrorClass error_class);
// `serialised_detail` receives the ErrorDetail for the trailing metadata.
grpc::Status ToStatus(const core::Error& error, std::string* serialised_detail);
// Without a readable detail the code follows from the status: UNAVAILABLE -> kUnavailable,
// DEADLINE_EXCEEDED -> kDeadlineExceeded, anything else -> kInternal. Foreign text is dropped.
core::Error FromStatus(const grpc::Status& status, const std::string& serialised_detail);

}  // namespace clearway::rpc
