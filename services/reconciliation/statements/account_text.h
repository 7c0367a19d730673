// SPDX-License-Identifier: Apache-2.0
// The one form of an account's number, and of a counterparty's name, in which they are compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::reconciliation::statements {

// Capital letters, without blanks: "de89 3704 0044 0532 0130 00" is one account with or without.
std::string AccountText(std::string_view account);

// "37040044/0532013000", a German bank's number and the account there, as IBAN; nullopt: it is not
// of this form.
std::optional<std::string> GermanIbanOf(std::string_view account);

// Words of capital letters and digits with a blank between them.
std::string NameText(std::string_view name);

}  // namespace clearway::reconciliation::statements
