// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/tokens.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "services/compliance/domain/names/common_names.h"
#include "services/compliance/domain/names/dictionary.h"
#include "services/compliance/domain/names/legal_forms.h"
#include "services/compliance/domain/names/pinyin.h"
#include "services/compliance/domain/names/sounds.h"

namespace clearway::compliance {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::size_t kSunWordMin = 3;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

Words SplitWords(std::string_view text) {
    Words words;
    while (!text.empty() && words.size() < kTokensMax) {
        const auto blank = text.find(' ');
        words.push_back(text.substr(0, std::min(blank, kWordLettersMax)));
        text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
    }
    return words;
}

// Digits that stand for letters ("sech1n"), in words that are letters otherwise.
std::string WithoutDigitLetters(std::string_view word) {
    std::string text(word);
    const auto digits = std::count_if(text.begin(), text.end(), IsDigit);
    const auto letters = static_cast<std::ptrdiff_t>(text.size()) - digits;
    const bool within = !IsDigit(text.front()) && !IsDigit(text.back());
    const bool several = std::adjacent_find(text.begin(), text.end(), [](char a, char b) {
                             return IsDigit(a) && IsDigit(b);
                         }) != text.end();
    if (digits == 0 || digits > letters / 2 || !within || several) return text;
    for (char& c : text) {
        switch (c) {
            case '0': c = 'o'; break;
            case '1': c = 'i'; break;
            case '3': c = 'e'; break;
            case '4': c = 'a'; break;
            case '5': c = 's'; break;
            case '9': c = 'g'; break;
            default: break;
        }
    }
    return text;
}

// "abd" with its article is one word whatever the spelling: abdulaziz, abdel aziz, abdurrahman.
std::string FoldAbd(std::string text) {
    if (text.size() < 6 || text.compare(0, 3, "abd") != 0) return text;
    std::size_t at = 3;
    if (IsVowel(text[at]) || text[at] == 'y') ++at;
    const bool article = text[at] == 'l';
    const bool assimilated = at + 1 < text.size() && text[at] == text[at + 1];
    if (at > 3 && (article || assimilated)) ++at;
    return "abd" + text.substr(at);
}

bool IsDin(std::string_view word) {
    return word == "din" || word == "deen" || word == "dine" || word == "dein" || word == "dyn";
}

// So is the faith with its article: nureddin, nour el dine, nur ad-din.
std::string FoldDin(std::string text) {
    const std::string_view word(text);
    for (const std::size_t ending : {4, 3}) {
        if (word.size() < ending + 4 || !IsDin(word.substr(word.size() - ending))) continue;
        auto stem = word.substr(0, word.size() - ending);
        const bool assimilated = stem.back() == 'd' || stem.back() == 'l';
        if (assimilated) stem.remove_suffix(1);
        if (!IsVowel(stem.back())) return text;
        stem.remove_suffix(1);
        return stem.size() < 3 ? text : std::string(stem) + "aldin";
    }
    return text;
}

// The words of such a name from `at` on, joined; 0 when there is none.
std::size_t DinPhrase(const Words& words, std::size_t at, std::string& joined) {
    constexpr std::string_view kArticles[] = {"al", "el", "ul", "ad", "ed", "ud", "id", "ol"};
    if (words[at].size() < 3 || at + 1 >= words.size() || RoleOf(words[at]) != TokenKind::kName)
        return 0;
    joined = std::string(words[at]) + "aldin";
    const auto is_article = [&](std::string_view word) {
        return std::ranges::find(kArticles, word) != std::end(kArticles);
    };
    if (is_article(words[at + 1]) && at + 2 < words.size() && IsDin(words[at + 2])) return 3;
    // "eddine", "uddin"
    const auto second = words[at + 1];
    return second.size() > 4 && is_article(second.substr(0, 2)) && IsDin(second.substr(2)) ? 2 : 0;
}

bool IsAbd(std::string_view word) {
    return word == "abd" || word == "abdul" || word == "abdel" || word == "abdal" ||
           word == "abdol" || word == "abdu";
}

// The words of an "abd" name from `at` on, joined; 0 when there is none.
std::size_t AbdPhrase(const Words& words, std::size_t at, std::string& joined) {
    if (!IsAbd(words[at])) return 0;
    std::size_t next = at + 1;
    const auto is_article = [](std::string_view w) {
        return w == "al" || w == "el" || w == "ul" || w == "ol" || w == "ur" || w == "as" ||
               w == "ar" || w == "an";
    };
    if (next < words.size() && is_article(words[next])) ++next;
    if (next >= words.size() || words[next].size() < 3) return 0;
    joined = "abd" + std::string(words[next]);
    return next + 1 - at;
}

class Tokeniser {
public:
    Tokeniser(const Words& words, std::size_t before_comma)
        : words_(words), before_comma_(before_comma) {}

