// SPDX-License-Identifier: Apache-2.0
// The text of a fault against a schema. libxml2 repeats the value that it refuses, which may be a
// name or an account; here only the element and what the schema asks for are told.
#pragma once

#include <string>
#include <string_view>

struct _xmlError;

namespace clearway::xml {

bool IsOfSchema(const _xmlError& error);

// "IBAN: the value has not the form that its type asks for (pattern '[A-Z]{2,2}...')".
std::string SchemaFault(const _xmlError& error);
std::string SchemaFault(std::string_view message, bool speaks_of_a_value);

}  // namespace clearway::xml
