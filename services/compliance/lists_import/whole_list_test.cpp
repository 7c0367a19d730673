// SPDX-License-Identifier: Apache-2.0
// The whole list of this release: from its comma-separated files, and as XML of the same size that
// is made of them. Says how long that takes and how much memory was held at most.
#include <sys/resource.h>

#include <chrono>
#include <iostream>

#include "services/compliance/lists_import/list_test_support.h"
#include "services/compliance/store/built_in_list.h"
#include "services/compliance/store/list_source.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kAddressesOfEach = 2;  // of the real list, about

std::string Escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text)
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else
            escaped += c;
    return escaped;
}

std::string_view TypeText(EntryType type) {
    constexpr std::string_view kTexts[] = {"Individual", "Entity", "Vessel", "Aircraft"};
    return kTexts[static_cast<std::size_t>(type)];
}

void AppendBirths(const ListEntry& entry, std::string& xml) {
    xml += "    <dateOfBirthList>\n";
    for (const auto& birth : entry.facts.births)
        xml += "      <dateOfBirthItem>\n        <uid>1</uid>\n        <dateOfBirth>" +
               std::to_string(birth.year_from) + " to " + std::to_string(birth.year_to) +
               "</dateOfBirth>\n        <mainEntry>true</mainEntry>\n      </dateOfBirthItem>\n";
    xml += "    </dateOfBirthList>\n";
}

// As the Treasury lays it out, with addresses to bring it to its size.
std::string XmlOf(const SanctionsList& list) {
    std::vector<std::string> akas(list.entries.size());
    std::vector<std::string> primary(list.entries.size());
    for (const auto& name : list.names) {
        if (name.quality == NameQuality::kPrimary) {
            primary[name.entry] = Escaped(name.name);
            continue;
        }
        akas[name.entry] +=
            "      <aka>\n        <uid>1</uid>\n        <type>a.k.a.</type>\n"
            "        <category>";
        akas[name.entry] += name.quality == NameQuality::kAlias ? "strong" : "weak";
        akas[name.entry] +=
            "</category>\n        <lastName>" + Escaped(name.name) + "</lastName>\n      </aka>\n";
    }
    std::string xml = "<?xml version=\"1.0\" standalone=\"yes\"?>\n<sdnList>\n";
    for (std::size_t i = 0; i < list.entries.size(); ++i) {
        const auto& entry = list.entries[i];
        xml += "  <sdnEntry>\n    <uid>" + entry.id + "</uid>\n    <lastName>" + primary[i] +
               "</lastName>\n    <sdnType>" + std::string(TypeText(entry.type)) +
               "</sdnType>\n    <programList>\n      <program>" + Escaped(entry.program) +
               "</program>\n    </programList>\n    <akaList>\n" + akas[i] + "    </akaList>\n";
        AppendBirths(entry, xml);
        xml += "    <addressList>\n";
        for (std::size_t address = 0; address < kAddressesOfEach; ++address)
            xml +=
                "      <address>\n        <uid>1</uid>\n        <address1>1 Long Quay, Building "
                "7</address1>\n        <city>Zarnograd</city>\n        <postalCode>12345"
                "</postalCode>\n        <country>Norway</country>\n      </address>\n";
        xml += "    </addressList>\n  </sdnEntry>\n";
    }
    return xml + "</sdnList>\n";
}

class WholeList : public ImportedLists {
protected:
    core::Result<ImportedList> Timed(const std::string& source) const {
        const auto start = std::chrono::steady_clock::now();
        auto read = ImportList(source, [](double, std::uint64_t) {});
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        std::cout << source.substr(0, source.find(':')) << ": " << took.count() << " s, at most "
                  << usage.ru_maxrss / 1024 << " MiB so far\n";
        return read;
    }
};

TEST_F(WholeList, OfOfacIsReadFromItsFilesAndFromXmlAlike) {
    Put("sdn.csv.gz", BuiltInSdn());
    Put("alt.csv.gz", BuiltInAlt());
    Put("sdn_comments.csv.gz", BuiltInComments());
    const auto files = Timed("ofac-csv:" + folder_.string());
    ASSERT_TRUE(files) << files.error().detail;
    EXPECT_EQ(files->report.Entries(), 8'976U);
    EXPECT_EQ(files->report.aliases, 11'910U);
    EXPECT_EQ(files->report.files.size(), 3U);
    const auto xml = Timed("ofac-xml:" + Put("SDN.XML", XmlOf(files->list)));
    ASSERT_TRUE(xml) << xml.error().detail;
    EXPECT_EQ(xml->report.entries, files->report.entries);
    EXPECT_EQ(xml->report.refused.size(), 0U);
    EXPECT_EQ(xml->report.notes.size(), 0U);
    EXPECT_EQ(ReasonToRefuse(xml->report), "");
    // A few aliases are there twice, which XML importers drop.
    EXPECT_NEAR(static_cast<double>(xml->list.names.size()),
                static_cast<double>(files->list.names.size()), 200);
}

}  // namespace
}  // namespace clearway::compliance
