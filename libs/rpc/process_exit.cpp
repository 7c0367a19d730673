// SPDX-License-Identifier: Apache-2.0
#include "rpc/process_exit.h"

#include <openssl/crypto.h>

namespace clearway::rpc {

void LeaveCryptoAloneAtExit() { OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr); }

}  // namespace clearway::rpc
