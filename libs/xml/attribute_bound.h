// SPDX-License-Identifier: Apache-2.0
// Counts the attributes of each tag in the bytes of a document, before a parser sees them: libxml2
// compares each attribute of an element with all before it, so that an element of very many takes
// a time with their square. Knows no more of XML than that: '<' begins a tag (none may stand
// within one, also not in a value), and quotes enclose values.
#pragma once

#include <cstddef>
#include <span>

namespace clearway::xml {

class AttributeBound {
public:
    // How the letters of markup are written. UTF-8 and its like: each is its byte of ASCII.
    enum class Form { kUnknown, kBytes, kLittleEndian, kBigEndian, kOther };

    explicit AttributeBound(std::size_t most) : most_(most) {}

    // The next bytes; false: some tag has more attributes.
    bool Take(std::span<const char> bytes);

    // Known with the second byte. Nothing is counted in another form, or in one that a document
    // goes over to.
    Form FoundForm() const { return form_; }

private:
    void FindForm(char first, char second);
    void TakePair(char first, char second);
    void TakeLetter(char letter);
    void TakeBytes(std::span<const char> bytes);

    std::size_t most_;
    std::size_t count_ = 0;  // values in this tag
    bool in_tag_ = false;
    bool begins_ = false;  // the letter before was '<'
    char quote_ = '\0';    // that the value began with
    bool exceeded_ = false;
    Form form_ = Form::kUnknown;
    bool half_ = false;  // of a pair of UTF-16
    char first_ = '\0';
};

}  // namespace clearway::xml
