// SPDX-License-Identifier: Apache-2.0
// Reads a document element by element as it comes, over libxml2, and trusts nothing of it: no
// document type (and so no entities of its own), nothing from a network or from other files, bounds
// on depth and sizes, and only encodings that every reader understands alike. With a schema it
// validates in the same pass. The first fault ends the reading.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "xml/attribute_bound.h"
#include "xml/element.h"

struct _xmlTextReader;

namespace clearway::xml {

// Fills a part of the room: 0 at the end, nullopt when the source cannot be read.
using Source = std::function<std::optional<std::size_t>(std::span<char>)>;

// A text that must outlive the reader.
Source FromText(std::string_view text);

struct Limits {
    std::size_t depth = 64;
    std::size_t text_bytes = std::size_t{1} << 20;      // of one element or attribute
    std::size_t elements = 65'536;                      // in one that is read whole
    std::size_t element_bytes = std::size_t{64} << 20;  // of all texts in it
    std::size_t attributes = 256;                       // of one element
    // From one element or text to the next: comments there are held until it comes.
    std::size_t gap_bytes = std::size_t{16} << 20;
    std::size_t document_bytes = std::size_t{256} << 20;
};

class Schema;

class Reader {
public:
    // A schema must outlive the reader.
    explicit Reader(Source source, const Limits& limits = {}, const Schema* schema = nullptr);
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader();

    // Goes to where the next element begins, inwards first. False: the document is over, and was
    // whole unless there is a fault.
    bool Next();

    // The element that Next went to.
    std::string_view Name() const;
    std::string_view Namespace() const;
    std::string Attribute(const std::string& name) const;
    std::size_t Depth() const;  // 0: the root
    std::size_t Line() const;

    // Reads it whole; Next goes on behind it. nullopt: there is a fault.
    std::optional<Element> ReadElement();

    // The same as text: a document of its own, for another reader.
    std::optional<std::string> ReadText();

    // "line 3: Opening and ending tag mismatch"; empty: none.
    const std::string& Fault() const { return fault_; }
    std::size_t FaultLine() const { return fault_line_; }  // 0: of no line
    // The document is well-formed to here and breaks its schema.
    bool FaultIsOfSchema() const { return fault_is_of_schema_; }

private:
    friend struct Callbacks;

    std::optional<std::size_t> ReadSource(std::span<char> room);
    int Step();
    bool CheckEncoding();
    bool CheckNode(int type);
    void Begin(Element& element);
    bool Fail(std::size_t line, std::string_view reason);

    Source source_;
    Limits limits_;
    std::string fault_;
    std::size_t fault_line_ = 0;
    bool fault_is_of_schema_ = false;
    std::size_t bytes_ = 0;
    std::size_t gap_ = 0;  // of them, since the last node
    AttributeBound attributes_;
    bool encoding_known_ = false;
    bool end_of_text_held_ = false;
    bool source_ended_ = false;
    struct Free {
        void operator()(_xmlTextReader* reader) const;
    };
    std::unique_ptr<_xmlTextReader, Free> reader_;
};

}  // namespace clearway::xml
