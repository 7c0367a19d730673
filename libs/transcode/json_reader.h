// SPDX-License-Identifier: Apache-2.0
// JSON text into a protobuf message by reflection, strictly: what is not exactly the contract is
// refused with the path of the field, never with its value. Knows no message by name but Amount
// and Timestamp. No JSON tree is built, so the memory used is bounded by the body's size.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace clearway::transcode {

inline constexpr int kJsonDepthMax = 32;
inline constexpr std::size_t kMissingFieldsMax = 20;

// Fills `message` from one JSON object. Top-level fields named in `taken` (path parameters) are
// refused: they must be said once. The error is kInvalidArgument; a syntax error has no field path.
core::Result<core::Done> ReadJson(std::string_view json, google::protobuf::Message& message,
                                  std::span<const std::string> taken = {});

// Sets a scalar, enum or Timestamp field from plain text (path and query parameters); appends to a
// repeated one. `path` names the field in an error.
core::Result<core::Done> ReadText(std::string_view text, google::protobuf::Message& message,
                                  const google::protobuf::FieldDescriptor& field,
                                  const std::string& path);

// Every absent field with the option `required`, through all present messages, up to
// kMissingFieldsMax of them in one error.
core::Result<core::Done> CheckRequired(const google::protobuf::Message& message);

// Names come from callers too: one that cannot be a field's name is shown as "?".
std::string ShownName(std::string_view name);

// Throws std::runtime_error when a field reachable from `descriptor` has a type that the JSON
// mapping does not carry (floating point, maps of other than text): found at start, not at a
// partner's call.
void CheckSupported(const google::protobuf::Descriptor& descriptor);

}  // namespace clearway::transcode
