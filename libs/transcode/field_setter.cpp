// SPDX-License-Identifier: Apache-2.0
#include "transcode/field_setter.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include <charconv>
#include <limits>
#include <optional>

#include "clearway/common/v1/types.pb.h"
#include "core/result.h"
#include "crypto/base64.h"
#include "transcode/enum_text.h"
#include "transcode/json_reader.h"

namespace clearway::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kOutOfRange[] = "is out of range";

template <class T>
std::optional<T> ParseInteger(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// YYYY-MM-DDTHH:MM:SS, an optional fraction of 1 to 9 digits, then Z or +HH:MM. The library's
// parser is laxer than RFC 3339, so the shape is checked here and the calendar there.
bool HasTimeShape(std::string_view text) {
    constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd";
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto matches = [&](std::string_view part, std::string_view shape) {
        if (part.size() != shape.size()) return false;
        for (std::size_t i = 0; i < shape.size(); ++i) {
            if (shape[i] == 'd' ? !is_digit(part[i]) : part[i] != shape[i]) return false;
        }
        return true;
    };
    if (!matches(text.substr(0, kShape.size()), kShape)) return false;
    text.remove_prefix(kShape.size());
    if (text.starts_with('.')) {
        std::size_t digits = 0;
        while (digits + 1 < text.size() && is_digit(text[digits + 1])) ++digits;
        if (digits < 1 || digits > 9) return false;
        text.remove_prefix(digits + 1);
    }
    return text == "Z" || matches(text, "+dd:dd") || matches(text, "-dd:dd");
}

Problem SetTimestamp(Message& message, const FieldDescriptor& field, std::string_view text) {
    google::protobuf::Timestamp time;
    if (!HasTimeShape(text) ||
        !google::protobuf::util::TimeUtil::FromString(std::string(text), &time)) {
        return Expected(field);
    }
    const auto* reflection = message.GetReflection();
    Message* target = field.is_repeated() ? reflection->AddMessage(&message, &field)
                                          : reflection->MutableMessage(&message, &field);
    target->CopyFrom(time);
    return {};
}

Problem SetEnum(Message& message, const FieldDescriptor& field, std::string_view text) {
    const auto* value = ParseEnumText(*field.enum_type(), text);
    if (value == nullptr) return Expected(field);
    const auto* reflection = message.GetReflection();
    if (field.is_repeated()) {
        reflection->AddEnum(&message, &field, value);
    } else {
        reflection->SetEnum(&message, &field, value);
    }
    return {};
}

bool IsBytes(const FieldDescriptor& field) { return field.type() == FieldDescriptor::TYPE_BYTES; }

void PutString(Message& message, const FieldDescriptor& field, std::string value) {
    const auto* reflection = message.GetReflection();
    if (field.is_repeated()) {
        reflection->AddString(&message, &field, std::move(value));
    } else {
        reflection->SetString(&message, &field, std::move(value));
    }
}

Problem SetBytes(Message& message, const FieldDescriptor& field, std::string_view text) {
    auto bytes = crypto::FromBase64(text);
    if (!bytes) return Expected(field);
    PutString(message, field, std::move(*bytes));
    return {};
}

Problem SetString(Message& message, const FieldDescriptor& field, std::string_view text) {
    if (IsBytes(field)) return SetBytes(message, field, text);
    if (text.find('\0') != std::string_view::npos) return "must not contain NUL";
    PutString(message, field, std::string(text));
    return {};
}

// Narrows to the field's type; `From` is the widest type of the same signedness, or the other one.
template <class To, class From, class Set>
Problem Narrow(From value, Set set) {
    if (!std::in_range<To>(value)) return kOutOfRange;
    set(static_cast<To>(value));
    return {};
}

template <class From>
Problem SetNumber(Message& message, const FieldDescriptor& field, From value) {
    const auto* reflection = message.GetReflection();
    const bool add = field.is_repeated();
    switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_INT32:
            return Narrow<std::int32_t>(value, [&](std::int32_t v) {
                add ? reflection->AddInt32(&message, &field, v)
                    : reflection->SetInt32(&message, &field, v);
            });
        case FieldDescriptor::CPPTYPE_INT64:
            return Narrow<std::int64_t>(value, [&](std::int64_t v) {
                add ? reflection->AddInt64(&message, &field, v)
                    : reflection->SetInt64(&message, &field, v);
            });
        case FieldDescriptor::CPPTYPE_UINT32:
            return Narrow<std::uint32_t>(value, [&](std::uint32_t v) {
                add ? reflection->AddUInt32(&message, &field, v)
                    : reflection->SetUInt32(&message, &field, v);
            });
        case FieldDescriptor::CPPTYPE_UINT64:
            return Narrow<std::uint64_t>(value, [&](std::uint64_t v) {
                add ? reflection->AddUInt64(&message, &field, v)
                    : reflection->SetUInt64(&message, &field, v);
            });
        case FieldDescriptor::CPPTYPE_DOUBLE:
        case FieldDescriptor::CPPTYPE_FLOAT:
        case FieldDescriptor::CPPTYPE_BOOL:
        case FieldDescriptor::CPPTYPE_ENUM:
        case FieldDescriptor::CPPTYPE_STRING:
        case FieldDescriptor::CPPTYPE_MESSAGE: return Expected(field);
    }
    return Expected(field);
}

