// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/homoglyphs.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <cstddef>
#include <string_view>

namespace clearway::compliance {
namespace {

// In the same place, the letters that look alike; Greek has capitals only.
constexpr std::u16string_view kLatin = u"aceopxyijsdhbkmtABCEHIJKMOPSTXYZ";
constexpr std::u16string_view kCyrillic = u"асеорхуіјѕԁһЬкмтАВСЕНІЈКМОРЅТХУЗ";
constexpr std::u16string_view kGreekCapitals = u"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
constexpr std::u16string_view kLatinCapitals = u"ABEZHIKMNOPTYX";
constexpr std::u16string_view kGreekSmall = u"οανρυικ";
constexpr std::u16string_view kLatinSmall = u"oavpuik";
static_assert(kLatin.size() == kCyrillic.size());
static_assert(kGreekCapitals.size() == kLatinCapitals.size());
static_assert(kGreekSmall.size() == kLatinSmall.size());

struct Letters {
    int latin = 0;
    int cyrillic = 0;
    int greek = 0;
};

char16_t Exchanged(char16_t c, std::u16string_view from, std::u16string_view to) {
    const auto at = from.find(c);
    return at == std::u16string_view::npos ? c : to[at];
}

Letters Count(const icu::UnicodeString& text, std::int32_t begin, std::int32_t end) {
    Letters letters;
    for (auto i = begin; i < end; ++i) {
        UErrorCode status = U_ZERO_ERROR;
        const auto script = uscript_getScript(text.charAt(i), &status);
        letters.latin += script == USCRIPT_LATIN;
        letters.cyrillic += script == USCRIPT_CYRILLIC;
        letters.greek += script == USCRIPT_GREEK;
    }
    return letters;
}

void ReadWord(icu::UnicodeString& text, std::int32_t begin, std::int32_t end) {
    const auto letters = Count(text, begin, end);
    if (letters.latin == 0 || letters.cyrillic + letters.greek == 0) return;
    const bool latin = letters.latin >= letters.cyrillic;
    for (auto i = begin; i < end; ++i) {
        auto c = text.charAt(i);
        if (latin || letters.greek > 0) {
            c = Exchanged(c, kCyrillic, kLatin);
            c = Exchanged(c, kGreekCapitals, kLatinCapitals);
            c = Exchanged(c, kGreekSmall, kLatinSmall);
        } else {
            c = Exchanged(c, kLatin, kCyrillic);
        }
        text.setCharAt(i, c);
    }
}

}  // namespace

void ReadAsSeen(icu::UnicodeString& text) {
    std::int32_t begin = 0;
    for (std::int32_t i = 0; i <= text.length(); ++i) {
        if (i < text.length() && u_isalpha(text.charAt(i))) continue;
        if (i > begin) ReadWord(text, begin, i);
        begin = i + 1;
    }
}

}  // namespace clearway::compliance