    std::vector<Token> Run() {
        while (at_ < words_.size()) at_ += Take(at_);
        // "Hussein Hussein" is more than "Hussein".
        const auto is_name = [](const Token& token) {
            return token.kind == TokenKind::kName || token.kind == TokenKind::kInitial;
        };
        if (repeated_ && std::count_if(tokens_.begin(), tokens_.end(), is_name) == 1)
            tokens_.push_back(*std::find_if(tokens_.begin(), tokens_.end(), is_name));
        Promote();
        return std::move(tokens_);
    }

private:
    std::size_t Take(std::size_t at) {
        const auto word = words_[at];
        std::string joined;
        auto count = AbdPhrase(words_, at, joined);
        if (count == 0) count = DinPhrase(words_, at, joined);
        if (count > 0) {
            Put(joined, TokenKind::kName, Joined(at, count));
            return count;
        }
        if (const auto form = FindLegalForm(std::span(words_).subspan(at))) {
            Put(std::string(form->family), TokenKind::kLegalForm, Joined(at, form->words));
            return form->words;
        }
        if (const auto taken = TakeNumber(at)) return taken;
        if (IsSunArticle(at)) {
            Put("al", TokenKind::kParticle, std::string(word));
            return 1;
        }
        const auto role = RoleOf(word);
        if (role == TokenKind::kParticle && !IsShortForBenjamin(at) && !IsOuterLetter(at)) {
            Put(std::string(ParticleOf(word)), role, std::string(word));
        } else if (role == TokenKind::kTitle && !FollowsArticle()) {
            Put(std::string(word), role);
        } else if (word.size() == 1 && !IsDigit(word.front())) {
            Put(std::string(word), TokenKind::kInitial);
        } else {
            PutMeaning(word);
        }
        return 1;
    }

    // Before the letters of the sun the Arabic article takes their sound: "ash-Shabab", "an-Nusra".
    bool IsSunArticle(std::size_t at) const {
        constexpr std::string_view kSunLetters = "tdrzsn";
        const auto word = words_[at];
        if (at + 1 >= words_.size() || word.size() < 2 || word.size() > 3) return false;
        const auto next = words_[at + 1];
        const auto sound = word.substr(1);
        const bool vowel = word.front() == 'a' || word.front() == 'e' || word.front() == 'u';
        const bool sun = sound == "sh" || (sound.size() == 1 && kSunLetters.find(sound.front()) !=
                                                                    std::string_view::npos);
        return vowel && sun && next.size() >= kSunWordMin && next.starts_with(sound) &&
               PlaceOf(word).empty() && !next.starts_with("ng");
    }

    // "al-Hajj" is a name, "Hajj" is none.
    bool FollowsArticle() const {
        return at_ > 0 && (words_[at_ - 1] == "al" || words_[at_ - 1] == "el");
    }

    // "ben" is a particle, but not as the first of two words.
    bool IsShortForBenjamin(std::size_t at) const {
        return at == 0 && words_.size() == 2 && words_[at] == "ben";
    }

    // "e", "i" and "y" are the word "and" between two others; else they are initials.
    bool IsOuterLetter(std::size_t at) const {
        if (words_[at].size() != 1) return false;
        return at == 0 || at + 1 == words_.size() || words_[at + 1].size() == 1 ||
               words_[at + 1] == "and";
    }

    void PutMeaning(std::string_view word) {
        if (const auto place = PlaceOf(word); !place.empty()) {
            Put(std::string(place), TokenKind::kName, std::string(word));
            return;
        }
        auto meaning = Expand(word);
        for (auto blank = meaning.find(' '); blank != std::string_view::npos;
             blank = meaning.find(' ')) {
            Put(std::string(meaning.substr(0, blank)), TokenKind::kName, std::string(word));
            meaning.remove_prefix(blank + 1);
        }
        Put(FoldDin(FoldAbd(WithoutDigitLetters(meaning))), TokenKind::kName, std::string(word));
    }

    std::string Joined(std::size_t at, std::size_t count) const {
        std::string joined(words_[at]);
        for (std::size_t i = at + 1; i < at + count; ++i) joined += " " + std::string(words_[i]);
        return joined;
    }

    std::size_t TakeNumber(std::size_t at) {
        const auto word = words_[at];
        if (std::all_of(word.begin(), word.end(), IsDigit)) {
            Put(std::string(word), TokenKind::kNumber);
            return 1;
        }
        const auto value = NumberWord(Expand(word));
        if (!value) return 0;
        if (*value >= 20 && at + 1 < words_.size()) {
            const auto& second = words_[at + 1];
            const auto unit = second.size() == 1 && IsDigit(second.front())
                                  ? std::optional<int>(second.front() - '0')
                                  : NumberWord(second);
            if (unit && *unit > 0 && *unit < 10) {
                Put(std::to_string(*value + *unit), TokenKind::kNumber);
                return 2;
            }
        }
        Put(std::to_string(*value), TokenKind::kNumber);
        return 1;
    }