// A decimal text that is an integer but does not fit says so; anything else is the wrong type.
Problem SetNumberText(Message& message, const FieldDescriptor& field, std::string_view text) {
    if (const auto value = ParseInteger<std::int64_t>(text)) {
        return SetNumber(message, field, *value);
    }
    if (const auto value = ParseInteger<std::uint64_t>(text)) {
        return SetNumber(message, field, *value);
    }
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    const bool integer =
        !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
    return integer ? kOutOfRange : Expected(field);
}

bool IsWideInteger(const FieldDescriptor& field) {
    return field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 ||
           field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64;
}

}  // namespace

bool IsTimestamp(const google::protobuf::Descriptor* type) {
    return type != nullptr && type->full_name() == "google.protobuf.Timestamp";
}

Problem Expected(const FieldDescriptor& field) {
    switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_INT32:
        case FieldDescriptor::CPPTYPE_INT64:
        case FieldDescriptor::CPPTYPE_UINT32:
        case FieldDescriptor::CPPTYPE_UINT64: return "must be an integer";
        case FieldDescriptor::CPPTYPE_BOOL: return "must be true or false";
        case FieldDescriptor::CPPTYPE_ENUM: {
            std::string list;
            for (const std::string& text : EnumTexts(*field.enum_type())) {
                list += (list.empty() ? "" : ", ") + text;
            }
            return "must be one of: " + list;
        }
        case FieldDescriptor::CPPTYPE_MESSAGE:
            return IsTimestamp(field.message_type()) ? "must be an RFC 3339 time"
                                                     : "must be an object";
        case FieldDescriptor::CPPTYPE_STRING:
            if (field.containing_type()->full_name() ==
                    clearway::common::v1::Amount::descriptor()->full_name() &&
                field.name() == "value") {
                return "must be text with a decimal number, such as \"12.34\"";
            }
            if (IsBytes(field)) return "must be base64 with padding (RFC 4648)";
            return "must be text";
        case FieldDescriptor::CPPTYPE_DOUBLE:
        case FieldDescriptor::CPPTYPE_FLOAT: return "is not supported";
    }
    return "is not supported";
}

Problem SetText(Message& message, const FieldDescriptor& field, std::string_view text) {
    switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_STRING: return SetString(message, field, text);
        case FieldDescriptor::CPPTYPE_ENUM: return SetEnum(message, field, text);
        case FieldDescriptor::CPPTYPE_INT64:
        case FieldDescriptor::CPPTYPE_UINT64: return SetNumberText(message, field, text);
        case FieldDescriptor::CPPTYPE_MESSAGE:
            if (!IsTimestamp(field.message_type())) return Expected(field);
            return SetTimestamp(message, field, text);
        case FieldDescriptor::CPPTYPE_INT32:
        case FieldDescriptor::CPPTYPE_UINT32:
        case FieldDescriptor::CPPTYPE_BOOL:
        case FieldDescriptor::CPPTYPE_DOUBLE:
        case FieldDescriptor::CPPTYPE_FLOAT: return Expected(field);
    }
    return Expected(field);
}

Problem SetInteger(Message& message, const FieldDescriptor& field, std::int64_t value) {
    return SetNumber(message, field, value);
}

Problem SetUnsigned(Message& message, const FieldDescriptor& field, std::uint64_t value) {
    return SetNumber(message, field, value);
}

Problem SetBool(Message& message, const FieldDescriptor& field, bool value) {
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_BOOL) return Expected(field);
    const auto* reflection = message.GetReflection();
    if (field.is_repeated()) {
        reflection->AddBool(&message, &field, value);
    } else {
        reflection->SetBool(&message, &field, value);
    }
    return {};
}

core::Result<core::Done> ReadText(std::string_view text, Message& message,
                                  const FieldDescriptor& field, const std::string& path) {
    Problem problem;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
        problem = text == "true" || text == "false" ? SetBool(message, field, text == "true")
                                                    : Expected(field);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
               field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 || IsWideInteger(field)) {
        problem = SetNumberText(message, field, text);
    } else {
        problem = SetText(message, field, text);
    }
    if (!problem.empty()) return core::InvalidField(path, std::move(problem));
    return core::Done{};
}

}  // namespace clearway::transcode
