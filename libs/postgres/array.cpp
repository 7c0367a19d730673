// SPDX-License-Identifier: Apache-2.0
#include "postgres/array.h"

#include <utility>

#include "core/digest.h"

namespace clearway::postgres {

void ArrayBuilder::Separate() {
    if (text_.size() > 1) text_.push_back(',');
}

void ArrayBuilder::Add(std::int64_t value) {
    Separate();
    text_.append(std::to_string(value));
}

void ArrayBuilder::Add(bool value) {
    Separate();
    text_.push_back(value ? 't' : 'f');
}

void ArrayBuilder::Add(const core::Uuid& value) {
    Separate();
    text_.append(value.ToString());
}

void ArrayBuilder::Add(core::Timestamp value) {
    Separate();
    text_.push_back('"');
    text_.append(core::FormatRfc3339(value));
    text_.push_back('"');
}

void ArrayBuilder::AddText(std::string_view value) {
    Separate();
    text_.push_back('"');
    for (const char c : value) {
        if (c == '"' || c == '\\') text_.push_back('\\');
        text_.push_back(c);
    }
    text_.push_back('"');
}

void ArrayBuilder::AddBytes(std::string_view value) {
    Separate();
    text_.append("\"\\\\x");
    text_.append(core::ToHex(value));
    text_.push_back('"');
}

void ArrayBuilder::AddNull() {
    Separate();
    text_.append("NULL");
}

std::string ArrayBuilder::Take() {
    text_.push_back('}');
    return std::exchange(text_, "{");
}

}  // namespace clearway::postgres
