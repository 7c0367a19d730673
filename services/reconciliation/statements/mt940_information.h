// SPDX-License-Identifier: Apache-2.0
// What :86: says of a statement line, in the forms of the banks' handbooks: the fields ?20 to ?63
// of German banks, the words /EREF/ and /REMI/ of Dutch ones, and anything else as text.
#pragma once

#include <string>
#include <string_view>

namespace clearway::reconciliation::statements {

struct Mt940Information {
    std::string end_to_end = {};
    std::string customer_reference = {};
    std::string text = {};
    std::string counterparty_account = {};
    std::string counterparty_name = {};
};

Mt940Information ReadMt940Information(std::string_view value);

}  // namespace clearway::reconciliation::statements
