// SPDX-License-Identifier: Apache-2.0
// The name of an element: what it is called now, and what older versions called it.
#pragma once

#include <string_view>

namespace clearway::iso20022 {

struct Name {
    constexpr Name(const char* called) : now(called) {}
    constexpr Name(const char* called, const char* formerly) : now(called), before(formerly) {}

    std::string_view now;          // a literal: ends with a zero
    std::string_view before = {};  // empty: it never had another
};

// Whether a field that is one of two is a party, a bank, or a choice between them: messages differ.
enum class Form { kParty, kAgent, kChoice };

}  // namespace clearway::iso20022
