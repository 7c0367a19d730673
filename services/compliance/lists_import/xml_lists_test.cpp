// SPDX-License-Identifier: Apache-2.0
// The three lists in XML: small ones of the real structure, with names that nobody has.
#include <gmock/gmock.h>

#include "services/compliance/lists_import/list_test_support.h"

namespace clearway::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kOfac[] = R"(<?xml version="1.0" standalone="yes"?>
<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://tempuri.org/sdnList.xsd">
  <publshInformation>
    <Publish_Date>07/16/2021</Publish_Date>
    <Record_Count>3</Record_Count>
  </publshInformation>
  <sdnEntry>
    <uid>101</uid>
    <firstName>Viktor</firstName>
    <lastName>ORLENKO</lastName>
    <title>Director</title>
    <sdnType>Individual</sdnType>
    <programList><program>XX1</program><program>XX2</program></programList>
    <idList>
      <id><uid>1</uid><idType>Passport</idType><idNumber>A 30-455</idNumber><idCountry>Norway</idCountry></id>
      <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
    </idList>
    <akaList>
      <aka><uid>3</uid><type>a.k.a.</type><category>weak</category><lastName>VIKTOR THE TALL</lastName></aka>
      <aka><uid>4</uid><type>f.k.a.</type><category>strong</category><firstName>Wiktor</firstName><lastName>ORLENKO</lastName></aka>
    </akaList>
    <addressList><address><uid>5</uid><city>Oslo</city><country>Norway</country></address></addressList>
    <nationalityList><nationality><uid>6</uid><country>Sweden</country><mainEntry>true</mainEntry></nationality></nationalityList>
    <citizenshipList><citizenship><uid>7</uid><country>Atlantis</country></citizenship></citizenshipList>
    <dateOfBirthList>
      <dateOfBirthItem><uid>8</uid><dateOfBirth>26 Nov 1962</dateOfBirth></dateOfBirthItem>
      <dateOfBirthItem><uid>9</uid><dateOfBirth>circa 1964</dateOfBirth></dateOfBirthItem>
      <dateOfBirthItem><uid>9</uid><dateOfBirth>1960 to 1961</dateOfBirth></dateOfBirthItem>
      <dateOfBirthItem><uid>9</uid><dateOfBirth>long ago</dateOfBirth></dateOfBirthItem>
    </dateOfBirthList>
  </sdnEntry>
  <sdnEntry>
    <uid>102</uid>
    <lastName>ZARNOGRAD SHIPBUILDING</lastName>
    <sdnType>Entity</sdnType>
    <programList><program>XX1</program></programList>
  </sdnEntry>
  <sdnEntry>
    <uid>103</uid>
    <lastName>NORVELD STAR</lastName>
    <sdnType>Vessel</sdnType>
    <idList><id><idType>Vessel Registration Identification</idType><idNumber>IMO 9999999</idNumber></id></idList>
    <vesselInfo><callSign>XXXX</callSign><vesselFlag>Panama</vesselFlag></vesselInfo>
  </sdnEntry>
</sdnList>
)";

constexpr char kUn[] = R"(<?xml version="1.0" encoding="utf-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-08-04T23:00:05.475Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>201</DATAID>
      <VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>Tarvo </FIRST_NAME><SECOND_NAME>ELMQVIST</SECOND_NAME><THIRD_NAME/>
      <UN_LIST_TYPE>XX</UN_LIST_TYPE>
      <REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
      <NAME_ORIGINAL_SCRIPT>Тарво Элмквист</NAME_ORIGINAL_SCRIPT>
      <NATIONALITY><VALUE>Norway</VALUE><VALUE>Sweden</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Tarvo Elmkvist</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Elm</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><COUNTRY>Finland</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-02-03</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1973</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1970</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH/>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>x-12345</NUMBER></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>202</DATAID>
      <FIRST_NAME>BRELLA MINING</FIRST_NAME>
      <UN_LIST_TYPE>XX</UN_LIST_TYPE>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>BRELLA ORE</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><COUNTRY>Norway</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
)";

