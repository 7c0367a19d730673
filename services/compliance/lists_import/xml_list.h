// SPDX-License-Identifier: Apache-2.0
// Reads a list that is one XML document, an entry at a time: what each form must say of itself is
// its root, where its entries are, and how one of them is read.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "services/compliance/lists_import/list_builder.h"
#include "xml/element.h"

namespace clearway::compliance {

struct XmlForm {
    std::string_view format;
    std::string_view root;
    std::string_view name_space;                   // of the root; empty: any
    std::string_view date_attribute;               // of the root; empty: the date is within
    std::span<const std::string_view> containers;  // children of the root that hold entries
    // Takes each child of the root and of the containers.
    void (*add)(const xml::Element&, ListBuilder&);
};

// Errors: kUnavailable with the file's name, the line and the reason.
core::Result<ImportedList> ReadXmlList(const XmlForm& form, const std::string& path,
                                       const ShowProgress& show);

}  // namespace clearway::compliance
