// SPDX-License-Identifier: Apache-2.0
// Where the token is and how it is opened.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/environment.h"

namespace clearway::vault {

struct TokenSettings {
    std::string module;    // path of the PKCS#11 library
    std::string token;     // label
    std::string pin_file;  // holds the user PIN, with or without a line end
};

// CLEARWAY_PKCS11_MODULE, CLEARWAY_PKCS11_TOKEN, CLEARWAY_PKCS11_PIN_FILE; faults are noted there.
TokenSettings ReadTokenSettings(config::Environment& environment);
// The same for the help of a program.
std::vector<std::pair<std::string, std::string>> TokenSettingsHelp();

}  // namespace clearway::vault
