// SPDX-License-Identifier: Apache-2.0
// Protobuf message to JSON text by reflection, snake_case, appended to a string without a tree.
// Lists are always written; absent messages, empty texts and unspecified enums are left out;
// integers and booleans are always written, 64-bit integers as text, bytes as base64. Must not fail
// on an enum value that is newer than this build: it is left out.
#pragma once

#include <string>
#include <string_view>

namespace google::protobuf {
class Message;
}

namespace clearway::transcode {

// Throws std::runtime_error on a time outside the years 1 to 9999 and on a field type outside the
// mapping (see CheckSupported).
void AppendJson(const google::protobuf::Message& message, std::string& out);

// A JSON string with its quotes. `text` must be UTF-8.
void AppendJsonText(std::string_view text, std::string& out);

}  // namespace clearway::transcode
