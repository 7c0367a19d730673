// SPDX-License-Identifier: Apache-2.0
#include "xml/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <utility>

namespace clearway::xml {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Reads all; answers the fault.
std::string FaultOf(std::string_view text, const Limits& limits = {}) {
    Reader reader(FromText(text), limits);
    while (reader.Next()) {
    }
    return reader.Fault();
}

// The same, with the root read whole.
std::string WholeFaultOf(std::string_view text, const Limits& limits = {}) {
    Reader reader(FromText(text), limits);
    if (reader.Next()) {
        const bool read = reader.ReadElement().has_value();
        EXPECT_EQ(read, reader.Fault().empty());
    }
    while (reader.Next()) {
    }
    return reader.Fault();
}

std::string TextOf(std::string_view text) {
    Reader reader(FromText(text));
    if (!reader.Next()) return "fault: " + reader.Fault();
    const auto element = reader.ReadElement();
    return element ? element->text : "fault: " + reader.Fault();
}

std::string Utf16(std::string_view ascii) {
    std::string wide = "\xFF\xFE";
    for (const char c : ascii) {
        wide += c;
        wide += '\0';
    }
    return wide;
}

std::string Nested(std::size_t levels) {
    std::string text;
    for (std::size_t i = 0; i < levels; ++i) text += "<a>";
    for (std::size_t i = 0; i < levels; ++i) text += "</a>";
    return text;
}

TEST(XmlReader, AFaultRepeatsNoBytesOfTheDocument) {
    const auto fault = FaultOf("<a>J\xFCrgen</a>");
    EXPECT_THAT(fault, HasSubstr("not proper UTF-8"));
    EXPECT_EQ(fault.find("0xFC"), std::string::npos) << fault;
}

TEST(XmlReader, CommentsBetweenElementsAreBounded) {
    std::string comments;
    for (int i = 0; i < 20'000; ++i) comments += "<!-- -->";
    const auto text = "<a><b/>" + comments + "<b/></a>";
    EXPECT_EQ(FaultOf(text), "");
    EXPECT_THAT(FaultOf(text, {.gap_bytes = 100'000}), HasSubstr("between two elements"));
}

TEST(XmlReader, AnElementOfManyTextsIsBounded) {
    std::string text = "<a>";
    for (int i = 0; i < 20; ++i) text += "<b>0123456789</b>";
    EXPECT_EQ(WholeFaultOf(text + "</a>", {.element_bytes = 200}), "");
    EXPECT_THAT(WholeFaultOf(text + "</a>", {.element_bytes = 199}), HasSubstr("too much text"));
}

TEST(XmlReader, GoesFromElementToElement) {
    Reader reader(
        FromText("<?xml version=\"1.0\"?>\n<!-- no --><l xmlns=\"urn:l\" date=\"7\">\n"
                 " <p:e xmlns:p=\"urn:p\"><n>a</n></p:e><?x y?>\n<e/></l>\n"));
    std::vector<std::string> seen;
    while (reader.Next())
        seen.push_back(std::string(reader.Name()) + " " + std::string(reader.Namespace()) + " " +
                       std::to_string(reader.Depth()) + " " + std::to_string(reader.Line()));
    EXPECT_THAT(seen, ElementsAre("l urn:l 0 2", "e urn:p 1 3", "n urn:l 2 3", "e urn:l 1 4"));
    EXPECT_EQ(reader.Fault(), "");
}

TEST(XmlReader, ReadsAnElementWholeAndGoesOnBehindIt) {
    Reader reader(
        FromText("<l date=\"7\"><e id=\"1\" x:id=\"2\" xmlns:x=\"urn:x\"><n>a &amp; "
                 "<![CDATA[<b>]]></n><n>c</n><m><n>d</n></m></e><f/></l>"));
    ASSERT_TRUE(reader.Next());
    EXPECT_EQ(reader.Attribute("date"), "7");
    EXPECT_EQ(reader.Attribute("none"), "");
    ASSERT_TRUE(reader.Next());
    const auto element = reader.ReadElement();
    ASSERT_TRUE(element) << reader.Fault();
    EXPECT_EQ(element->Attribute("id"), "1");
    EXPECT_EQ(element->Text("n"), "a & <b>");
    EXPECT_EQ(element->Text("none"), "");
    EXPECT_EQ(element->All({"n"}).size(), 2U);
    ASSERT_EQ(element->All({"m", "n"}).size(), 1U);
    EXPECT_EQ(element->All({"m", "n"})[0]->text, "d");
    ASSERT_TRUE(reader.Next());
    EXPECT_EQ(reader.Name(), "f");
    EXPECT_TRUE(reader.ReadElement());
    EXPECT_FALSE(reader.Next());
    EXPECT_EQ(reader.Fault(), "");
}

TEST(XmlReader, TakesTheEncodingsThatAreDeclared) {
    EXPECT_EQ(TextOf("<a>\xC3\xA9</a>"), "\xC3\xA9");
    EXPECT_EQ(TextOf("\xEF\xBB\xBF<a>\xC3\xA9</a>"), "\xC3\xA9");
    EXPECT_EQ(TextOf("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>"), "\xC3\xA9");
    EXPECT_EQ(TextOf("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>\xE9</a>"), "\xC3\xA9");
    EXPECT_EQ(TextOf(Utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>b</a>")), "b");
}

TEST(XmlReader, TakesWhatBanksWriteInWindows) {
    constexpr auto kEuro = "\xE2\x82\xAC";
    EXPECT_EQ(TextOf("<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>\x80</a>"), kEuro);
    EXPECT_EQ(TextOf("<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><a>\xA4</a>"), kEuro);
    EXPECT_EQ(TextOf("<?xml version=\"1.0\" encoding=\"UTF8\"?><a>b</a>"), "b");
}

TEST(XmlReader, AnEndOfTextBehindTheDocumentIsNoPartOfIt) {
    EXPECT_EQ(FaultOf("<a>b</a>\n\x1A"), "");
    EXPECT_NE(FaultOf("<a>\x1A</a>"), "");
    EXPECT_NE(FaultOf("<a>b</a>\x1A<a/>"), "");
    // Also where the source hands over one byte after the other.
    std::string_view text = "<a>b</a>\x1A";
    Reader reader([&](std::span<char> room) -> std::optional<std::size_t> {
        return FromText(std::exchange(text, text.substr(std::min<std::size_t>(1, text.size()))))(
            room.first(1));
    });
    while (reader.Next()) {
    }
    EXPECT_EQ(reader.Fault(), "");
}

TEST(XmlReader, SaysOfAnEmptyDocumentThatItIsEmpty) {
    EXPECT_EQ(FaultOf(""), "the document is empty");
    EXPECT_EQ(FaultOf("\x1A"), "the document is empty");
    Reader broken([](std::span<char>) { return std::optional<std::size_t>(); });
    EXPECT_FALSE(broken.Next());
    EXPECT_EQ(broken.Fault(), "the source cannot be read");
}

TEST(XmlReader, RefusesBytesThatAreNotOfTheEncoding) {
    EXPECT_THAT(FaultOf("<a>\xE9t\xE9</a>"), HasSubstr("line 1: Input is not proper UTF-8"));
    EXPECT_THAT(FaultOf("<a b=\"\xE9\"/>"), HasSubstr("Input is not proper UTF-8"));
    EXPECT_NE(FaultOf("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>b</a>"), "");
    EXPECT_THAT(FaultOf("<?xml version=\"1.0\" encoding=\"windows-1250\"?><a>b</a>"),
                HasSubstr("the encoding windows-1250 is not taken"));
    EXPECT_NE(FaultOf("<?xml version=\"1.0\" encoding=\"x-none\"?><a>b</a>"), "");
    EXPECT_NE(FaultOf(std::string("<a>\0</a>", 8)), "");
    EXPECT_NE(FaultOf(Utf16("<a>b</a>").substr(0, 15)), "");
    EXPECT_NE(FaultOf("<a>\x1A</a>"), "");
    // Far enough in for the converter to be at work.
    const auto far = std::string(20'000, ' ');
    EXPECT_NE(FaultOf("<?xml version=\"1.0\" encoding=\"US-ASCII\"?><a>\xC3\xA9</a>"), "");
    EXPECT_NE(FaultOf("<?xml version=\"1.0\" encoding=\"US-ASCII\"?><a>" + far + "\xC3\xA9</a>"),
              "");
    EXPECT_NE(FaultOf("<a>" + far + "\xE9</a>"), "");
    EXPECT_NE(FaultOf(Utf16("<a>" + far) + std::string("\x00\xD8", 2) + Utf16("</a>").substr(2)),
              "");
}

TEST(XmlReader, RefusesDocumentTypesBeforeTheyCost) {
    std::string bomb = "<!DOCTYPE l [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 40; ++i) {
        const auto before = "&a" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + before + "\">";
    }
    bomb += "]><l>&a39;</l>";
    const std::string quadratic = "<!DOCTYPE l [<!ENTITY a \"" + std::string(100'000, 'x') +
                                  "\">]><l>" + std::string(3'000, ' ') + "&a;&a;&a;</l>";
    const auto start = std::chrono::steady_clock::now();
    for (const auto& text : {bomb, quadratic}) {
        EXPECT_NE(FaultOf(text), "");
        EXPECT_NE(WholeFaultOf(text), "");
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
    EXPECT_EQ(FaultOf("\n<!DOCTYPE l><l/>"), "line 2: a document type (DOCTYPE) is not taken");
    EXPECT_THAT(FaultOf("<l>&a;</l>"), HasSubstr("Entity 'a' not defined"));
}

TEST(XmlReader, OpensNothingButItsSource) {
    const auto path = std::filesystem::path(::testing::TempDir()) / "xml-secret.txt";
    std::ofstream(path) << "secret";
    const auto url = "file://" + path.string();
    for (const auto& text : {"<!DOCTYPE l [<!ENTITY s SYSTEM \"" + url + "\">]><l>&s;</l>",
                             "<!DOCTYPE l [<!ENTITY % s SYSTEM \"" + url + "\"> %s;]><l/>",
                             "<!DOCTYPE l SYSTEM \"" + url + "\"><l/>",
                             std::string("<!DOCTYPE l SYSTEM \"http://127.0.0.1:1/l.dtd\"><l/>")}) {
        EXPECT_THAT(FaultOf(text), HasSubstr("DOCTYPE")) << text;
        EXPECT_THAT(TextOf(text), ::testing::Not(HasSubstr("secret"))) << text;
    }
    std::filesystem::remove(path);
    EXPECT_EQ(FaultOf("<l xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"" + url +
                      "\"/></l>"),
              "")
        << "an inclusion is an element like others";
}

TEST(XmlReader, BoundsDepthAndSizes) {
    EXPECT_EQ(FaultOf(Nested(64)), "");
    EXPECT_EQ(FaultOf(Nested(65)), "line 1: more than 64 levels");
    EXPECT_NE(WholeFaultOf(Nested(200'000)), "");
    const Limits small{.depth = 8, .text_bytes = 10, .elements = 3, .document_bytes = 5'000};
    EXPECT_EQ(WholeFaultOf("<a>0123456789</a>", small), "");
    EXPECT_THAT(WholeFaultOf("<a>01234567890</a>", small), HasSubstr("longer than 10"));
    EXPECT_THAT(FaultOf("<a>01234567890</a>", small), HasSubstr("longer than 10")) << "passed over";
    EXPECT_THAT(WholeFaultOf("<a>012345<b/>678901</a>", small), HasSubstr("longer than 10"));
    EXPECT_THAT(WholeFaultOf("<a b=\"01234567890\"/>", small), HasSubstr("longer than 10"));
    EXPECT_THAT(WholeFaultOf("<a><b/><c/><d/></a>", small), HasSubstr("too many within it"));
    std::string many = "<a>";
    for (int i = 0; i < 5'000; ++i) many += "<b/>";
    EXPECT_EQ(FaultOf(many + "</a>", small), "the document is larger than 5000 bytes");
    EXPECT_NE(FaultOf("<a>" + std::string(11 << 20, 'x') + "</a>"), "");
    // libxml2's own bound comes before so much is in memory.
    EXPECT_NE(FaultOf("<a>" + std::string(11 << 20, 'x') + "</a>", {.text_bytes = 20 << 20}), "");
}

std::string WithAttributes(std::size_t count, const std::string& value) {
    std::string text = "<l><a";
    for (std::size_t i = 0; i < count; ++i) text += " a" + std::to_string(i) + "=" + value;
    return text + "/></l>";
}

// libxml2 would take minutes for the last of them.
TEST(XmlReader, AnElementOfManyAttributesIsRefusedBeforeItCosts) {
    for (const auto* value : {"\"x\"", "'x'", "\">\"", "'\"'"}) {
        const auto most = WithAttributes(256, value);
        const auto more = WithAttributes(257, value);
        EXPECT_EQ(FaultOf(most + "\n"), "") << value;
        EXPECT_EQ(FaultOf(Utf16(most)), "") << value;
        const auto unmarked = Utf16("<?xml version=\"1.0\"?>" + more).substr(2);
        for (const auto& text : {more, Utf16(more), unmarked})
            EXPECT_EQ(FaultOf(text), "an element has more than 256 attributes") << value;
    }
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_NE(WholeFaultOf(WithAttributes(350'000, "'x'")), "");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

// "<?xml version="1.0"?><a/>" in the code page that libxml2 takes all EBCDIC for.
TEST(XmlReader, RefusesEbcdicThatDeclaresNothing) {
    EXPECT_THAT(FaultOf("\x4C\x6F\xA7\x94\x93\x40\xA5\x85\x99\xA2\x89\x96\x95\x7E\x7F\xF1\x4B\xF0"
                        "\x7F\x6F\x6E\x4C\x81\x61\x6E"),
                HasSubstr("does not begin with '<'"));
    EXPECT_THAT(FaultOf(std::string("\0\0\0<\0\0\0a\0\0\0/\0\0\0>", 16)),
                HasSubstr("does not begin with '<'"));
    EXPECT_EQ(FaultOf(" \n<a/>"), "");
}

// Each has attributes that what counts them does not see, in an encoding that is declared first.
TEST(XmlReader, ADeclaredEncodingIsRefusedBeforeAttributesCost) {
    const auto declared = [](const std::string& encoding) {
        return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"";
    };
    const auto fault = [](const std::string& encoding) {
        return "line 1: the encoding " + encoding + " is not taken";
    };
    const auto wide = [](const std::string& ascii) { return Utf16(ascii).substr(2); };
    const auto quoted = WithAttributes(30'000, "+ACI-x+ACI-");
    auto begins_tags = wide(WithAttributes(30'000, "'\x01'"));
    for (std::size_t at = 0; at < begins_tags.size(); at += 2)
        if (begins_tags[at] == '\x01') begins_tags[at + 1] = '<';  // U+3C01
    const auto padding = "?><!--" + std::string(3'000, ' ') + "-->";
    for (const auto& [text, why] : std::vector<std::pair<std::string, std::string>>{
             {declared("UTF-7") + "?>" + quoted, fault("UTF-7")},
             // U+3E3F looks like the end of the declaration.
             {declared("UTF-16LE") + wide("?><!--") + "?>" + wide("-->") + begins_tags,
              fault("UTF-16LE")},
             {declared("UTF-16LE") + wide("?>") + begins_tags,
              "line 1: the XML declaration does not end"},
             {Utf16(declared("US-ASCII") + padding) + WithAttributes(30'000, "'x'"),
              fault("US-ASCII")}}) {
        std::size_t handed = 0;
        Reader reader([&, source = FromText(text)](std::span<char> room) mutable {
            const auto count = source(room);
            handed += *count;
            return count;
        });
        EXPECT_FALSE(reader.Next()) << why;
        EXPECT_EQ(reader.Fault(), why);
        EXPECT_LT(handed, 20'000U) << why;
    }
}

TEST(XmlReader, QuotesThatEncloseNoValueAreAsManyAsTheyAre) {
    std::string quotes;
    for (int i = 0; i < 1'000; ++i) quotes += "\"'";
    EXPECT_EQ(FaultOf("<a b=\"" + std::string(1'000, '\'') + "\">" + quotes + "<!--" + quotes +
                      "--><![CDATA[" + quotes + "]]></a>"),
              "");
}

TEST(XmlReader, SaysTheLineOfWhatIsNotWhole) {
    const std::string whole = "<l>\n<e>a</e>\n<e>b</e>\n</l>\n";
    EXPECT_EQ(FaultOf(whole), "");
    for (std::size_t size = 0; size < whole.size() - 1; ++size)
        EXPECT_NE(FaultOf(whole.substr(0, size)), "") << size;
    EXPECT_THAT(FaultOf("<l>\n<e>\n</l>"), HasSubstr("line 3: Opening and ending tag mismatch"));
    EXPECT_THAT(FaultOf(whole + "more"), HasSubstr("line 5: Extra content"));
    EXPECT_THAT(FaultOf(whole + "\x1A\n"), HasSubstr("line 5: Extra content"));
    EXPECT_THAT(FaultOf("id,name\n1,a\n"), HasSubstr("line 1: the document does not begin"));
    EXPECT_NE(FaultOf(""), "");
}

TEST(XmlReader, EndsWithEveryDamagedByte) {
    const std::string whole =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><l a=\"1\"><![CDATA[x]]>&amp;<e/>\xC3\xA9</l>";
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int byte = 0; byte < 256; ++byte) {
            auto damaged = whole;
            damaged[at] = static_cast<char>(byte);
            WholeFaultOf(damaged);
        }
}

TEST(XmlReader, StopsAtASourceThatFails) {
    int calls = 0;
    Reader reader([&](std::span<char> room) -> std::optional<std::size_t> {
        constexpr std::string_view kBegin = "<l><e/>";
        if (++calls > 1) return std::nullopt;
        return kBegin.copy(room.data(), room.size());
    });
    while (reader.Next()) {
    }
    EXPECT_EQ(reader.Fault(), "the source cannot be read");
}

}  // namespace
}  // namespace clearway::xml
