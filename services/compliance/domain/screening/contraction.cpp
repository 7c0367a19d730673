// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/contraction.h"

#include <algorithm>
#include <array>
#include <optional>

#include "services/compliance/domain/names/common_names.h"
#include "services/compliance/domain/names/word_match.h"

namespace clearway::compliance {
namespace {

constexpr int kInitialsFit = 780;
constexpr int kLongerInitialsFit = 770;  // with those of its particles or its legal form
constexpr int kFirstInitialsFit = 640;   // of a name that goes on: "PLF", with a faction behind it
constexpr int kInitialsAmongWords = 360;
constexpr int kBeginningsFit = 620;
constexpr int kWordLeftOut = 45;  // a word of the name that the contraction does not have
constexpr std::size_t kWordsLeftOutMax = 3;
constexpr std::size_t kPieceLetters = 2;  // on average, of words that are run together

bool Counts(const Token& token) {
    return token.kind == TokenKind::kName || token.kind == TokenKind::kInitial;
}

// Words that a contraction may leave out at its beginning: "La Empresa Cubana".
bool IsGeneric(const Token& token) { return Counts(token) && token.business; }

// Splits `word` into beginnings of the tokens, in their order.
class Splitter {
public:
    Splitter(std::string_view word, const TokenisedName& name) : word_(word), name_(name) {}

    // The words left out by the split that leaves out the fewest; nullopt: there is no split.
    std::optional<std::size_t> Run() {
        std::size_t left_out = 0;
        for (auto first = Next(0); first < name_.tokens.size(); first = Next(first + 1)) {
            if (word_.substr(0, kHeadLetters) == ShownOf(first).substr(0, kHeadLetters))
                Go(0, first, 0, left_out);
            if (!IsGeneric(name_.tokens[first])) break;
            ++left_out;
        }
        return best_;
    }

private:
    std::string_view ShownOf(std::size_t token) const { return name_.tokens[token].Shown(); }

    std::size_t Next(std::size_t token) const {
        while (token < name_.tokens.size() && !Counts(name_.tokens[token])) ++token;
        return token;
    }

    std::size_t Rest(std::size_t token) const {
        return static_cast<std::size_t>(std::count_if(
            name_.tokens.begin() + static_cast<std::ptrdiff_t>(token), name_.tokens.end(), Counts));
    }

    void Go(std::size_t at, std::size_t token, std::size_t pieces, std::size_t left_out) {
        if (left_out > kWordsLeftOutMax || (best_ && *best_ <= left_out)) return;
        if (at == word_.size()) {
            left_out += Rest(token);
            const bool whole = pieces >= 2 && word_.size() >= kPieceLetters * pieces;
            if (whole && left_out <= kWordsLeftOutMax && (!best_ || left_out < *best_))
                best_ = left_out;
            return;
        }
        if (token >= name_.tokens.size()) return;
        const auto text = ShownOf(token);
        std::size_t length = 0;
        while (length < text.size() && at + length < word_.size() &&
               text[length] == word_[at + length])
            ++length;
        for (; length > 0; --length) Go(at + length, Next(token + 1), pieces + 1, left_out);
        if (at > 0) Go(at, Next(token + 1), pieces, left_out + 1);
    }

    std::string_view word_;
    const TokenisedName& name_;
    std::optional<std::size_t> best_;
};

// Initials beside other words: "RIHS Committee for Africa".
bool HasInitialsOf(const WeighedName& words, const WeighedName& name) {
    return name.acronym.size() >= kInitialsMin &&
           std::ranges::any_of(words.name.tokens, [&](auto& token) {
               return token.kind == TokenKind::kName && !token.place &&
                      token.Shown() == name.acronym;
           });
}

}  // namespace

std::string_view OnlyWord(const WeighedName& name) {
    std::string_view word;
    for (const auto& token : name.name.tokens) {
        if (token.place || token.kind == TokenKind::kLegalForm) continue;
        if (!word.empty()) return {};
        word = token.text;
    }
    return word;
}

int ContractionScore(const WeighedName& brief, const WeighedName& name) {
    const auto word = OnlyWord(brief);
    if (IsBusinessWord(word)) return 0;
    if (word.empty()) return HasInitialsOf(brief, name) ? kInitialsAmongWords : 0;
    if (brief.acronym.empty() && word.size() >= kInitialsMin) {
        if (word == name.acronym) return kInitialsFit;
        if (std::ranges::find(name.longer_acronyms, word) != name.longer_acronyms.end())
            return kLongerInitialsFit;
    }
    if (word.size() >= kInitialsMin && name.acronym.starts_with(word)) return kFirstInitialsFit;
    if (word.size() < kContractionLettersMin) return 0;
    const auto left_out = Splitter(word, name.name).Run();
    return left_out ? kBeginningsFit - kWordLeftOut * static_cast<int>(*left_out) : 0;
}

std::vector<std::string> ContractionHeads(const WeighedName& name) {
    std::size_t words = 0;
    bool open = true;
    std::vector<std::string> heads;
    for (const auto& token : name.name.tokens) {
        if (token.before_comma) return {};  // a person
        if (!Counts(token)) continue;
        ++words;
        auto head = token.Shown().substr(0, kHeadLetters);
        if (open && head.size() == kHeadLetters && std::ranges::find(heads, head) == heads.end())
            heads.push_back(std::move(head));
        open = open && IsGeneric(token);
    }
    if (words < 2) heads.clear();
    return heads;
}

}  // namespace clearway::compliance
