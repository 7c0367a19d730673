// SPDX-License-Identifier: Apache-2.0
// Writes a message part by part, in the one version of its kind that is written, the same bytes for
// the same parts. What is written is validated against the schema and the rules beside it before it
// is handed on: a message with a fault is an error and leaves as nothing. Texts are never cut: one
// that is too long for its field is a fault.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "core/result.h"
#include "iso20022/fields/field_writer.h"
#include "iso20022/rules/message_rules.h"
#include "xml/schema.h"

namespace clearway::iso20022 {

struct WriteOptions {
    // Refuse texts with characters that SEPA and CBPR+ do not pass on.
    bool plain_set = false;
};

// For messages of any length: what is written so far goes to `sink` in pieces, each validated as
// far as it goes. The receiver keeps it aside until Finish says true.
class MessageWriter {
public:
    using Sink = std::function<void(std::string_view)>;

    MessageWriter(MessageKind kind, Sink sink, const WriteOptions& options = {});

    // False: there is a fault, see Found; nothing more is written.
    bool Put(const Part& part);
    bool Finish();

    const Findings& Found() const { return findings_; }

private:
    void Write(const Part& part);
    void EndGroup();
    bool HandOn(std::string text);

    MessageType type_;
    Sink sink_;
    Findings findings_;
    MessageRules rules_;
    xml::Writer out_;
    FieldWriter fields_;
    xml::Validator validator_;
    bool in_group_ = false;
    std::size_t unsent_ = 0;
};

// Errors: kInvalidArgument with each fault as a field error.
core::Result<std::string> WriteMessage(MessageKind kind, std::span<const Part> parts,
                                       const WriteOptions& options = {});

}  // namespace clearway::iso20022
