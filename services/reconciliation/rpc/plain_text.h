// SPDX-License-Identifier: Apache-2.0
// What a request may hold as text: UTF-8 without control characters, so that the database takes it.
#pragma once

#include <algorithm>
#include <string_view>

#include "services/reconciliation/statements/letters.h"

namespace clearway::reconciliation {

inline bool IsPlainText(std::string_view text) {
    return statements::FaultOfUtf8(text).empty() &&
           std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
}

}  // namespace clearway::reconciliation
