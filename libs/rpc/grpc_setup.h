// SPDX-License-Identifier: Apache-2.0
// What gRPC needs once a process: its own error lines (failed handshakes, taken ports) in our log's
// form, and no costly checks of its libraries.
#pragma once

namespace clearway::rpc {

// Idempotent. Of its log lines only errors pass, as warnings: a caller from outside can drive them.
void SetUpGrpc();

}  // namespace clearway::rpc
