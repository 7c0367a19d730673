// SPDX-License-Identifier: Apache-2.0
// Which element of which message is which part: the one table behind reading and writing.
#pragma once

#include <span>
#include <string_view>

#include "iso20022/message_type.h"
#include "iso20022/part.h"

namespace clearway::iso20022 {

enum class Place {
    kTop,    // under the message's element
    kGroup,  // there too, and items stand in it
    kItem,   // in a group
};

struct PartElement {
    MessageKind kind;
    std::string_view element;  // a literal
    Place place;
    std::size_t part;  // the index in the variant
};

std::span<const PartElement> AllPartElements();

// nullptr: the element is no part (supplementary data, or what the model leaves out).
const PartElement* FindElement(MessageKind kind, std::string_view element, Place place);
// nullptr: a message of the kind has no such part.
const PartElement* FindPart(MessageKind kind, const Part& part);

Part EmptyPart(std::size_t index);

}  // namespace clearway::iso20022
