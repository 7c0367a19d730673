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
    explicit AttributeBound(std::size_t most) : most_(most) {}

    // The next bytes, of any encoding that is taken; false: some tag has more.
    bool Take(std::span<const char> bytes);

private:
    enum class Encoding { kUnknown, kBytes, kLittleEndian, kBigEndian };

    void FindEncoding(char first, char second);
    void TakePair(char first, char second);
    void TakeLetter(char letter);
    void TakeBytes(std::span<const char> bytes);

    std::size_t most_;
    std::size_t count_ = 0;  // values in this tag
    bool in_tag_ = false;
    bool begins_ = false;  // the letter before was '<'
    char quote_ = '\0';    // that the value began with
    bool exceeded_ = false;
    Encoding encoding_ = Encoding::kUnknown;
    bool half_ = false;  // of a pair of UTF-16
    char first_ = '\0';
};

}  // namespace clearway::xml
