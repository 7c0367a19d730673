// SPDX-License-Identifier: Apache-2.0
// Of a line's free text only what may be a reference is kept: names, words and account numbers of
// people are not.
#pragma once

#include <string>
#include <string_view>

namespace clearway::reconciliation {

// Words of 5 to 64 letters, digits and - / . _ that have a digit and do not look like the number of
// an account or a card, in their order.
std::string ReferenceWords(std::string_view text);

}  // namespace clearway::reconciliation
