// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/ofac_xml.h"

#include <charconv>

#include "services/compliance/domain/list/remarks.h"
#include "services/compliance/lists_import/xml_list.h"

namespace clearway::compliance {
namespace {

// As in the comma-separated files: "LAST, First".
std::string NameOf(const xml::Element& element) {
    return Join({element.Text("lastName"), element.Text("firstName")}, ", ");
}

void AddNames(const xml::Element& entry, EntryDraft& draft) {
    draft.AddName(NameQuality::kPrimary, NameOf(entry));
    for (const auto* aka : entry.All({"akaList", "aka"}))
        draft.AddName(Trimmed(aka->Text("category")) == "weak" ? NameQuality::kWeakAlias
                                                               : NameQuality::kAlias,
                      NameOf(*aka));
}

void AddFacts(const xml::Element& entry, EntryDraft& draft) {
    for (const auto* birth : entry.All({"dateOfBirthList", "dateOfBirthItem", "dateOfBirth"})) {
        const auto text = Trimmed(birth->text);
        draft.AddBirth(ReadOfacBirth(text), text);
    }
    for (const auto& way : {entry.All({"nationalityList", "nationality", "country"}),
                            entry.All({"citizenshipList", "citizenship", "country"}),
                            entry.All({"addressList", "address", "country"}),
                            entry.All({"vesselInfo", "vesselFlag"})})
        for (const auto* country : way) AddCountry(Trimmed(country->text), draft.facts);
    for (const auto* id : entry.All({"idList", "id"})) {
        // Which kinds are numbers of papers is known for the remarks, which say the same in a line.
        const auto read = ReadRemarks(Join({id->Text("idType"), id->Text("idNumber")}));
        for (const auto& identifier : read.identifiers) AddIdentifier(identifier, draft.facts);
    }
}

void AddEntry(const xml::Element& entry, ListBuilder& builder) {
    EntryDraft draft{.line = entry.line,
                     .id = std::string(entry.Text("uid")),
                     .type = std::string(entry.Text("sdnType"))};
    for (const auto* program : entry.All({"programList", "program"}))
        draft.program = Join({draft.program, program->text}, ", ");
    AddNames(entry, draft);
    AddFacts(entry, draft);
    builder.Add(std::move(draft));
}

// "07/16/2021"
void ReadPublication(const xml::Element& element, ListBuilder& builder) {
    const auto date = Trimmed(element.Text("Publish_Date"));
    if (date.size() == 10)
        builder.SetDate(Join({date.substr(6), date.substr(0, 2), date.substr(3, 2)}, "-"));
    const auto count = Trimmed(element.Text("Record_Count"));
    std::size_t entries = 0;
    if (std::from_chars(count.data(), count.data() + count.size(), entries).ec == std::errc())
        builder.Expect(entries);
}

void Add(const xml::Element& element, ListBuilder& builder) {
    if (element.name == "sdnEntry")
        AddEntry(element, builder);
    else if (element.name == "publshInformation")  // written so in the list
        ReadPublication(element, builder);
    else
        builder.Refuse(element.line, "", "<" + element.name + "> is not known in this list");
}

}  // namespace

core::Result<ImportedList> ReadOfacXml(const std::string& path, const ShowProgress& show) {
    return ReadXmlList({.format = "ofac-xml",
                        .root = "sdnList",
                        .name_space = "",
                        .date_attribute = "",
                        .containers = {},
                        .add = Add},
                       path, show);
}

}  // namespace clearway::compliance
