// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/eu_xml.h"

#include "services/compliance/lists_import/xml_list.h"

namespace clearway::compliance {
namespace {

void AddNames(const xml::Element& entity, EntryDraft& draft) {
    for (const auto* alias : entity.All({"nameAlias"})) {
        auto name = std::string(Trimmed(alias->Attribute("wholeName")));
        if (name.empty())
            name = Join({alias->Attribute("firstName"), alias->Attribute("middleName"),
                         alias->Attribute("lastName")});
        draft.AddName(
            alias->Attribute("strong") == "false" ? NameQuality::kWeakAlias : NameQuality::kAlias,
            name);
    }
}

void AddBirth(const xml::Element& element, EntryDraft& draft) {
    const auto from = element.Attribute("yearRangeFrom");
    const auto to = element.Attribute("yearRangeTo");
    if (!from.empty() && !to.empty()) {
        draft.AddBirth(BirthBetween(from, to), Join({from, "to", to}));
        return;
    }
    auto text = element.Attribute("birthdate");
    if (text.empty()) text = element.Attribute("year");
    if (text.empty()) return;  // only a place
    auto birth = ParseBirthDate(text);
    if (birth && element.Attribute("circa") == "true") birth = Circa(*birth);
    draft.AddBirth(birth, text);
}

// A code, or "00" with words for what has none.
void AddCountryOf(const xml::Element& element, EntryDraft& draft) {
    const auto code = element.Attribute("countryIso2Code");
    const auto words = element.Attribute("countryDescription");
    if (!code.empty() && code != "00")
        AddCountry(code, draft.facts);
    else if (words != "UNKNOWN")
        AddCountry(words, draft.facts);
}

void AddFacts(const xml::Element& entity, EntryDraft& draft) {
    for (const auto* birth : entity.All({"birthdate"})) AddBirth(*birth, draft);
    for (const auto* citizenship : entity.All({"citizenship"})) AddCountryOf(*citizenship, draft);
    for (const auto* address : entity.All({"address"})) AddCountryOf(*address, draft);
    for (const auto* paper : entity.All({"identification"})) {
        if (paper->Attribute("knownFalse") == "true") continue;
        AddIdentifier(paper->Attribute("number"), draft.facts);
        AddIdentifier(paper->Attribute("latinNumber"), draft.facts);
    }
}

void Add(const xml::Element& entity, ListBuilder& builder) {
    if (entity.name != "sanctionEntity") {
        builder.Refuse(entity.line, "", "<" + entity.name + "> is not known in this list");
        return;
    }
    auto id = Trimmed(entity.Attribute("logicalId"));
    if (id.empty()) id = entity.Attribute("euReferenceNumber");
    EntryDraft draft{.line = entity.line, .id = std::string(id), .type = ""};
    for (const auto* type : entity.All({"subjectType"})) draft.type = type->Attribute("code");
    for (const auto* regulation : entity.All({"regulation"}))
        if (draft.program.empty()) draft.program = regulation->Attribute("programme");
    AddNames(entity, draft);
    AddFacts(entity, draft);
    builder.Add(std::move(draft));
}

}  // namespace

core::Result<ImportedList> ReadEuXml(const std::string& path, const ShowProgress& show) {
    return ReadXmlList({.format = "eu-xml",
                        .root = "export",
                        .name_space = "http://eu.europa.ec/fpi/fsd/export",
                        .date_attribute = "generationDate",
                        .containers = {},
                        .add = Add},
                       path, show);
}

}  // namespace clearway::compliance
