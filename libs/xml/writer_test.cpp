// SPDX-License-Identifier: Apache-2.0
#include "xml/writer.h"

#include <gtest/gtest.h>

#include "xml/reader.h"

namespace clearway::xml {
namespace {

Element ReadAgain(const std::string& document) {
    Reader reader(FromText(document));
    EXPECT_TRUE(reader.Next()) << reader.Fault();
    auto root = reader.ReadElement();
    EXPECT_TRUE(root) << reader.Fault();
    while (reader.Next()) {
    }
    EXPECT_EQ(reader.Fault(), "");
    return root.value_or(Element{});
}

std::string Written(std::string_view text) {
    Writer writer;
    writer.Declaration();
    writer.Open("root");
    writer.Attribute("said", text);
    writer.Element("text", text);
    writer.Close();
    return writer.Take();
}

TEST(Writer, WhatIsWrittenIsReadAgain) {
    for (const std::string_view text :
         {"plain", "<script>&amp;\"'</text>", "]]>", "<!-- -->", "日本, Müller \xF0\x9F\x92\xB8",
          "<?xml?><!DOCTYPE x [<!ENTITY a 'b'>]>&a;"}) {
        const auto root = ReadAgain(Written(text));
        EXPECT_EQ(root.Text("text"), text);
        EXPECT_EQ(root.Attribute("said"), text);
    }
}

TEST(Writer, WhatXmlCannotHoldIsReplaced) {
    const std::pair<std::string, std::string> rows[] = {
        {std::string("a\0b", 3), "a\uFFFDb"},
        {"a\x01\x1F", "a\uFFFD\uFFFD"},
        {"\xC3", "\uFFFD"},
        {"\xC0\xAF", "\uFFFD\uFFFD"},
        {"\xED\xA0\x80", "\uFFFD"},
        {"\xEF\xBF\xBF", "\uFFFD"},
        {"\xF5\x80\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
    };
    for (const auto& [text, clean] : rows) {
        EXPECT_EQ(WritableText(text), clean);
        EXPECT_EQ(ReadAgain(Written(text)).Text("text"), clean);
    }
}

TEST(Writer, WhatIsOpenAtTheEndIsClosed) {
    Writer writer;
    writer.Open("a");
    writer.Open("b");
    EXPECT_EQ(ReadAgain(writer.Take()).children.at(0).name, "b");
}

TEST(Writer, AnEndWithoutABeginningIsRefused) {
    Writer writer;
    EXPECT_THROW(writer.Close(), std::runtime_error);
}

}  // namespace
}  // namespace clearway::xml
