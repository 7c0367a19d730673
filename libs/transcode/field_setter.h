// SPDX-License-Identifier: Apache-2.0
// Sets one field of a message from a JSON value, or says what the value should have been. Internal
// to this room: shared by the JSON reader and by path and query parameters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace clearway::transcode {

// Empty: set. Otherwise a safe sentence about the field, such as "must be true or false".
using Problem = std::string;

// Repeated fields are appended to.
Problem SetText(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                std::string_view text);
Problem SetInteger(google::protobuf::Message& message,
                   const google::protobuf::FieldDescriptor& field, std::int64_t value);
Problem SetUnsigned(google::protobuf::Message& message,
                    const google::protobuf::FieldDescriptor& field, std::uint64_t value);
Problem SetBool(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                bool value);

// What a value of the field (an element, for a repeated one) looks like: "must be text".
Problem Expected(const google::protobuf::FieldDescriptor& field);

bool IsTimestamp(const google::protobuf::Descriptor* type);

}  // namespace clearway::transcode
