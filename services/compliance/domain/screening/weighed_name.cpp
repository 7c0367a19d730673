// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/weighed_name.h"

#include <algorithm>

namespace clearway::compliance {
namespace {

constexpr std::size_t kAcronymLettersMin = 3;

struct AcronymWords {
    bool particles = false;
    bool forms = false;
};

// "sa" of "S.A." and of "sociedad anonima", "c" of "company".
std::string InitialsOfForm(const Token& form) {
    constexpr std::size_t kShortForm = 3;
    const auto& written = form.Shown();
    if (written.size() <= kShortForm && written != "co" && written != "cia") return written;
    std::string initials;
    for (std::size_t i = 0; i < written.size(); ++i)
        if (i == 0 || written[i - 1] == ' ') initials += written[i];
    return initials;
}

// People are not called by theirs, so it is of the words of a company only.
std::string AcronymOf(const TokenisedName& name, AcronymWords with) {
    std::string acronym;
    for (const auto& token : name.tokens) {
        const bool particle = token.kind == TokenKind::kParticle && with.particles;
        if (token.kind == TokenKind::kName || token.kind == TokenKind::kInitial || particle)
            acronym += token.Shown().front();
        else if (token.kind == TokenKind::kLegalForm && with.forms)
            acronym += InitialsOfForm(token);
    }
    return acronym.size() < kAcronymLettersMin ? std::string() : acronym;
}

void AddAcronyms(WeighedName& name) {
    name.acronym = AcronymOf(name.name, {});
    for (const AcronymWords with : {AcronymWords{true, false}, {false, true}, {true, true}}) {
        auto longer = AcronymOf(name.name, with);
        if (!longer.empty() && longer != name.acronym &&
            std::ranges::find(name.longer_acronyms, longer) == name.longer_acronyms.end())
            name.longer_acronyms.push_back(std::move(longer));
    }
}

}  // namespace

WeighedName Weigh(TokenisedName name, const TokenStatistics& statistics) {
    WeighedName weighed{.name = std::move(name), .bits = {}, .key = {}, .acronym = {}};
    for (const auto& token : weighed.name.tokens)
        weighed.bits.push_back(statistics.Bits(token.text));
    weighed.bits.push_back(statistics.BitsMax());
    weighed.key = weighed.name.SortedKey();
    AddAcronyms(weighed);
    return weighed;
}

// People's words count nearly alike; of an entity's words the rare ones name it.
int WeightOf(const WeighedName& name, std::size_t word, EntryType type) {
    const auto& token = name.name.tokens[word];
    const bool person = type == EntryType::kIndividual;
    switch (token.kind) {
        case TokenKind::kParticle: return 80;
        case TokenKind::kTitle: return 50;
        case TokenKind::kLegalForm: return 60;
        case TokenKind::kInitial: return person ? 850 : 400;
        case TokenKind::kNumber: return type == EntryType::kVessel ? 200 : 600;
        case TokenKind::kName: break;
    }
    const int share = 1000 * name.bits[word] / name.bits.back();
    return person ? 550 + 450 * share / 1000 : 120 + 880 * share / 1000 * share / 1000;
}

}  // namespace clearway::compliance
