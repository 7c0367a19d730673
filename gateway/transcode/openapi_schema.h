// SPDX-License-Identifier: Apache-2.0
// JSON schemas of the messages that a route table reaches, as components of the OpenAPI document.
// Internal to this room. Must say what json_reader accepts and json_writer writes, nothing else.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gateway/transcode/route_table.h"

namespace google::protobuf {
class Descriptor;
class EnumDescriptor;
class FieldDescriptor;
}  // namespace google::protobuf

namespace clearway::gateway {

class SchemaBook {
public:
    // Collects the messages of all routes; schemas come out in the order in which they were met.
    explicit SchemaBook(std::span<const Route> routes);

    // {"$ref": "#/components/schemas/Payment"}
    boost::json::object Reference(const google::protobuf::Descriptor& message) const;
    // The schema of a field's value, for a body or a parameter.
    boost::json::object FieldSchema(const google::protobuf::FieldDescriptor& field) const;
    // The members of components/schemas.
    boost::json::object Components() const;

private:
    void Collect(const google::protobuf::Descriptor& message, bool request);
    void AddEnum(const google::protobuf::EnumDescriptor& type);
    void Name(const void* type, const std::string& name, const std::string& package);
    boost::json::object ValueSchema(const google::protobuf::FieldDescriptor& field) const;
    boost::json::object MessageSchema(const google::protobuf::Descriptor& message) const;

    std::vector<const google::protobuf::Descriptor*> messages_;
    std::vector<const google::protobuf::EnumDescriptor*> enums_;
    std::map<const void*, std::string> names_;  // of both
    std::set<std::string> taken_names_;
    std::set<const google::protobuf::Descriptor*> in_requests_;
    std::set<const google::protobuf::Descriptor*> in_responses_;
    // Fields that the path carries, so that the body's schema has them not.
    std::map<const google::protobuf::Descriptor*, std::vector<std::string>> path_fields_;
};

bool IsRequiredField(const google::protobuf::FieldDescriptor& field);

}  // namespace clearway::gateway
