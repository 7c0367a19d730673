// SPDX-License-Identifier: Apache-2.0
// The fields of a SWIFT message of text: ":61:" and what stands behind it, over several lines.
// Around them may stand blocks, {1:...}{2:...}{4: ... -}, lines of a transfer program, or nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace clearway::reconciliation::statements {

struct SwiftField {
    std::string_view tag;  // "61"
    std::string value;     // lines are joined by '\n'
    std::size_t line = 0;  // on which it begins
};

// Hands over one field after the other, each valid until the next, of a text that outlives them.
// Lines that belong to no field, before a message and between two of them, are passed over; the
// first of them is returned, 0 where there is none.
std::size_t ForEachSwiftField(std::string_view text,
                              const std::function<void(const SwiftField&)>& take);

}  // namespace clearway::reconciliation::statements
