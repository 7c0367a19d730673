// SPDX-License-Identifier: Apache-2.0
#include "xml/attribute_bound.h"

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

namespace clearway::xml {
namespace {

constexpr auto kIsMarkup = [] {
    std::array<bool, 256> is_markup{};
    for (const unsigned char letter : {'<', '>', '"', '\''}) is_markup[letter] = true;
    return is_markup;
}();

// White space, or what the mark of UTF-8 begins with; not so in EBCDIC, which a parser would read.
bool BeginsBytes(char letter) {
    return std::string_view("<\xEF \t\r\n").find(letter) != std::string_view::npos;
}

}  // namespace

bool AttributeBound::Take(std::span<const char> bytes) {
    while (form_ != Form::kBytes && form_ != Form::kOther && !bytes.empty() && !exceeded_) {
        if (half_) TakePair(first_, bytes.front());
        first_ = bytes.front();
        half_ = !half_;
        bytes = bytes.subspan(1);
    }
    if (form_ == Form::kBytes) TakeBytes(bytes);
    return !exceeded_;
}

// As a parser does: by the mark, or by the first letter, which is '<'.
void AttributeBound::FindForm(char first, char second) {
    if ((first == '\xFF' && second == '\xFE') || (first == '<' && second == '\0'))
        form_ = Form::kLittleEndian;
    else if ((first == '\xFE' && second == '\xFF') || (first == '\0' && second == '<'))
        form_ = Form::kBigEndian;
    else
        form_ = BeginsBytes(first) ? Form::kBytes : Form::kOther;
}

void AttributeBound::TakePair(char first, char second) {
    if (form_ == Form::kUnknown) FindForm(first, second);
    if (form_ == Form::kOther) return;
    if (form_ == Form::kBytes) {
        TakeLetter(first);
        return TakeLetter(second);
    }
    const bool little = form_ == Form::kLittleEndian;
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

// Passes quickly over what changes nothing: these are all the bytes of all documents.
void AttributeBound::TakeBytes(std::span<const char> bytes) {
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (at != end && !exceeded_) {
        if (in_tag_ && !begins_) {
            while (at != end && !kIsMarkup[static_cast<unsigned char>(*at)]) ++at;
        } else if (!in_tag_) {
            const void* tag = std::memchr(at, '<', static_cast<std::size_t>(end - at));
            at = tag == nullptr ? end : static_cast<const char*>(tag);
        }
        if (at != end) TakeLetter(*at++);
    }
}

}  // namespace clearway::xml
