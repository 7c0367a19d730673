// SPDX-License-Identifier: Apache-2.0
#include "xml/attribute_bound.h"

#include <algorithm>
#include <utility>

namespace clearway::xml {

bool AttributeBound::Take(std::span<const char> bytes) {
    while (encoding_ != Encoding::kBytes && !bytes.empty() && !exceeded_) {
        if (half_) TakePair(first_, bytes.front());
        first_ = bytes.front();
        half_ = !half_;
        bytes = bytes.subspan(1);
    }
    TakeBytes(bytes);
    return !exceeded_;
}

// As a parser does: by the mark, or by the first letter, which is '<'.
void AttributeBound::FindEncoding(char first, char second) {
    if ((first == '\xFF' && second == '\xFE') || (first == '<' && second == '\0'))
        encoding_ = Encoding::kLittleEndian;
    else if ((first == '\xFE' && second == '\xFF') || (first == '\0' && second == '<'))
        encoding_ = Encoding::kBigEndian;
    else
        encoding_ = Encoding::kBytes;
}

void AttributeBound::TakePair(char first, char second) {
    if (encoding_ == Encoding::kUnknown) FindEncoding(first, second);
    if (encoding_ == Encoding::kBytes) {
        TakeLetter(first);
        return TakeLetter(second);
    }
    const bool little = encoding_ == Encoding::kLittleEndian;
    if ((little ? second : first) == '\0') TakeLetter(little ? first : second);
}

void AttributeBound::TakeLetter(char letter) {
    const bool begins = std::exchange(begins_, letter == '<');
    if (letter == '<') {
        in_tag_ = true;
        quote_ = '\0';
        count_ = 0;
    } else if (begins && (letter == '!' || letter == '?')) {
        in_tag_ = false;  // a comment, CDATA or instruction
    } else if (!in_tag_) {
        return;
    } else if (quote_ != '\0') {
        if (letter != quote_) return;
        quote_ = '\0';
        exceeded_ = exceeded_ || ++count_ > most_;
    } else if (letter == '>') {
        in_tag_ = false;
    } else if (letter == '"' || letter == '\'') {
        quote_ = letter;
    }
}

void AttributeBound::TakeBytes(std::span<const char> bytes) {
    auto at = bytes.begin();
    while (at != bytes.end() && !exceeded_) {
        if (!in_tag_) at = std::find(at, bytes.end(), '<');
        if (at != bytes.end()) TakeLetter(*at++);
    }
}

}  // namespace clearway::xml
