// SPDX-License-Identifier: Apache-2.0
// Percent-decoding of URL parts, strict. Internal to this room. Must not be applied twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::gateway {

enum class PlusSign { kLiteral, kBlank };  // kBlank: as HTML forms write a query

// Nothing when an escape is cut or not hexadecimal, or the outcome is no UTF-8 or has a control
// character.
std::optional<std::string> PercentDecode(std::string_view text, PlusSign plus);

}  // namespace clearway::gateway