    // A word said twice says nothing more.
    void Put(std::string text, TokenKind kind, std::string original = {}) {
        for (const auto& token : tokens_)
            if (token.text == text && token.kind == kind) {
                repeated_ = repeated_ || kind == TokenKind::kName;
                return;
            }
        if (original == text) original.clear();
        tokens_.push_back({.text = std::move(text),
                           .kind = kind,
                           .written = std::move(original),
                           .before_comma = at_ < before_comma_});
    }

    // A name of nothing but titles, particles or legal forms is a name of these words.
    void Promote() {
        const bool named = std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
            return token.kind == TokenKind::kName || token.kind == TokenKind::kNumber;
        });
        if (named) return;
        for (auto& token : tokens_) {
            if (token.kind == TokenKind::kInitial) continue;
            token.kind = TokenKind::kName;
            if (!token.written.empty()) token.text = std::exchange(token.written, {});
        }
    }

    const Words& words_;
    std::size_t before_comma_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
    bool repeated_ = false;
};

void Complete(Token& token) {
    token.place = token.kind == TokenKind::kName && !PlaceOf(token.text).empty();
    token.joinable = token.Shown();
    std::erase(token.joinable, ' ');
    token.common = IsCommonName(token.text);
    token.business = IsBusinessWord(token.text);
    token.pinyin = IsPinyin(token.text);
    token.syllables = ArePinyin(token.text);
    token.skeleton = Skeleton(token.text);
    token.consonants = ConsonantsOf(token.skeleton);
    token.spoken = Spoken(token.text);
    token.given_names = &GivenNamesOf(token.text);
    const auto sounds = SoundsOf(token.spoken);
    token.sounds = sounds.own;
    token.near_sounds = sounds.near;
    token.letters = LettersOf(token.text);
    token.joinable_letters = LettersOf(token.joinable);
}

// Arabic writes the article as a part of the word.
void PartArticles(Words& words) {
    constexpr std::size_t kWordMin = 5;
    for (std::size_t i = 0; i < words.size() && words.size() < kTokensMax; ++i) {
        if (words[i].size() < kWordMin || !words[i].starts_with("al")) continue;
        const auto article = words[i].substr(0, 2);
        words[i].remove_prefix(2);
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(i), article);
        ++i;
    }
}

// Behind the comma of "Rivera, S.A. de C.V." stands no given name.
bool IsLegalFormOnly(std::span<const std::string_view> words) {
    while (!words.empty()) {
        const auto form = FindLegalForm(words);
        if (!form) return false;
        words = words.subspan(form->words);
    }
    return true;
}

}  // namespace

std::string_view ServedIn(std::string_view word) {
    constexpr std::string_view kServant = "abd";
    constexpr std::size_t kServedLettersMin = 4;
    const bool served =
        word.starts_with(kServant) && word.size() >= kServant.size() + kServedLettersMin;
    return served ? word.substr(kServant.size()) : std::string_view();
}

std::uint32_t LettersOf(std::string_view word) {
    std::uint32_t letters = 0;
    for (const char c : word) letters |= 1u << (c >= 'a' && c <= 'z' ? c - 'a' : 26);
    return letters;
}

Token MakeNameToken(std::string text) {
    Token token{.text = std::move(text), .kind = TokenKind::kName};
    Complete(token);
    return token;
}

bool HasMoreThanIsCompared(const NormalisedName& name) {
    std::size_t words = 0;
    for (std::size_t at = 0; at < name.text.size(); ++words) {
        const auto end = std::min(name.text.find(' ', at), name.text.size());
        if (end - at > kWordLettersMax) return true;
        at = end + 1;
    }
    return words > kTokensMax;
}

TokenisedName Tokenise(const NormalisedName& name) {
    auto words = SplitWords(name.text);
    if (name.script == Script::kAbjad) PartArticles(words);
    auto before_comma = name.before_comma;
    // "Majeed, Abdul" is Abdul Majeed: no name ends with the half of one.
    if (words.size() > 1 && IsAbd(words.back())) {
        std::rotate(words.begin(), words.end() - 1, words.end());
        before_comma = 0;
    }
    if (before_comma > 0 &&
        IsLegalFormOnly(std::span(words).subspan(std::min(before_comma, words.size()))))
        before_comma = 0;
    TokenisedName result;
    result.script = name.script;
    result.tokens = Tokeniser(words, before_comma).Run();
    std::string last;
    for (auto& token : result.tokens) {
        Complete(token);
        if (token.kind == TokenKind::kTitle || token.kind == TokenKind::kLegalForm) continue;
        result.squeezed += token.joinable;
        (token.before_comma ? last : result.turned) += token.joinable;
    }
    result.turned += last;
    return result;
}

std::string TokenisedName::SortedKey() const {
    std::vector<std::string_view> words;
    for (const auto& token : tokens) words.push_back(token.text);
    std::sort(words.begin(), words.end());
    std::string key;
    for (const auto word : words) {
        if (!key.empty()) key += ' ';
        key += word;
    }
    return key;
}

}  // namespace clearway::compliance
