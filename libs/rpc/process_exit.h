// SPDX-License-Identifier: Apache-2.0
// What a process with gRPC must do before anything else, so that it can end in order.
#pragma once

namespace clearway::rpc {

// libcrypto tidies up in exit() while gRPC's threads may still drop a TLS object: a crash after the
// work is done. The system takes the memory back anyway. Call it first in main().
void LeaveCryptoAloneAtExit();

}  // namespace clearway::rpc
