// SPDX-License-Identifier: Apache-2.0
// Checks over whole messages and message types: required fields, and types outside the mapping.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <set>
#include <stdexcept>

#include "clearway/common/v1/options.pb.h"
#include "transcode/field_setter.h"
#include "transcode/json_reader.h"

namespace clearway::transcode {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsRequired(const FieldDescriptor& field) {
    return field.options().GetExtension(clearway::common::v1::required);
}

bool IsPresent(const Message& message, const FieldDescriptor& field) {
    const auto* reflection = message.GetReflection();
    return field.is_repeated() ? reflection->FieldSize(message, &field) > 0
                               : reflection->HasField(message, &field);
}

void CollectMissing(const Message& message, const std::string& prefix,
                    std::vector<core::FieldError>& errors) {
    const Descriptor* type = message.GetDescriptor();
    const auto* reflection = message.GetReflection();
    for (int i = 0; i < type->field_count() && errors.size() < kMissingFieldsMax; ++i) {
        const FieldDescriptor& field = *type->field(i);
        const std::string path = prefix + field.name();
        if (!IsPresent(message, field)) {
            if (IsRequired(field)) {
                errors.push_back(core::InvalidField(path, "is required").field_errors.front());
            }
            continue;
        }
        if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field.is_map()) continue;
        if (!field.is_repeated()) {
            CollectMissing(reflection->GetMessage(message, &field), path + ".", errors);
            continue;
        }
        for (int n = 0; n < reflection->FieldSize(message, &field); ++n) {
            CollectMissing(reflection->GetRepeatedMessage(message, &field, n),
                           path + "[" + std::to_string(n) + "].", errors);
        }
    }
}

bool IsTextMap(const FieldDescriptor& field) {
    const Descriptor& entry = *field.message_type();
    return entry.map_key()->type() == FieldDescriptor::TYPE_STRING &&
           entry.map_value()->type() == FieldDescriptor::TYPE_STRING;
}

void CheckType(const Descriptor& type, std::set<const Descriptor*>& visited) {
    if (IsTimestamp(&type) || !visited.insert(&type).second) return;
    for (int i = 0; i < type.field_count(); ++i) {
        const FieldDescriptor& field = *type.field(i);
        const auto cpp_type = field.cpp_type();
        const bool unsupported = cpp_type == FieldDescriptor::CPPTYPE_DOUBLE ||
                                 cpp_type == FieldDescriptor::CPPTYPE_FLOAT ||
                                 (field.is_map() && !IsTextMap(field));
        if (unsupported) {
            throw std::runtime_error("field " + field.full_name() +
                                     " has a type outside the JSON mapping");
        }
        if (cpp_type == FieldDescriptor::CPPTYPE_MESSAGE && !field.is_map()) {
            CheckType(*field.message_type(), visited);
        }
    }
}

}  // namespace

core::Result<core::Done> CheckRequired(const Message& message) {
    std::vector<core::FieldError> errors;
    CollectMissing(message, "", errors);
    if (errors.empty()) return core::Done{};
    return core::Error{.code = core::ErrorCode::kInvalidArgument,
                       .detail = "Required fields are absent.",
                       .field_errors = std::move(errors)};
}

void CheckSupported(const Descriptor& descriptor) {
    std::set<const Descriptor*> visited;
    CheckType(descriptor, visited);
}

}  // namespace clearway::transcode