constexpr char kEu[] = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-07-14T08:00:00.000+02:00" globalFileId="1">
  <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.1.1" logicalId="301">
    <remark>a remark</remark>
    <regulation regulationType="amendment" programme="XXE" logicalId="1"><publicationUrl>http://example.org/</publicationUrl></regulation>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias wholeName="The Heron" strong="false" logicalId="2"/>
    <nameAlias firstName="Ilka" middleName="" lastName="Vandermoor" wholeName="Ilka Vandermoor" strong="true" logicalId="3"/>
    <nameAlias firstName="Ilka" middleName="M." lastName="Vandermoer" wholeName="" strong="true" logicalId="4"/>
    <nameAlias wholeName="Ilka Vandermoor" nameLanguage="FR" strong="true" logicalId="5"/>
    <citizenship region="" countryIso2Code="NO" countryDescription="NORWAY" logicalId="6"/>
    <citizenship region="" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="7"/>
    <birthdate circa="false" birthdate="1965-03-12" dayOfMonth="12" monthOfYear="3" year="1965" countryIso2Code="NO" logicalId="8"/>
    <birthdate circa="true" year="1967" logicalId="9"/>
    <birthdate circa="false" yearRangeFrom="1960" yearRangeTo="1962" logicalId="9"/>
    <birthdate circa="false" city="Oslo" logicalId="10"/>
    <identification number="75-0123456" knownFalse="false" identificationTypeCode="passport" logicalId="11"/>
    <identification number="99-9999999" knownFalse="true" identificationTypeCode="passport" logicalId="12"/>
    <address city="Turku" countryIso2Code="FI" countryDescription="FINLAND" logicalId="13"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.2.2" logicalId="302">
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Quellbrand Handel" strong="true" logicalId="14"/>
  </sanctionEntity>
</export>
)";

class XmlLists : public ImportedLists {};

TEST_F(XmlLists, OfacIsReadWithItsNamesAndFacts) {
    const auto read = Import("ofac-xml", kOfac);
    ASSERT_TRUE(read) << read.error().detail;
    const auto& [list, report] = *read;
    ASSERT_EQ(list.entries.size(), 3U);
    EXPECT_THAT(report.entries, ElementsAre(1, 1, 1, 0));
    EXPECT_EQ(report.aliases, 1U);
    EXPECT_EQ(report.weak_aliases, 1U);
    EXPECT_EQ(report.date, "2021-07-16");
    EXPECT_TRUE(list.version.starts_with("ofac-xml-2021-07-16/")) << list.version;
    EXPECT_EQ(list.entries[0].id, "101");
    EXPECT_EQ(list.entries[0].number, 101);
    EXPECT_EQ(list.entries[0].program, "XX1, XX2");
    EXPECT_THAT(NamesOf(list, 0),
                ElementsAre("=ORLENKO, Viktor", "+ORLENKO, Wiktor", "-VIKTOR THE TALL"));
    EXPECT_THAT(BirthsOf(list.entries[0]), ElementsAre("1962-11-26", "1962-1966", "1960-1961"));
    EXPECT_THAT(list.entries[0].facts.countries, ElementsAre("SE", "Atlantis", "NO"));
    EXPECT_THAT(list.entries[0].facts.identifiers, ElementsAre("A30455"));
    EXPECT_THAT(list.entries[2].facts.countries, ElementsAre("PA"));
    EXPECT_THAT(list.entries[2].facts.identifiers, ElementsAre("9999999"));
    EXPECT_THAT(report.refused, IsEmpty());
    EXPECT_THAT(LinesOf(report.notes),
                ElementsAre("7 101: the birth date 'long ago' is not understood"));
}

TEST_F(XmlLists, TheUnitedNationsAreReadWithTheirNamesAndFacts) {
    const auto read = Import("un-xml", kUn);
    ASSERT_TRUE(read) << read.error().detail;
    const auto& [list, report] = *read;
    ASSERT_EQ(list.entries.size(), 2U);
    EXPECT_THAT(report.entries, ElementsAre(1, 1, 0, 0));
    EXPECT_EQ(report.date, "2026-08-04");
    EXPECT_EQ(list.entries[0].id, "201");
    EXPECT_EQ(list.entries[0].program, "XX");
    EXPECT_THAT(NamesOf(list, 0),
                ElementsAre("=Tarvo ELMQVIST", "+Тарво Элмквист", "+Tarvo Elmkvist", "-The Elm"));
    EXPECT_THAT(BirthsOf(list.entries[0]), ElementsAre("1971-2-3", "1971-1975", "1968-1970"));
    EXPECT_THAT(list.entries[0].facts.countries, ElementsAre("NO", "SE", "FI"));
    EXPECT_THAT(list.entries[0].facts.identifiers, ElementsAre("X12345"));
    EXPECT_THAT(NamesOf(list, 1), ElementsAre("=BRELLA MINING", "+BRELLA ORE"));
    EXPECT_THAT(report.notes, IsEmpty());
}

TEST_F(XmlLists, TheEuropeanUnionIsReadWithItsNamesAndFacts) {
    const auto read = Import("eu-xml", kEu);
    ASSERT_TRUE(read) << read.error().detail;
    const auto& [list, report] = *read;
    ASSERT_EQ(list.entries.size(), 2U);
    EXPECT_EQ(report.date, "2026-07-14");
    EXPECT_EQ(list.entries[0].id, "301");
    EXPECT_EQ(list.entries[0].program, "XXE");
    EXPECT_THAT(NamesOf(list, 0),
                ElementsAre("=Ilka Vandermoor", "+Ilka M. Vandermoer", "-The Heron"));
    EXPECT_THAT(BirthsOf(list.entries[0]), ElementsAre("1965-3-12", "1965-1969", "1960-1962"));
    EXPECT_THAT(list.entries[0].facts.countries, ElementsAre("NO", "FI"));
    EXPECT_THAT(list.entries[0].facts.identifiers, ElementsAre("750123456"));
    EXPECT_EQ(list.entries[1].type, EntryType::kEntity);
    EXPECT_THAT(report.notes, IsEmpty());
}

