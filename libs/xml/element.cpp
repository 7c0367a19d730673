// SPDX-License-Identifier: Apache-2.0
#include "xml/element.h"

#include <algorithm>

namespace clearway::xml {

std::string_view Element::Attribute(std::string_view called) const {
    for (const auto& attribute : attributes)
        if (attribute.first == called) return attribute.second;
    return {};
}

std::string_view Element::Text(std::string_view child) const {
    const auto found = std::ranges::find(children, child, &Element::name);
    return found == children.end() ? std::string_view() : std::string_view(found->text);
}

std::vector<const Element*> Element::All(std::initializer_list<std::string_view> way) const {
    std::vector<const Element*> reached = {this};
    for (const auto step : way) {
        std::vector<const Element*> next;
        for (const auto* element : reached)
            for (const auto& child : element->children)
                if (child.name == step) next.push_back(&child);
        reached = std::move(next);
    }
    return reached;
}

}  // namespace clearway::xml
