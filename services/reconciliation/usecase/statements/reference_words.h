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

// Whether a reference, written with blanks or without, is the number of an account (ISO 13616, by
// its check digits too: references of that form alone are many) or of a card (by scheme, length
// and check digit). It is not kept then.
bool IsAccountNumber(std::string_view reference);

}  // namespace clearway::reconciliation
