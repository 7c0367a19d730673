// SPDX-License-Identifier: Apache-2.0
#include "xml/schema.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <stdexcept>

#include "xml/schema_fault.h"

namespace clearway::xml {
namespace {

void Silent(void*, xmlErrorPtr) {}

// A text that is no XML is told to the thread and not to the parser of schemas.
class SilentThread {
public:
    SilentThread() { xmlSetStructuredErrorFunc(nullptr, Silent); }
    SilentThread(const SilentThread&) = delete;
    SilentThread& operator=(const SilentThread&) = delete;
    ~SilentThread() { xmlSetStructuredErrorFunc(nullptr, nullptr); }
};

struct FreeSchemaParser {
    void operator()(xmlSchemaParserCtxt* parser) const { xmlSchemaFreeParserCtxt(parser); }
};

// A document type brings entities; none is taken.
void RefuseDocumentType(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    xmlStopParser(static_cast<xmlParserCtxtPtr>(context));
}

xmlSAXHandler* NoHandlers() {
    static xmlSAXHandler handlers = [] {
        xmlSAXHandler none{};
        none.initialized = XML_SAX2_MAGIC;
        none.internalSubset = RefuseDocumentType;
        return none;
    }();
    return &handlers;
}

}  // namespace

void Schema::Free::operator()(_xmlSchema* schema) const { xmlSchemaFree(schema); }

Schema::Schema(std::string_view text) {
    static const bool ready = (xmlInitParser(), true);
    static_cast<void>(ready);
    const SilentThread silent;
    const std::unique_ptr<xmlSchemaParserCtxt, FreeSchemaParser> parser(
        xmlSchemaNewMemParserCtxt(text.data(), static_cast<int>(text.size())));
    if (!parser) throw std::invalid_argument("the schema is empty");
    xmlSchemaSetParserStructuredErrors(parser.get(), Silent, nullptr);
    compiled_.reset(xmlSchemaParse(parser.get()));
    if (!compiled_) throw std::invalid_argument("the text is no schema");
}

Schema::~Schema() = default;

struct ValidatorCallbacks {
    // Both are asked for and neither is set by the one who asks.
    static int Locate(void* parser, const char** file, unsigned long* line) {
        const auto* input = static_cast<xmlParserCtxtPtr>(parser)->input;
        if (file != nullptr) *file = nullptr;
        if (line != nullptr) *line = input == nullptr ? 0 : static_cast<unsigned long>(input->line);
        return 0;
    }
    static void OnError(void* context, xmlErrorPtr error) {
        auto& fault = static_cast<Validator*>(context)->fault_;
        if (error->level < XML_ERR_ERROR || !fault.empty()) return;
        fault = "line " + std::to_string(std::max(error->line, 0)) + ": ";
        fault += IsOfSchema(*error) ? SchemaFault(*error) : "the document is not well-formed";
    }
};

void Validator::FreeParser::operator()(_xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
void Validator::FreeContext::operator()(_xmlSchemaValidCtxt* context) const {
    xmlSchemaFreeValidCtxt(context);
}
void Validator::Unplug::operator()(_xmlSchemaSAXPlug* plug) const { xmlSchemaSAXUnplug(plug); }

Validator::Validator(const Schema& schema)
    : context_(xmlSchemaNewValidCtxt(schema.Compiled())),
      parser_(xmlCreatePushParserCtxt(NoHandlers(), nullptr, nullptr, 0, nullptr)) {
    if (!context_ || !parser_) throw std::runtime_error("no memory for a validator");
    xmlSchemaSetValidStructuredErrors(context_.get(), ValidatorCallbacks::OnError, this);
    plug_.reset(xmlSchemaSAXPlug(context_.get(), &parser_->sax, &parser_->userData));
    if (!plug_) throw std::runtime_error("no memory for a validator");
    xmlSchemaValidateSetLocator(context_.get(), ValidatorCallbacks::Locate, parser_.get());
    xmlCtxtUseOptions(parser_.get(), XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

Validator::~Validator() = default;

bool Validator::Parse(std::string_view piece, bool last) {
    if (!fault_.empty()) return false;
    const int broken =
        xmlParseChunk(parser_.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
    if (broken != 0 && fault_.empty()) fault_ = "the document is not well-formed";
    return fault_.empty();
}

bool Validator::Feed(std::string_view piece) { return Parse(piece, false); }

bool Validator::Finish() { return Parse({}, true); }

}  // namespace clearway::xml
