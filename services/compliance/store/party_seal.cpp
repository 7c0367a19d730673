// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/party_seal.h"

#include <boost/json.hpp>
#include <stdexcept>

#include "telemetry/log.h"

namespace clearway::compliance {
namespace {

namespace json = boost::json;

json::array ArrayOf(const std::vector<PersonalText>& texts) {
    json::array array;
    for (const auto& text : texts) array.emplace_back(text.Reveal());
    return array;
}

std::string TextOf(const json::value& value) { return std::string(value.as_string()); }

std::string ToJson(const Party& party) {
    const auto& details = party.details;
    json::array identifiers;
    for (const auto& one : details.identifiers)
        identifiers.push_back(json::object{
            {"type", one.type}, {"number", one.number.Reveal()}, {"country", one.country}});
    return json::serialize(json::object{{"name", details.name.Reveal()},
                                        {"other_names", ArrayOf(details.other_names)},
                                        {"birth_date", details.birth_date.Reveal()},
                                        {"country", details.country},
                                        {"nationalities", json::value_from(details.nationalities)},
                                        {"identifiers", std::move(identifiers)},
                                        {"salt", party.salt.Reveal()},
                                        {"fingerprint", party.fingerprint}});
}

void FromJson(std::string_view text, Party& party) {
    const auto value = json::parse({text.data(), text.size()});
    auto& details = party.details;
    details.name = PersonalText(TextOf(value.at("name")));
    for (const auto& name : value.at("other_names").as_array())
        details.other_names.emplace_back(TextOf(name));
    details.birth_date = PersonalText(TextOf(value.at("birth_date")));
    details.country = TextOf(value.at("country"));
    for (const auto& country : value.at("nationalities").as_array())
        details.nationalities.push_back(TextOf(country));
    for (const auto& one : value.at("identifiers").as_array())
        details.identifiers.push_back({.type = TextOf(one.at("type")),
                                       .number = PersonalText(TextOf(one.at("number"))),
                                       .country = TextOf(one.at("country"))});
    party.salt = PersonalText(TextOf(value.at("salt")));
    party.fingerprint = TextOf(value.at("fingerprint"));
}

struct RowPlace {
    explicit RowPlace(const core::Uuid& id) : row(id.ToString()) {}
    vault::Place Details() const { return {"parties", "sealed", row}; }
    vault::Place Number() const { return {"party_documents", "sealed_number", row}; }
    std::string row;
};

std::string Seal(const vault::Keyring& ring, const vault::Place& place, std::string_view text) {
    const auto outcome = ring.Seal(place, text);
    if (const auto* sealed = std::get_if<std::string>(&outcome)) return *sealed;
    if (std::get<vault::Refusal>(outcome) == vault::Refusal::kErased) return {};
    throw std::runtime_error("a party's key cannot seal");
}

// nullopt: erased.
std::optional<PersonalText> Open(const vault::Keyring& ring, const vault::Place& place,
                                 std::string_view sealed) {
    if (ring.IsErased()) return std::nullopt;
    const auto outcome = ring.Open(place, sealed);
    if (const auto* opened = std::get_if<PersonalText>(&outcome)) return *opened;
    throw std::runtime_error("a party's sealed data does not open");
}

}  // namespace

std::string SealDetails(const vault::Keyring& ring, const Party& party) {
    return party.erased ? std::string()
                        : Seal(ring, RowPlace(party.id.value).Details(), ToJson(party));
}

// One record that was altered, or whose key was, must not keep others from being read. A token that
// is away never comes here: who asks for the keyrings has that answer.
void OpenDetails(const vault::Keyring& ring, std::string_view sealed, Party& party,
                 UnreadableRecords& unreadable) {
    try {
        const auto opened = Open(ring, RowPlace(party.id.value).Details(), sealed);
        party.erased = !opened;
        if (opened) FromJson(opened->Reveal(), party);
        if (unreadable.Remove(party.id.value))
            log::Info("the record of a party opens again", {{"party_id", party.id.ToString()}});
    } catch (const std::exception&) {
        // Not the reason: that of a parser may have what it parsed.
        if (unreadable.Add(party.id.value))
            log::Error("the record of a party does not open", {{"party_id", party.id.ToString()}});
        party.details = {};
        party.unreadable = true;
    }
}

std::string SealNumber(const vault::Keyring& ring, const PartyDocument& document) {
    if (document.number.Empty()) return {};
    return Seal(ring, RowPlace(document.document_id).Number(), document.number.Reveal());
}

PersonalText OpenNumber(const vault::Keyring& ring, const core::Uuid& document_id,
                        std::string_view sealed, UnreadableRecords& unreadable) {
    if (sealed.empty()) return {};
    try {
        auto number = Open(ring, RowPlace(document_id).Number(), sealed).value_or(PersonalText());
        unreadable.Remove(document_id);
        return number;
    } catch (const std::exception&) {
        if (unreadable.Add(document_id))
            log::Error("the number of a document does not open",
                       {{"document_id", document_id.ToString()}});
        return {};
    }
}

}  // namespace clearway::compliance
