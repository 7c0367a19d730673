// SPDX-License-Identifier: Apache-2.0
// Reads a message part by part as it comes. In one pass it is told apart by its namespace,
// validated against the schema of its version and judged by the rules beside it; memory does not
// grow with the message, nor with what stands before its root (kPrologBytes at most). Nothing of
// the document is trusted (see xml/reader.h).
//
// Read are a Document of a known namespace, a business header (AppHdr) alone, and an envelope: any
// root in which one Document stands, with or without an AppHdr of head.001 before it, at whatever
// depth. An envelope is of one business message and is held whole, up to kEnvelopeBytes. All else
// is refused: another namespace, two Documents.
#pragma once

#include <functional>

#include "iso20022/message_type.h"
#include "iso20022/part.h"
#include "iso20022/rules/finding.h"
#include "xml/reader.h"

namespace clearway::iso20022 {

inline constexpr std::size_t kEnvelopeBytes = std::size_t{16} << 20;
inline constexpr std::size_t kPrologBytes = std::size_t{64} << 10;

struct ReadOptions {
    bool validate = true;  // against the schema; only what was validated before may do without
    xml::Limits limits = {.text_bytes = std::size_t{1} << 20,
                          .elements = 500'000,  // in one transaction, or a group before its items
                          .document_bytes = std::size_t{4} << 30};
    // Told of each finding as it comes: those of a part before the part is handed out.
    std::function<void(const Finding&)> tell = {};
};

struct ReadResult {
    std::optional<MessageType> type = {};  // nullopt: it is none that is known
    Findings findings = {};

    bool IsValid() const { return type && !findings.HaveErrors(); }
};

// Parts go to `take` before all of the message is judged: what they lead to must be undone, or
// wait, until the result is valid.
ReadResult ReadMessage(xml::Source source, const std::function<void(Part&&)>& take,
                       const ReadOptions& options = {});

// A small message at once.
struct WholeMessage {
    ReadResult result;
    std::vector<Part> parts;
};
WholeMessage ReadWholeMessage(std::string_view text, const ReadOptions& options = {});

}  // namespace clearway::iso20022
