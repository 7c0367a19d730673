// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/screening/explanation.h"

namespace clearway::compliance {
namespace {

void Add(std::string& text, std::string_view part) {
    if (!text.empty()) text += "; ";
    text += part;
}

void AddLeft(std::string& text, std::string_view side, const std::vector<LeftPart>& left) {
    for (const auto& part : left) {
        std::string line("left of ");
        line.append(side).append(": ").append(part.word);
        Add(text, line + ", weight " + ScoreText(part.weight));
    }
}

}  // namespace

std::string ScoreText(int score) {
    const auto digits = std::to_string(1000 + score % 1000).substr(1);
    return std::to_string(score / 1000) + "." + digits;
}

std::string Explain(const NameComparison& comparison) {
    std::string text;
    for (const auto& part : comparison.matched)
        Add(text, part.screened + " = " + part.listed + ": " + std::string(NameOf(part.how)) + " " +
                      ScoreText(part.similarity) + ", weight " + ScoreText(part.weight));
    AddLeft(text, "the query", comparison.screened_left);
    AddLeft(text, "the list", comparison.listed_left);
    return text.empty() ? "nothing to compare" : text;
}

std::optional<std::vector<EntryType>> TypesOf(std::string_view schema) {
    using enum EntryType;
    using Types = std::vector<EntryType>;
    if (schema == "Person") return Types{kIndividual};
    if (schema == "Company" || schema == "Organization" || schema == "PublicBody")
        return Types{kEntity};
    if (schema == "LegalEntity") return Types{kEntity, kIndividual};
    if (schema == "Vessel") return Types{kVessel};
    if (schema == "Airplane") return Types{kAircraft};
    if (schema.empty() || schema == "Thing") return Types{};
    return std::nullopt;
}

}  // namespace clearway::compliance
