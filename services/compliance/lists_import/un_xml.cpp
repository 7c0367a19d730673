// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/un_xml.h"

#include <array>

#include "services/compliance/lists_import/xml_list.h"

namespace clearway::compliance {
namespace {

constexpr auto kContainers = std::to_array<std::string_view>({"INDIVIDUALS", "ENTITIES"});

// The elements of persons and of others differ by a prefix.
struct Kind {
    std::string_view type;
    std::string_view alias;
    std::string_view address;
};

constexpr Kind kIndividual{"individual", "INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS"};
constexpr Kind kEntity{"entity", "ENTITY_ALIAS", "ENTITY_ADDRESS"};

void AddNames(const xml::Element& entry, const Kind& kind, EntryDraft& draft) {
    draft.AddName(NameQuality::kPrimary,
                  Join({entry.Text("FIRST_NAME"), entry.Text("SECOND_NAME"),
                        entry.Text("THIRD_NAME"), entry.Text("FOURTH_NAME")}));
    draft.AddName(NameQuality::kAlias, entry.Text("NAME_ORIGINAL_SCRIPT"));
    for (const auto* alias : entry.All({kind.alias}))
        draft.AddName(Trimmed(alias->Text("QUALITY")) == "Low" ? NameQuality::kWeakAlias
                                                               : NameQuality::kAlias,
                      alias->Text("ALIAS_NAME"));
}

// A date or a year, which may be an approximate one, or years from and to.
void AddBirth(const xml::Element& element, EntryDraft& draft) {
    const auto from = Trimmed(element.Text("FROM_YEAR"));
    const auto to = Trimmed(element.Text("TO_YEAR"));
    if (!from.empty() || !to.empty()) {
        draft.AddBirth(BirthBetween(from, to), Join({from, "to", to}));
        return;
    }
    const auto date = Trimmed(element.Text("DATE"));
    const auto text = date.empty() ? Trimmed(element.Text("YEAR")) : date.substr(0, 10);
    if (text.empty()) return;
    auto birth = ParseBirthDate(text);
    if (birth && birth->day == 0 && Trimmed(element.Text("TYPE_OF_DATE")) == "APPROXIMATELY")
        birth = Circa(*birth);
    draft.AddBirth(birth, text);
}

void AddFacts(const xml::Element& entry, const Kind& kind, EntryDraft& draft) {
    for (const auto* birth : entry.All({"INDIVIDUAL_DATE_OF_BIRTH"})) AddBirth(*birth, draft);
    for (const auto& way :
         {entry.All({"NATIONALITY", "VALUE"}), entry.All({kind.address, "COUNTRY"})})
        for (const auto* country : way) AddCountry(Trimmed(country->text), draft.facts);
    for (const auto* number : entry.All({"INDIVIDUAL_DOCUMENT", "NUMBER"}))
        AddIdentifier(number->text, draft.facts);
}

void AddEntry(const xml::Element& entry, const Kind& kind, ListBuilder& builder) {
    auto id = Trimmed(entry.Text("DATAID"));
    if (id.empty()) id = entry.Text("REFERENCE_NUMBER");
    EntryDraft draft{.line = entry.line,
                     .id = std::string(id),
                     .type = std::string(kind.type),
                     .program = std::string(entry.Text("UN_LIST_TYPE"))};
    AddNames(entry, kind, draft);
    AddFacts(entry, kind, draft);
    builder.Add(std::move(draft));
}

void Add(const xml::Element& element, ListBuilder& builder) {
    if (element.name == "INDIVIDUAL")
        AddEntry(element, kIndividual, builder);
    else if (element.name == "ENTITY")
        AddEntry(element, kEntity, builder);
    else
        builder.Refuse(element.line, "", "<" + element.name + "> is not known in this list");
}

}  // namespace

core::Result<ImportedList> ReadUnXml(const std::string& path, const ShowProgress& show) {
    return ReadXmlList({.format = "un-xml",
                        .root = "CONSOLIDATED_LIST",
                        .name_space = "",
                        .date_attribute = "dateGenerated",
                        .containers = kContainers,
                        .add = Add},
                       path, show);
}

}  // namespace clearway::compliance