TEST_F(XmlLists, TellWhichEntriesAreRefusedAndWhy) {
    auto text = Replaced(kOfac, "<lastName>ZARNOGRAD SHIPBUILDING</lastName>", "");
    text = Replaced(text, "<uid>103</uid>", "<uid>101</uid>");
    text =
        Replaced(text, "</sdnList>",
                 "<sdnEntry><uid>9</uid><lastName>X</lastName><sdnType>Robot</sdnType></sdnEntry>"
                 "<sdnEntry><lastName>X</lastName><sdnType>Entity</sdnType></sdnEntry>"
                 "<sdnEntry><uid>8</uid><lastName>X</lastName></sdnEntry><newEntry/></sdnList>");
    const auto read = Import("ofac-xml", text);
    ASSERT_TRUE(read);
    EXPECT_THAT(LinesOf(read->report.refused),
                ElementsAre("32 102: no name", "38 101: the id is there twice",
                            "45 9: 'Robot' is no type that is known", "45 : no id", "45 8: no type",
                            "45 : <newEntry> is not known in this list"));
    EXPECT_EQ(ReasonToRefuse(read->report), "6 of its 7 entries are refused");
    EXPECT_THAT(LinesOf(read->report.notes),
                ::testing::Contains("0 : the list says that it has 3 entries, read were 7"));
}

TEST_F(XmlLists, ThatAreCutShortAreRefusedWhereverTheyEnd) {
    const std::pair<std::string, std::string> lists[] = {
        {"ofac-xml", kOfac}, {"un-xml", kUn}, {"eu-xml", kEu}};
    for (const auto& [format, text] : lists)
        for (std::size_t size = 0; size + 2 < text.size(); size += 7)
            EXPECT_NE(FaultOf(format, text.substr(0, size)), "") << format << " " << size;
    EXPECT_THAT(FaultOf("un-xml", std::string(kUn).substr(0, 900)), HasSubstr("LIST: line "));
    EXPECT_THAT(FaultOf("un-xml", std::string(kUn) + "\x1A\n"), HasSubstr("Extra content"));
}

TEST_F(XmlLists, ThatAreSwappedAreRefusedByTheNameOfWhatTheyAre) {
    EXPECT_EQ(FaultOf("ofac-xml", kUn),
              "LIST: is no ofac-xml: its root is <CONSOLIDATED_LIST> (it looks like un-xml)");
    EXPECT_THAT(FaultOf("un-xml", kEu), HasSubstr("looks like eu-xml"));
    EXPECT_THAT(FaultOf("eu-xml", kOfac), HasSubstr("looks like ofac-xml"));
    EXPECT_THAT(FaultOf("eu-xml", "<export xmlns=\"urn:other\"/>"), HasSubstr("root is <export>"));
    EXPECT_THAT(FaultOf("un-xml", "<!DOCTYPE html>\n<html><body>Moved</body></html>"),
                HasSubstr("looks like a web page"));
    EXPECT_THAT(FaultOf("un-xml", "Last Updated,16/07/2021\nName 6,Name 1,Name 2\n"),
                HasSubstr("looks like uk-csv"));
    EXPECT_THAT(FaultOf("ofac-xml", "PK\x03\x04zip"), HasSubstr("looks like a zip file"));
}

TEST_F(XmlLists, WithBombsAndForeignEntitiesAreRefused) {
    const auto with = [](const std::string& type) {
        return Replaced(kUn, "<CONSOLIDATED_LIST", type + "<CONSOLIDATED_LIST");
    };
    EXPECT_THAT(FaultOf("un-xml", with("<!DOCTYPE l [<!ENTITY a \"b\">]>\n")),
                HasSubstr("DOCTYPE"));
    EXPECT_THAT(FaultOf("un-xml", with("<!DOCTYPE l SYSTEM \"file:///etc/passwd\">\n")),
                HasSubstr("DOCTYPE"));
    EXPECT_THAT(FaultOf("un-xml", Replaced(kUn, "BRELLA ORE", "BRELLA \xD6RE")),
                HasSubstr("not proper UTF-8"));
}

TEST_F(XmlLists, WithoutEntriesAreNoLists) {
    const auto read = Import("un-xml", "<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>");
    ASSERT_TRUE(read);
    EXPECT_EQ(ReasonToRefuse(read->report), "it holds no entries");
}

}  // namespace
}  // namespace clearway::compliance
