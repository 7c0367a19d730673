// SPDX-License-Identifier: Apache-2.0
// A schema (XSD), compiled once and used by any number of readers and validators at a time. It
// stands alone: what it would import or include is not looked for.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct _xmlParserCtxt;
struct _xmlSchema;
struct _xmlSchemaSAXPlug;
struct _xmlSchemaValidCtxt;

namespace clearway::xml {

class Schema {
public:
    // Throws std::invalid_argument: the text is no schema.
    explicit Schema(std::string_view text);
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;
    ~Schema();

    _xmlSchema* Compiled() const { return compiled_.get(); }  // for this library

private:
    struct Free {
        void operator()(_xmlSchema* schema) const;
    };
    std::unique_ptr<_xmlSchema, Free> compiled_;
};

// Judges a document that comes in pieces, of any length, and keeps nothing of it. The schema must
// outlive it.
class Validator {
public:
    explicit Validator(const Schema& schema);
    Validator(const Validator&) = delete;
    Validator& operator=(const Validator&) = delete;
    ~Validator();

    // False: there is a fault; no more is taken.
    bool Feed(std::string_view piece);
    // The document ends here.
    bool Finish();

    // Of the first fault; empty: none. Names elements and types, never what a document says.
    const std::string& Fault() const { return fault_; }

private:
    friend struct ValidatorCallbacks;

    bool Parse(std::string_view piece, bool last);

    struct FreeParser {
        void operator()(_xmlParserCtxt* parser) const;
    };
    struct FreeContext {
        void operator()(_xmlSchemaValidCtxt* context) const;
    };
    struct Unplug {
        void operator()(_xmlSchemaSAXPlug* plug) const;
    };
    std::string fault_;
    std::unique_ptr<_xmlSchemaValidCtxt, FreeContext> context_;
    std::unique_ptr<_xmlParserCtxt, FreeParser> parser_;
    std::unique_ptr<_xmlSchemaSAXPlug, Unplug> plug_;  // goes before what it joins
};

}  // namespace clearway::xml
