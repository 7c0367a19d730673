// SPDX-License-Identifier: Apache-2.0
// A signature in a text file: one line of base64.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::fraud {

std::string SignatureToText(std::string_view signature);
// nullopt for anything but the base64 of 64 bytes, one line end after it at most.
std::optional<std::string> SignatureFromText(std::string_view text);

}  // namespace clearway::fraud
