// SPDX-License-Identifier: Apache-2.0
// How an enum value is written in JSON: its name without the enum's prefix, lower case
// (PAYMENT_STATUS_IN_REVIEW is "in_review"). The value zero, UNSPECIFIED, has no text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace google::protobuf {
class EnumDescriptor;
class EnumValueDescriptor;
}  // namespace google::protobuf

namespace clearway::transcode {

std::string EnumText(const google::protobuf::EnumValueDescriptor& value);

// Null for an unknown text and for "unspecified".
const google::protobuf::EnumValueDescriptor* ParseEnumText(
    const google::protobuf::EnumDescriptor& type, std::string_view text);

// The texts of all values but zero, in the order of the contract.
std::vector<std::string> EnumTexts(const google::protobuf::EnumDescriptor& type);

}  // namespace clearway::transcode
