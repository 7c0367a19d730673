// SPDX-License-Identifier: Apache-2.0
// gRPC's own error lines (failed handshakes, taken ports) in our log's form.
#pragma once

namespace clearway::rpc {

// Idempotent. Only errors pass, as warnings: a caller from outside can drive them.
void RouteGrpcLog();

}  // namespace clearway::rpc
