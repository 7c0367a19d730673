// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/normalise.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "services/compliance/domain/names/homoglyphs.h"

namespace clearway::compliance {
namespace {

// Cyrillic comes first and by hand: ICU follows ISO 9, whose accents Latin-ASCII then drops ("sh"
// becomes "s"), while sanctions lists and passports write the English romanisation. Characters that
// nobody sees go first of all: between letters they would tear a listed name apart.
// Khmer, which ICU does not know, is read by its consonants.
constexpr char kRules[] = R"(
[:Cf:] > ;
:: NFKC;
ё > e; Ё > e; ж > zh; Ж > zh; й > y; Й > y; х > kh; Х > kh; ц > ts; Ц > ts; ч > ch; Ч > ch;
ш > sh; Ш > sh; щ > shch; Щ > shch; ъ > ; Ъ > ; ы > y; Ы > y; ь > ; Ь > ; э > e; Э > e;
ю > yu; Ю > yu; я > ya; Я > ya; і > i; І > i; ї > yi; Ї > yi; є > ye; Є > ye; ґ > g; Ґ > g;
[កខគឃ] > k; ង > ng; [ចឆជឈ] > ch; ញ > nh; [ដឋឌឍតថទធ] > t; [ណន] > n; [បពភផ] > p; ម > m; យ > y;
រ > r; ល > l; វ > v; [សឝឞ] > s; ហ > h; ឡ > l; អ > a;
[[:Khmer:]&[[:Mn:][:Mc:]]] > ;
:: Any-Latin;
[[:Lm:][:Mn:]] > ;
:: Latin-ASCII;
[[:Lm:][:Mn:]] > ;
:: Lower;
)";

std::unique_ptr<icu::Transliterator> MakeTransliterator() {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createFromRules(
        "clearway-names", icu::UnicodeString::fromUTF8(kRules), UTRANS_FORWARD, where, status));
    if (U_FAILURE(status) || !made)
        throw std::runtime_error(std::string("ICU cannot transliterate: ") + u_errorName(status));
    return made;
}

// Making one takes milliseconds and one object serves one thread, so the rules are compiled once
// and every thread keeps its own clone.
icu::Transliterator& ThreadTransliterator() {
    static const std::unique_ptr<icu::Transliterator> prototype = MakeTransliterator();
    thread_local const std::unique_ptr<icu::Transliterator> clone(prototype->clone());
    return *clone;
}

bool IsAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Hebrew, Arabic, Syriac, Thaana and their presentation forms; Khmer.
bool IsAbjad(char16_t c) {
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x1780 && c <= 0x17FF);
}

bool IsHan(char16_t c) { return c >= 0x3400 && c <= 0x9FFF; }

// Between the parts of a foreign name in Chinese characters.
bool IsNameDot(char16_t c) { return c == 0x00B7 || c == 0x30FB || c == 0x2027 || c == 0x2022; }

Script ScriptOf(const icu::UnicodeString& text) {
    bool han = false;
    bool dot = false;
    for (std::int32_t i = 0; i < text.length(); ++i) {
        const char16_t c = text.charAt(i);
        if (IsAbjad(c)) return Script::kAbjad;
        han = han || IsHan(c);
        dot = dot || IsNameDot(c);
    }
    return han && dot ? Script::kSyllables : Script::kVowels;
}

// ICU parts the syllables: "bei la ke·ao ba ma" are two words.
void JoinSyllables(icu::UnicodeString& text) {
    text.findAndReplace(" ", "");
    for (std::int32_t i = 0; i < text.length(); ++i)
        if (IsNameDot(text.charAt(i))) text.setCharAt(i, ' ');
}

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsWord(char c) { return IsLetter(c) || (c >= '0' && c <= '9'); }

// The length of a dotted abbreviation at `at` ("s.a.", "l.x.c"), 0 when there is none: its letters
// are one word.
std::size_t Abbreviation(std::string_view text, std::size_t at) {
    std::size_t last = at;
    const auto letter = [&](std::size_t i) { return i < text.size() && IsLetter(text[i]); };
    if (!letter(at) || (at > 0 && IsWord(text[at - 1]))) return 0;
    while (last + 1 < text.size() && text[last + 1] == '.' && letter(last + 2)) last += 2;
    const bool ends = last + 1 >= text.size() || !IsWord(text[last + 1]);
    return ends && last > at ? last + 1 - at : 0;
}

std::string ToWords(std::string_view text) {
    std::string words;
    words.reserve(text.size());
    bool gap = false;
    const auto put = [&](char c) {
        if (gap && !words.empty()) words += ' ';
        gap = false;
        words += c;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const auto length = Abbreviation(text, i)) {
            for (std::size_t k = 0; k < length; k += 2) put(text[i + k]);
            i += length - 1;
        } else if (IsWord(text[i])) {
            put(text[i]);
        } else if (text[i] == '%') {
            gap = true;
            for (const char c : std::string_view("percent")) put(c);
            gap = true;
        } else if (text[i] != '\'' && text[i] != '`') {
            gap = true;  // an apostrophe joins ("qa'ida"), anything else parts
        }
    }
    return words;
}

NormalisedName Read(std::string_view latin, Script script) {
    NormalisedName name{.text = ToWords(latin), .script = script};
    const auto comma = latin.find(',');
    if (comma == std::string_view::npos) return name;
    const auto before = ToWords(latin.substr(0, comma));
    if (before.empty()) return name;
    name.before_comma = static_cast<std::size_t>(std::count(before.begin(), before.end(), ' ')) + 1;
    return name;
}

}  // namespace

NormalisedName Normalise(std::string_view name) {
    if (IsAscii(name)) {
        std::string lower(name);
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return Read(lower, Script::kVowels);
    }
    auto unicode = icu::UnicodeString::fromUTF8(
        icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
    const auto script = ScriptOf(unicode);
    ReadAsSeen(unicode);
    ThreadTransliterator().transliterate(unicode);
    if (script == Script::kSyllables) JoinSyllables(unicode);
    std::string latin;
    unicode.toUTF8String(latin);
    return Read(latin, script);
}

}  // namespace clearway::compliance
