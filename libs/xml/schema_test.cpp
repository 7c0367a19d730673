// SPDX-License-Identifier: Apache-2.0
#include "xml/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "xml/reader.h"
#include "xml/schema_fault.h"

namespace clearway::xml {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kSchema = R"(<?xml version="1.0"?>
<xs:schema xmlns="urn:test" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    elementFormDefault="qualified" targetNamespace="urn:test">
  <xs:element name="list"><xs:complexType><xs:sequence>
    <xs:element name="day" type="xs:date" maxOccurs="unbounded"/>
    <xs:element name="code" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string">
      <xs:pattern value="[A-Z]{3}"/></xs:restriction></xs:simpleType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>)";

std::string Document(std::string_view within) {
    return "<list xmlns=\"urn:test\">" + std::string(within) + "</list>";
}

std::string ReadFault(const Schema& schema, const std::string& text) {
    Reader reader(FromText(text), {}, &schema);
    while (reader.Next()) {
    }
    EXPECT_EQ(reader.FaultIsOfSchema(), !reader.Fault().empty());
    return reader.Fault();
}

std::string FedFault(const Schema& schema, const std::string& text, std::size_t piece) {
    Validator validator(schema);
    for (std::size_t at = 0; at < text.size(); at += piece)
        if (!validator.Feed(std::string_view(text).substr(at, piece))) return validator.Fault();
    validator.Finish();
    return validator.Fault();
}

TEST(Schema, BothWaysToValidateAgree) {
    const Schema schema(kSchema);
    for (const auto* good : {"<day>2026-03-01</day>", "<day>2026-03-01</day><code>ABC</code>"}) {
        EXPECT_EQ(ReadFault(schema, Document(good)), "");
        EXPECT_EQ(FedFault(schema, Document(good), 3), "");
    }
    for (const auto* bad : {"", "<code>ABC</code>", "<day>2026-02-30</day>", "<other/>",
                            "<day>2026-03-01</day><code>ABC</code><code>ABC</code>",
                            "<day>2026-03-01</day><code>abc</code>"}) {
        EXPECT_THAT(ReadFault(schema, Document(bad)), HasSubstr("line 1: "));
        EXPECT_THAT(FedFault(schema, Document(bad), 3), HasSubstr("line 1: "));
    }
}

TEST(Schema, AFaultTellsTheLineAndNeverTheValue) {
    const Schema schema(kSchema);
    const auto fault =
        ReadFault(schema, Document("\n<day>2026-03-01</day>\n<code>Jane Doe' is not</code>"));
    EXPECT_EQ(fault,
              "line 3: code: the value has not the form that its type asks for (pattern "
              "'[A-Z]{3}')");
    EXPECT_EQ(
        ReadFault(schema, Document("<day>Jane</day>")),
        "line 1: day: the value has not the form that its type asks for (atomic type 'xs:date')");
    EXPECT_THAT(ReadFault(schema, Document("<code>ABC</code>")),
                HasSubstr("code: This element is not expected. Expected is ( day )"));
}

TEST(Schema, AnotherNamespaceIsAFault) {
    const Schema schema(kSchema);
    EXPECT_NE(ReadFault(schema, "<list><day>2026-03-01</day></list>"), "");
    EXPECT_NE(FedFault(schema, "<list xmlns='urn:other'><day>2026-03-01</day></list>", 9), "");
}

TEST(Schema, WhatTheDocumentNamesAsSchemaIsNotLookedFor) {
    const Schema schema(kSchema);
    EXPECT_EQ(
        ReadFault(schema,
                  "<list xmlns='urn:test' "
                  "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                  "xsi:schemaLocation='urn:test file:///etc/passwd'><day>2026-03-01</day></list>"),
        "");
}

TEST(Validator, ABrokenDocumentIsAFault) {
    const Schema schema(kSchema);
    for (const std::string text :
         {"", "<list", "<list xmlns='urn:test'><day>2026-03-01</day>",
          "<!DOCTYPE list [<!ENTITY a 'b'>]><list xmlns='urn:test'><day>2026-03-01</day></list>"})
        EXPECT_NE(FedFault(schema, text, 1), "") << text;
}

TEST(Schema, ATextThatIsNoneIsRefused) {
    EXPECT_THROW(Schema(""), std::invalid_argument);
    EXPECT_THROW(Schema("<xs:schema"), std::invalid_argument);
    EXPECT_THROW(Schema("<html/>"), std::invalid_argument);
}

TEST(Schema, ManyThreadsUseOne) {
    const Schema schema(kSchema);
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int round = 0; round < 200; ++round) {
                    const bool good =
                        FedFault(schema, Document("<day>2026-03-01</day>"), 7).empty();
                    const bool bad = !ReadFault(schema, Document("<code>abc</code>")).empty();
                    if (good && bad) ++right;
                }
            });
    }
    EXPECT_EQ(right, 800);
}

}  // namespace
}  // namespace clearway::xml
