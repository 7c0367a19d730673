// SPDX-License-Identifier: Apache-2.0
// For tests: what opening a sealed value comes to, as text.
#pragma once

#include <string>

#include "vault/keyring.h"

namespace clearway::vault {

// What was sealed, or "erased", "no key", "altered".
inline std::string Opened(const Keyring& ring, const Place& place, std::string_view sealed) {
    const auto outcome = ring.Open(place, sealed);
    if (const auto* text = std::get_if<core::Sensitive<std::string>>(&outcome))
        return text->Reveal();
    switch (std::get<Refusal>(outcome)) {
        case Refusal::kErased: return "erased";
        case Refusal::kNoKey: return "no key";
        case Refusal::kAltered: return "altered";
    }
    return {};
}

}  // namespace clearway::vault
