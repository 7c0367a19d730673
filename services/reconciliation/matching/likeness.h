// SPDX-License-Identifier: Apache-2.0
// Whether one reference could be the other one, mangled on its way. Another digit in the same place
// is no likeness: references are often numbers in a row.
#pragma once

#include <string_view>

namespace clearway::reconciliation::matching {

// Of normalised forms: one is a part of the other, one letter is lost or doubled, two neighbours
// have changed places, or letters were read for digits of their shape (O and 0, I and 1).
bool CouldBeMangled(std::string_view a, std::string_view b);

// Of normalised forms: the same letters before two numbers (INV-1001, INV-1002).
bool AreOfOneSeries(std::string_view a, std::string_view b);

}  // namespace clearway::reconciliation::matching
