// SPDX-License-Identifier: Apache-2.0
// Writes a document element by element, over libxml2. Every text is escaped, and what XML cannot
// hold (control characters, broken UTF-8) becomes U+FFFD, so the document is well-formed whatever
// the texts are. Names are the caller's constants and are not checked.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct _xmlBuffer;
struct _xmlTextWriter;

namespace clearway::xml {

// Throws std::runtime_error when there is no memory, or calls do not nest.
class Writer {
public:
    Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer();

    void Declaration();  // <?xml version="1.0" encoding="UTF-8"?>, before all else
    void Open(const char* name);
    void Attribute(const char* name, std::string_view value);  // of the element just opened
    void Text(std::string_view text);
    void Close();
    // An element with a text only.
    void Element(const char* name, std::string_view text);

    // What was written since this was last asked, for a document that is to leave in pieces.
    std::string TakeSoFar();
    // The document (or the rest of it), every open element closed; the writer is done.
    std::string Take();

private:
    struct FreeBuffer {
        void operator()(_xmlBuffer* buffer) const;
    };
    struct FreeWriter {
        void operator()(_xmlTextWriter* writer) const;
    };
    std::unique_ptr<_xmlBuffer, FreeBuffer> buffer_;
    std::unique_ptr<_xmlTextWriter, FreeWriter> writer_;  // writes to the buffer: goes first
};

// The text with U+FFFD for all that XML 1.0 cannot hold.
std::string WritableText(std::string_view text);

}  // namespace clearway::xml
