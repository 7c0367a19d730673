// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/vault_sealer.h"

#include <stdexcept>

namespace clearway::compliance {
namespace {

std::vector<vault::PersonId> PersonsOf(std::span<const CaseText> texts) {
    std::vector<vault::PersonId> persons;
    for (const auto& one : texts) persons.emplace_back(one.person);
    return persons;
}

vault::Place PlaceOf(const CaseText& text, const std::string& row) {
    switch (text.place) {
        case TextPlace::kEvidence:
            return {.table = "case_alerts", .column = "evidence", .row = row};
        case TextPlace::kComment: break;
    }
    return {.table = "case_comments", .column = "body", .row = row};
}

}  // namespace

// A key that does not unwrap any more opens nothing, but must not keep what is found of its person
// from being stored, nor others of the same batch: a new one takes its place.
std::vector<vault::SharedKeyring> VaultSealer::ForSealing(std::span<const CaseText> clear) {
    const auto persons = PersonsOf(clear);
    auto rings = vault_.Persons().ForSealing(persons);
    std::vector<vault::PersonId> lost;
    for (std::size_t i = 0; i < rings.size(); ++i)
        if (!rings[i]->IsErased() && !rings[i]->CanSeal()) lost.push_back(persons[i]);
    if (lost.empty()) return rings;
    vault_.Persons().AddGeneration(lost);
    return vault_.Persons().ForSealing(persons);
}

std::vector<std::string> VaultSealer::Seal(std::span<const CaseText> clear) {
    const auto rings = ForSealing(clear);
    std::vector<std::string> sealed;
    for (std::size_t i = 0; i < clear.size(); ++i) {
        const auto row = clear[i].row.ToString();
        auto outcome = rings[i]->Seal(PlaceOf(clear[i], row), clear[i].text);
        if (const auto* refusal = std::get_if<vault::Refusal>(&outcome)) {
            if (*refusal != vault::Refusal::kErased)
                throw std::runtime_error("a key of a person is out of reach");
            sealed.emplace_back();
            continue;
        }
        sealed.push_back(std::get<std::string>(std::move(outcome)));
    }
    return sealed;
}

std::vector<std::optional<std::string>> VaultSealer::Open(std::span<const CaseText> sealed) {
    const auto rings = vault_.Persons().ForOpening(PersonsOf(sealed));
    std::vector<std::optional<std::string>> clear;
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        const auto row = sealed[i].row.ToString();
        const auto outcome = rings[i]->Open(PlaceOf(sealed[i], row), sealed[i].text);
        const auto* text = std::get_if<core::Sensitive<std::string>>(&outcome);
        clear.push_back(text != nullptr ? std::optional(text->Reveal()) : std::nullopt);
    }
    return clear;
}

}  // namespace clearway::compliance
