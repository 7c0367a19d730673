// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/binding.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <memory>
#include <set>

#include "gateway/transcode/percent.h"
#include "transcode/json_reader.h"
#include "transcode/json_writer.h"

namespace clearway::gateway {
namespace {

using core::Done;
using core::Result;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::unique_ptr<Message> NewMessage(const Descriptor* type) {
    const Message* prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type);
    return std::unique_ptr<Message>(prototype->New());
}

core::Error Malformed(std::string detail) {
    return {.code = core::ErrorCode::kInvalidArgument, .detail = std::move(detail)};
}

// A dotted name, "debtor.account_id", to the message that owns the field. Null: no such field, or
// not one that a query can carry.
struct Target {
    Message* owner = nullptr;
    const FieldDescriptor* field = nullptr;
};

// Walks the types only, so that an unknown name leaves no half-made message behind.
const FieldDescriptor* FindField(const Descriptor* type, std::string_view name) {
    for (;;) {
        const std::size_t dot = name.find('.');
        const auto* field = type->FindFieldByName(std::string(name.substr(0, dot)));
        if (field == nullptr || field->is_map()) return nullptr;
        const auto* child = field->message_type();  // null for a scalar
        const bool is_time = child != nullptr && child->full_name() == "google.protobuf.Timestamp";
        if (dot == std::string_view::npos) return child == nullptr || is_time ? field : nullptr;
        if (child == nullptr || is_time || field->is_repeated()) return nullptr;
        type = child;
        name.remove_prefix(dot + 1);
    }
}

Target Resolve(Message& message, std::string_view name) {
    if (FindField(message.GetDescriptor(), name) == nullptr) return {};
    Message* owner = &message;
    for (;;) {
        const std::size_t dot = name.find('.');
        const auto* field =
            owner->GetDescriptor()->FindFieldByName(std::string(name.substr(0, dot)));
        if (dot == std::string_view::npos) return {owner, field};
        owner = owner->GetReflection()->MutableMessage(owner, field);
        name.remove_prefix(dot + 1);
    }
}

Result<Done> BindPath(const Route& route, std::span<const PathParameter> parameters,
                      Message& message) {
    for (const PathParameter& parameter : parameters) {
        const auto* field = route.method->input_type()->FindFieldByName(parameter.name);
        auto read = transcode::ReadText(parameter.value, message, *field, parameter.name);
        if (!read) return std::move(read).error();
    }
    return Done{};
}

Result<Done> BindParameter(const Route& route, const std::string& name, const std::string& value,
                           std::set<std::string>& seen, Message& message) {
    const Target target = Resolve(message, name);
    if (target.field == nullptr || route.takes_body) {
        return core::InvalidField(transcode::ShownName(name),
                                  "is not a query parameter of this call");
    }
    if (std::find(route.path_fields.begin(), route.path_fields.end(), name) !=
        route.path_fields.end()) {
        return core::InvalidField(name, "is part of the path and must not be repeated");
    }
    if (!seen.insert(name).second && !target.field->is_repeated()) {
        return core::InvalidField(name, "is given twice");
    }
    return transcode::ReadText(value, *target.owner, *target.field, name);
}

Result<Done> BindQuery(const Route& route, std::string_view query, Message& message) {
    std::set<std::string> seen;
    for (bool more = !query.empty(); more;) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        more = end != std::string_view::npos;
        if (more) query.remove_prefix(end + 1);
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            return Malformed("The query must be name=value pairs.");
        }
        const auto name = PercentDecode(pair.substr(0, equals), PlusSign::kBlank);
        const auto value = PercentDecode(pair.substr(equals + 1), PlusSign::kBlank);
        if (!name || !value) return Malformed("The query is not valid percent-encoded UTF-8 text.");
        auto bound = BindParameter(route, *name, *value, seen, message);
        if (!bound) return std::move(bound).error();
    }
    return Done{};
}

Result<Done> BindBody(const Route& route, std::string_view body, Message& message) {
    if (body.empty()) return Done{};
    if (!route.takes_body) return Malformed("This call takes no body.");
    return transcode::ReadJson(body, message, route.path_fields);
}

}  // namespace

Result<std::string> BindRequest(const Route& route, std::span<const PathParameter> path_parameters,
                                std::string_view query, std::string_view body) {
    const auto message = NewMessage(route.method->input_type());
    auto bound = BindBody(route, body, *message);
    if (bound) bound = BindQuery(route, query, *message);
    if (bound) bound = BindPath(route, path_parameters, *message);
    if (bound) bound = transcode::CheckRequired(*message);
    if (!bound) return std::move(bound).error();
    return message->SerializeAsString();
}

Result<std::string> RenderResponse(const Route& route, std::string_view serialised) {
    const auto message = NewMessage(route.method->output_type());
    if (!message->ParseFromArray(serialised.data(), static_cast<int>(serialised.size()))) {
        return core::ErrorCode::kInternal;
    }
    std::string json;
    json.reserve(2 * serialised.size() + 64);
    try {
        transcode::AppendJson(*message, json);
    } catch (const std::exception&) {
        // The upstream answered a value that has no JSON form: our fault, not the caller's.
        return core::ErrorCode::kInternal;
    }
    return json;
}

}  // namespace clearway::gateway
