// SPDX-License-Identifier: Apache-2.0
// Country codes of ISO 3166-1 alpha-2, and XK (Kosovo), the user-assigned code that SWIFT uses.
#pragma once

#include <string_view>

namespace clearway::core {

// True for an upper-case code of the list.
bool IsCountryCode(std::string_view code);

}  // namespace clearway::core
