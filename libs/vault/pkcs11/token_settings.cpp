// SPDX-License-Identifier: Apache-2.0
#include "vault/pkcs11/token_settings.h"

namespace clearway::vault {

TokenSettings ReadTokenSettings(config::Environment& environment) {
    return {.module = environment.File("CLEARWAY_PKCS11_MODULE"),
            .token = environment.Text("CLEARWAY_PKCS11_TOKEN"),
            .pin_file = environment.File("CLEARWAY_PKCS11_PIN_FILE")};
}

std::vector<std::pair<std::string, std::string>> TokenSettingsHelp() {
    return {{"CLEARWAY_PKCS11_MODULE", "PKCS#11 library of the token with the master keys"},
            {"CLEARWAY_PKCS11_TOKEN", "label of that token"},
            {"CLEARWAY_PKCS11_PIN_FILE", "file with its user PIN"}};
}

}  // namespace clearway::vault
