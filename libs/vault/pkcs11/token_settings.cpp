// SPDX-License-Identifier: Apache-2.0
#include "vault/pkcs11/token_settings.h"

namespace clearway::vault {

TokenSettings ReadTokenSettings(config::Environment& environment) {
    return {.module = environment.File("CLEARWAY_PKCS11_MODULE"),
            .token = environment.Text("CLEARWAY_PKCS11_TOKEN"),
            .pin_file = environment.File("CLEARWAY_PKCS11_PIN_FILE")};
}

}  // namespace clearway::vault
