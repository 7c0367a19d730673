// SPDX-License-Identifier: Apache-2.0
// Reads one document, whose type is known, into parts.
#pragma once

#include <functional>

#include "iso20022/message_reader.h"

namespace clearway::iso20022 {

using TakePart = std::function<void(Part&&, std::size_t line)>;

// `first_line`: where the text stands in what the sender sent.
void ReadDocument(xml::Source source, const MessageType& type, std::size_t first_line,
                  const TakePart& take, const ReadOptions& options, Findings& findings);

// Of a reader that ended early.
void ReportFault(const xml::Reader& reader, Findings& findings, std::size_t first_line = 1);

}  // namespace clearway::iso20022
