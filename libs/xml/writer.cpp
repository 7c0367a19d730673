// SPDX-License-Identifier: Apache-2.0
#include "xml/writer.h"

#include <libxml/xmlwriter.h>

#include <cstdint>
#include <stdexcept>

namespace clearway::xml {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void Check(int written) {
    if (written < 0) throw std::runtime_error("the document cannot be written");
}

const xmlChar* Bytes(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

struct Character {
    std::uint32_t code = 0;
    std::size_t length = 0;  // 0: broken
};

// The least code that needs so many bytes: a longer form of a smaller code is broken.
constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};

Character Decode(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
    std::uint32_t code = first & (0xFF >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80) return {};
        code = code << 6 | (next & 0x3F);
    }
    return code < kLeast[length] ? Character{} : Character{code, length};
}

bool IsWritable(std::uint32_t code) {
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) ||
           (code >= 0x10000 && code <= 0x10FFFF);
}

}  // namespace

std::string WritableText(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const auto next = Decode(text);
        const auto length = next.length == 0 ? 1 : next.length;
        const bool good = next.length > 0 && IsWritable(next.code);
        clean += good ? text.substr(0, length) : kReplacement;
        text.remove_prefix(length);
    }
    return clean;
}

void Writer::FreeBuffer::operator()(_xmlBuffer* buffer) const { xmlBufferFree(buffer); }
void Writer::FreeWriter::operator()(_xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }

Writer::Writer() : buffer_(xmlBufferCreate()) {
    if (buffer_) writer_.reset(xmlNewTextWriterMemory(buffer_.get(), 0));
    if (!writer_) throw std::runtime_error("no memory for a document");
    Check(xmlTextWriterSetIndent(writer_.get(), 1));
}

Writer::~Writer() = default;

void Writer::Declaration() {
    Check(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
}

void Writer::Open(const char* name) {
    Check(xmlTextWriterStartElement(writer_.get(), Bytes(name)));
}

void Writer::Attribute(const char* name, std::string_view value) {
    Check(xmlTextWriterWriteAttribute(writer_.get(), Bytes(name),
                                      Bytes(WritableText(value).c_str())));
}

void Writer::Text(std::string_view text) {
    Check(xmlTextWriterWriteString(writer_.get(), Bytes(WritableText(text).c_str())));
}

void Writer::Close() { Check(xmlTextWriterEndElement(writer_.get())); }

void Writer::Element(const char* name, std::string_view text) {
    Open(name);
    Text(text);
    Close();
}

std::string Writer::TakeSoFar() {
    Check(xmlTextWriterFlush(writer_.get()));
    std::string text(reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
                     static_cast<std::size_t>(xmlBufferLength(buffer_.get())));
    xmlBufferEmpty(buffer_.get());
    return text;
}

std::string Writer::Take() {
    Check(xmlTextWriterEndDocument(writer_.get()));
    return TakeSoFar();
}

}  // namespace clearway::xml
