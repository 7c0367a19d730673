// SPDX-License-Identifier: Apache-2.0
// On which line of a JSON text a value stands: the parser does not tell, and a person who repairs a
// file looks for lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace clearway::reconciliation::matching {

// `path`: "passes[2].days". The line of the value, or of the innermost that holds where it would
// be; of a well-formed text.
std::size_t LineOf(std::string_view json, std::string_view path);

}  // namespace clearway::reconciliation::matching
