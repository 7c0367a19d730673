// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/weighed_name.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kAcronymLettersMin = 3;

// People are not called by theirs, so it is of the words of a company only.
std::string AcronymOf(const TokenisedName& name) {
    std::string acronym;
    for (const auto& token : name.tokens)
        if (token.kind == TokenKind::kName || token.kind == TokenKind::kInitial)
            acronym += token.Shown().front();
    return acronym.size() < kAcronymLettersMin ? std::string() : acronym;
}

}  // namespace

WeighedName Weigh(TokenisedName name, const TokenStatistics& statistics) {
    WeighedName weighed{.name = std::move(name), .bits = {}, .key = {}, .acronym = {}};
    for (const auto& token : weighed.name.tokens)
        weighed.bits.push_back(statistics.Bits(token.text));
    weighed.bits.push_back(statistics.BitsMax());
    weighed.key = weighed.name.SortedKey();
    weighed.acronym = AcronymOf(weighed.name);
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
