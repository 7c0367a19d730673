// SPDX-License-Identifier: Apache-2.0
// The fields of a SWIFT message of text: ":61:" and what stands behind it, over several lines.
// Around them may stand blocks, {1:...}{2:...}{4: ... -}, or nothing.
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
// The fault that ended it: "line 3: text that belongs to no field"; empty: none.
std::string ForEachSwiftField(std::string_view text,
                              const std::function<void(const SwiftField&)>& take);

}  // namespace clearway::reconciliation::statements
