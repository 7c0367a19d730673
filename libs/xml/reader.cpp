// SPDX-License-Identifier: Apache-2.0
#include "xml/reader.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <array>
#include <utility>

#include "xml/schema.h"
#include "xml/schema_fault.h"

namespace clearway::xml {
namespace {

using Form = AttributeBound::Form;

constexpr auto kByteEncodings =
    std::to_array<std::string_view>({"ISO-8859-1", "ISO-8859-15", "WINDOWS-1252", "US-ASCII"});

std::string_view View(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

bool IsText(int type) {
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
           type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE;
}

bool SameIgnoringCase(std::string_view written, std::string_view upper) {
    return std::ranges::equal(written, upper, {}, [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
}

// libxml2 goes over to the encoding that a document declares, and the bound on attributes does not:
// it must be one of the form that the document began in.
bool MayDeclare(Form form, std::string_view encoding) {
    const auto is = [&](std::string_view upper) { return SameIgnoringCase(encoding, upper); };
    if (is("UTF-8") || is("UTF8")) return true;  // libxml2 stays with what it found
    if (form == Form::kLittleEndian) return is("UTF-16") || is("UTF-16LE");
    if (form == Form::kBigEndian) return is("UTF-16") || is("UTF-16BE");
    return std::ranges::any_of(kByteEncodings, is);
}

}  // namespace

// What libxml2 calls.
struct Callbacks {
    static int Read(void* context, char* room, int size) {
        auto& reader = *static_cast<Reader*>(context);
        const auto count = reader.ReadSource(std::span(room, static_cast<std::size_t>(size)));
        if (!count) {
            reader.Fail(0, "the source cannot be read");
            return -1;
        }
        if (reader.reader_ && !reader.CheckEncoding()) return -1;
        reader.source_ended_ = *count == 0;
        reader.bytes_ += *count;
        if (reader.bytes_ > reader.limits_.document_bytes) {
            reader.Fail(0, "the document is larger than " +
                               std::to_string(reader.limits_.document_bytes) + " bytes");
            return -1;
        }
        if (!reader.attributes_.Take({room, *count})) {
            reader.Fail(0, "an element has more than " + std::to_string(reader.limits_.attributes) +
                               " attributes");
            return -1;
        }
        reader.gap_ += *count;
        if (reader.gap_ > reader.limits_.gap_bytes) {
            reader.Fail(0, "too much stands between two elements");
            return -1;
        }
        return static_cast<int>(*count);
    }

    static void OnError(void* context, xmlErrorPtr error) {
        auto& reader = *static_cast<Reader*>(context);
        if (error->level < XML_ERR_ERROR) return;
        const auto line = static_cast<std::size_t>(std::max(error->line, 0));
        const bool of_schema = IsOfSchema(*error);
        // A name that is cut short is unknown to the schema before it is known to be cut.
        if (reader.fault_is_of_schema_ && !of_schema) reader.fault_.clear();
        if (!reader.fault_.empty()) return;
        reader.fault_is_of_schema_ = of_schema;
        if (reader.fault_is_of_schema_) {
            reader.Fail(line, SchemaFault(*error));
            return;
        }
        std::string reason = error->message == nullptr ? "broken" : error->message;
        // Behind it the library repeats bytes of the document.
        reason.resize(std::min(reason.find("\nBytes:"), reason.size()));
        while (reason.ends_with('\n')) reason.pop_back();
        reader.Fail(line, reason);
    }
};

namespace {

// Faults of a converter of encodings know no reader and go to where the thread sends them: while
// one reads, to it.
class ThreadErrors {
public:
    explicit ThreadErrors(Reader* reader) { xmlSetStructuredErrorFunc(reader, Callbacks::OnError); }
    ThreadErrors(const ThreadErrors&) = delete;
    ThreadErrors& operator=(const ThreadErrors&) = delete;
    ~ThreadErrors() { xmlSetStructuredErrorFunc(nullptr, nullptr); }
};

}  // namespace

Source FromText(std::string_view text) {
    return [text](std::span<char> room) mutable -> std::optional<std::size_t> {
        const auto count = std::min(room.size(), text.size());
        std::copy_n(text.begin(), count, room.begin());
        text.remove_prefix(count);
        return count;
    };
}

// Old programs end a text with 0x1A: one that nothing follows is no part of the document.
std::optional<std::size_t> Reader::ReadSource(std::span<char> room) {
    constexpr char kEndOfText = '\x1A';
    if (room.size() < 2) return source_(room);
    std::size_t held = 0;
    if (std::exchange(end_of_text_held_, false)) room[held++] = kEndOfText;
    const auto count = source_(room.subspan(held));
    if (!count) return std::nullopt;
    if (*count == 0) return 0;  // what was held was the end
    auto whole = held + *count;
    if (room[whole - 1] == kEndOfText) {
        end_of_text_held_ = true;
        --whole;
    }
    return whole == 0 ? ReadSource(room) : whole;
}

void Reader::Free::operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }

Reader::Reader(Source source, const Limits& limits, const Schema* schema)
    : source_(std::move(source)), limits_(limits), attributes_(limits.attributes) {
    static const bool ready = (xmlInitParser(), true);
    static_cast<void>(ready);
    const ThreadErrors errors(this);
    // Without options that substitute entities or load document types libxml2 opens nothing but
    // this source; its own bounds (no XML_PARSE_HUGE) hold before those above.
    reader_.reset(xmlReaderForIO(Callbacks::Read, nullptr, this, nullptr, nullptr,
                                 XML_PARSE_NONET | XML_PARSE_COMPACT));
    if (!reader_) {
        Fail(0, "the document is empty");
        return;
    }
    xmlTextReaderSetStructuredErrorHandler(reader_.get(), Callbacks::OnError, this);
    if (schema != nullptr && xmlTextReaderSetSchema(reader_.get(), schema->Compiled()) != 0)
        Fail(0, "there is no memory for a schema");
}

Reader::~Reader() = default;

bool Reader::Fail(std::size_t line, std::string_view reason) {
    if (!fault_.empty()) return false;
    fault_line_ = line;
    if (line > 0) fault_ = "line " + std::to_string(line) + ": ";
    fault_ += reason;
    return false;
}

// The type of the next node; XML_READER_TYPE_NONE: no more. Within ThreadErrors, which cost too
// much for each node.
int Reader::Step() {
    if (!fault_.empty()) return XML_READER_TYPE_NONE;
    const int state = xmlTextReaderRead(reader_.get());
    gap_ = 0;
    if (state <= 0 && source_ended_ && bytes_ == 0) {
        fault_.clear();
        Fail(0, "the document is empty");
    }
    if (state < 0) Fail(Line(), "the document is broken");
    if (state <= 0 || !fault_.empty()) return XML_READER_TYPE_NONE;
    const int type = xmlTextReaderNodeType(reader_.get());
    return CheckNode(type) ? type : XML_READER_TYPE_NONE;
}

// As soon as it is declared, before more of the document is handed on. libxml2 holds all of it back
// until it sees the declaration's end, which may be written in the encoding that is declared.
bool Reader::CheckEncoding() {
    constexpr std::size_t kDeclarationBytes = 4'096;
    if (encoding_known_) return true;
    if (attributes_.FoundForm() == Form::kOther)
        return Fail(1, "the document does not begin with '<' in UTF-8 or UTF-16");
    const bool declared = xmlTextReaderConstXmlVersion(reader_.get()) != nullptr;
    if (!declared && bytes_ > kDeclarationBytes) return Fail(1, "the XML declaration does not end");
    const auto encoding = View(xmlTextReaderConstEncoding(reader_.get()));
    if (encoding.empty() || MayDeclare(attributes_.FoundForm(), encoding)) return true;
    return Fail(1, "the encoding " + std::string(encoding) + " is not taken");
}

bool Reader::CheckNode(int type) {
    if (!CheckEncoding()) return false;
    encoding_known_ = true;
    if (type == XML_READER_TYPE_DOCUMENT_TYPE)
        return Fail(Line(), "a document type (DOCTYPE) is not taken");
    if (type == XML_READER_TYPE_ENTITY_REFERENCE)
        return Fail(Line(), "an entity of the document's own is not taken");
    if (Depth() >= limits_.depth)
        return Fail(Line(), "more than " + std::to_string(limits_.depth) + " levels");
    if (IsText(type) && View(xmlTextReaderConstValue(reader_.get())).size() > limits_.text_bytes)
        return Fail(Line(), "a text is longer than " + std::to_string(limits_.text_bytes));
    return true;
}

bool Reader::Next() {
    const ThreadErrors errors(this);
    for (int type = Step(); type != XML_READER_TYPE_NONE; type = Step())
        if (type == XML_READER_TYPE_ELEMENT) return true;
    return false;
}

std::string_view Reader::Name() const { return View(xmlTextReaderConstLocalName(reader_.get())); }

std::string_view Reader::Namespace() const {
    return View(xmlTextReaderConstNamespaceUri(reader_.get()));
}

std::string Reader::Attribute(const std::string& name) const {
    xmlChar* value =
        xmlTextReaderGetAttribute(reader_.get(), reinterpret_cast<const xmlChar*>(name.c_str()));
    std::string text(View(value));
    xmlFree(value);
    return text;
}

std::size_t Reader::Depth() const {
    return static_cast<std::size_t>(std::max(xmlTextReaderDepth(reader_.get()), 0));
}

std::size_t Reader::Line() const {
    constexpr long kLineMax = 65'535;  // a node of libxml2 knows no later line
    const long line = xmlGetLineNo(xmlTextReaderCurrentNode(reader_.get()));
    if (line > 0 && line < kLineMax) return static_cast<std::size_t>(line);
    return static_cast<std::size_t>(std::max(xmlTextReaderGetParserLineNumber(reader_.get()), 0));
}

void Reader::Begin(Element& element) {
    element.name = Name();
    element.line = Line();
    while (xmlTextReaderMoveToNextAttribute(reader_.get()) == 1) {
        if (xmlTextReaderIsNamespaceDecl(reader_.get()) == 1) continue;
        const auto value = View(xmlTextReaderConstValue(reader_.get()));
        if (value.size() > limits_.text_bytes)
            Fail(element.line, "a text is longer than " + std::to_string(limits_.text_bytes));
        element.attributes.emplace_back(Name(), value);
    }
    xmlTextReaderMoveToElement(reader_.get());
}

std::optional<Element> Reader::ReadElement() {
    const ThreadErrors errors(this);
    Element root;
    Begin(root);
    if (xmlTextReaderIsEmptyElement(reader_.get()) == 1) {
        if (!fault_.empty()) return std::nullopt;
        return root;
    }
    std::vector<Element*> open = {&root};
    std::size_t elements = 1;
    std::size_t bytes = 0;
    while (!open.empty()) {
        const int type = Step();
        if (type == XML_READER_TYPE_NONE) return std::nullopt;
        auto& inside = *open.back();
        if (type == XML_READER_TYPE_ELEMENT) {
            if (++elements > limits_.elements) Fail(root.line, "an element has too many within it");
            // Pointers to the parents stay: only the innermost one's children grow.
            Begin(inside.children.emplace_back());
            if (xmlTextReaderIsEmptyElement(reader_.get()) != 1)
                open.push_back(&inside.children.back());
        } else if (type == XML_READER_TYPE_END_ELEMENT) {
            open.pop_back();
        } else if (IsText(type)) {
            const auto text = View(xmlTextReaderConstValue(reader_.get()));
            inside.text += text;
            bytes += text.size();
            if (bytes > limits_.element_bytes) Fail(root.line, "an element holds too much text");
            if (inside.text.size() > limits_.text_bytes)
                Fail(inside.line, "a text is longer than " + std::to_string(limits_.text_bytes));
        }
    }
    if (!fault_.empty()) return std::nullopt;
    return root;
}

std::optional<std::string> Reader::ReadText() {
    if (!fault_.empty()) return std::nullopt;
    const ThreadErrors errors(this);
    xmlChar* outer = xmlTextReaderReadOuterXml(reader_.get());
    if (outer == nullptr) {
        Fail(Line(), "the document is broken");
        return std::nullopt;
    }
    std::string text(View(outer));
    xmlFree(outer);
    if (xmlTextReaderIsEmptyElement(reader_.get()) == 1) return text;
    // To its end, so that the limits hold for what is within and Next goes on behind it.
    const auto depth = Depth();
    for (int type = Step(); type != XML_READER_TYPE_NONE; type = Step())
        if (type == XML_READER_TYPE_END_ELEMENT && Depth() == depth) return text;
    return std::nullopt;
}

}  // namespace clearway::xml
