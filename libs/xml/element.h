// SPDX-License-Identifier: Apache-2.0
// An element of a document with all that is in it. Names are without prefixes; text is UTF-8.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clearway::xml {

struct Element {
    std::string name;
    std::size_t line = 0;
    std::vector<std::pair<std::string, std::string>> attributes = {};
    std::string text = {};  // its own, without that of its children
    std::vector<Element> children = {};

    // Empty where there is none.
    std::string_view Attribute(std::string_view called) const;
    // Of the first child of the name; empty where there is none.
    std::string_view Text(std::string_view child) const;
    // All elements at the end of a way of names, in their order.
    std::vector<const Element*> All(std::initializer_list<std::string_view> way) const;
};

}  // namespace clearway::xml
