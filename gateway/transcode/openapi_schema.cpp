// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/openapi_schema.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <stdexcept>

#include "clearway/common/v1/options.pb.h"
#include "transcode/enum_text.h"

namespace clearway::gateway {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

bool IsTime(const FieldDescriptor& field) {
    return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
           field.message_type()->full_name() == "google.protobuf.Timestamp";
}

bool IsObject(const FieldDescriptor& field) {
    return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !IsTime(field) &&
           !field.is_map();
}

// What json_writer writes in every message of the type.
bool IsAlwaysWritten(const FieldDescriptor& field) {
    if (field.is_map()) return false;
    if (field.is_repeated()) return true;
    return !field.has_presence() && field.cpp_type() != FieldDescriptor::CPPTYPE_STRING &&
           field.cpp_type() != FieldDescriptor::CPPTYPE_ENUM;
}

json::object TextSchema(const FieldDescriptor& field) {
    json::object schema{{"type", "string"}};
    if (field.type() == FieldDescriptor::TYPE_BYTES) schema["contentEncoding"] = "base64";
    const std::string& pattern = field.options().GetExtension(common::v1::pattern);
    if (!pattern.empty()) {
        schema["pattern"] = pattern;
    } else if (IsRequiredField(field)) {
        schema["minLength"] = 1;
    }
    return schema;
}

// "TrialBalance.Line" -> "TrialBalanceLine"
std::string LocalName(const std::string& full_name, const std::string& package) {
    std::string name = full_name.substr(package.size() + 1);
    name.erase(std::remove(name.begin(), name.end(), '.'), name.end());
    return name;
}

// "clearway.payment.v1" -> "Payment"
std::string ServiceWord(const std::string& package) {
    const std::size_t begin = package.find('.') + 1;
    std::string word = package.substr(begin, package.find('.', begin) - begin);
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') {
        word[0] = static_cast<char>(word[0] - 'a' + 'A');
    }
    return word;
}

json::object ReferenceTo(const std::string& name) {
    return {{"$ref", "#/components/schemas/" + name}};
}

}  // namespace

bool IsRequiredField(const FieldDescriptor& field) {
    return field.options().GetExtension(common::v1::required);
}

SchemaBook::SchemaBook(std::span<const Route> routes) : taken_names_{"Problem", "ProblemField"} {
    for (const Route& route : routes) {
        if (route.takes_body) {
            const auto [known, added] =
                path_fields_.emplace(route.method->input_type(), route.path_fields);
            if (!added && known->second != route.path_fields) {
                throw std::runtime_error(route.method->full_name() +
                                         ": its request has other path fields in another route");
            }
            Collect(*route.method->input_type(), true);
        }
        Collect(*route.method->output_type(), false);
    }
}

void SchemaBook::Collect(const Descriptor& message, bool request) {
    if (!(request ? in_requests_ : in_responses_).insert(&message).second) return;
    if (!names_.contains(&message)) {
        Name(&message, LocalName(message.full_name(), message.file()->package()),
             message.file()->package());
        messages_.push_back(&message);
    }
    for (int i = 0; i < message.field_count(); ++i) {
        const FieldDescriptor& field = *message.field(i);
        if (IsObject(field)) Collect(*field.message_type(), request);
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) AddEnum(*field.enum_type());
    }
}

void SchemaBook::AddEnum(const EnumDescriptor& type) {
    if (names_.contains(&type)) return;
    Name(&type, LocalName(type.full_name(), type.file()->package()), type.file()->package());
    enums_.push_back(&type);
}

void SchemaBook::Name(const void* type, const std::string& name, const std::string& package) {
    std::string unique = name;
    if (!taken_names_.insert(unique).second) {
        unique = ServiceWord(package) + name;
        if (!taken_names_.insert(unique).second) {
            throw std::runtime_error("two public messages are called " + unique);
        }
    }
    names_.emplace(type, unique);
}

json::object SchemaBook::Reference(const Descriptor& message) const {
    return ReferenceTo(names_.at(&message));
}

json::object SchemaBook::ValueSchema(const FieldDescriptor& field) const {
    switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_INT32: return {{"type", "integer"}, {"format", "int32"}};
        case FieldDescriptor::CPPTYPE_UINT32:
            return {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}};
        case FieldDescriptor::CPPTYPE_INT64:
            return {{"type", "string"}, {"format", "int64"}, {"pattern", "^-?[0-9]{1,19}$"}};
        case FieldDescriptor::CPPTYPE_UINT64:
            return {{"type", "string"}, {"format", "uint64"}, {"pattern", "^[0-9]{1,20}$"}};
        case FieldDescriptor::CPPTYPE_BOOL: return {{"type", "boolean"}};
        case FieldDescriptor::CPPTYPE_STRING: return TextSchema(field);
        case FieldDescriptor::CPPTYPE_ENUM:
            if (const auto name = names_.find(field.enum_type()); name != names_.end()) {
                return ReferenceTo(name->second);
            } else {
                const auto texts = transcode::EnumTexts(*field.enum_type());
                return {{"type", "string"}, {"enum", json::array(texts.begin(), texts.end())}};
            }
        case FieldDescriptor::CPPTYPE_MESSAGE:
            if (IsTime(field)) return {{"type", "string"}, {"format", "date-time"}};
            return Reference(*field.message_type());
        case FieldDescriptor::CPPTYPE_DOUBLE:
        case FieldDescriptor::CPPTYPE_FLOAT: break;
    }
    throw std::runtime_error("field " + field.full_name() + " is outside the JSON mapping");
}

json::object SchemaBook::FieldSchema(const FieldDescriptor& field) const {
    if (field.is_map()) {
        return {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
    }
    json::object schema = ValueSchema(field);
    if (field.options().GetExtension(common::v1::personal)) schema["x-personal"] = true;
    if (field.is_repeated()) return {{"type", "array"}, {"items", std::move(schema)}};
    return schema;
}

// A message of requests only is closed, since unknown fields are refused; one of responses only
// lists what is always written. A message of both promises just what holds in both.
json::object SchemaBook::MessageSchema(const Descriptor& message) const {
    const bool request = in_requests_.contains(&message);
    const bool response = in_responses_.contains(&message);
    const auto excluded = path_fields_.find(&message);
    json::object properties;
    json::array required;
    for (int i = 0; i < message.field_count(); ++i) {
        const FieldDescriptor& field = *message.field(i);
        if (excluded != path_fields_.end() &&
            std::count(excluded->second.begin(), excluded->second.end(), field.name()) > 0) {
            continue;
        }
        properties[field.name()] = FieldSchema(field);
        if (IsRequiredField(field) || (!request && IsAlwaysWritten(field))) {
            required.push_back(json::string(field.name()));
        }
    }
    json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    if (request && !response) schema["additionalProperties"] = false;
    return schema;
}

json::object SchemaBook::Components() const {
    json::object components;
    for (const Descriptor* message : messages_) {
        components[names_.at(message)] = MessageSchema(*message);
    }
    for (const EnumDescriptor* type : enums_) {
        const auto texts = transcode::EnumTexts(*type);
        components[names_.at(type)] =
            json::object{{"type", "string"}, {"enum", json::array(texts.begin(), texts.end())}};
    }
    return components;
}

}  // namespace clearway::gateway
