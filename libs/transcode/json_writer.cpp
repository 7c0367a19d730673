// SPDX-License-Identifier: Apache-2.0
#include "transcode/json_writer.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>
#include <vector>

#include "crypto/base64.h"
#include "transcode/enum_text.h"
#include "transcode/field_setter.h"

namespace clearway::transcode {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

template <class T>
void AppendInteger(T value, std::string& out) {
    char digits[24];
    const auto result = std::to_chars(std::begin(digits), std::end(digits), value);
    out.append(digits, result.ptr);
}

template <class T>
void AppendQuotedInteger(T value, std::string& out) {
    out += '"';
    AppendInteger(value, out);
    out += '"';
}

void AppendTimestamp(const Message& message, std::string& out) {
    using google::protobuf::util::TimeUtil;
    google::protobuf::Timestamp time;
    time.CopyFrom(message);
    if (time.seconds() < TimeUtil::kTimestampMinSeconds ||
        time.seconds() > TimeUtil::kTimestampMaxSeconds || time.nanos() < 0 ||
        time.nanos() > 999'999'999) {
        throw std::runtime_error("a time is outside the years 1 to 9999");
    }
    out += '"';
    out += TimeUtil::ToString(time);
    out += '"';
}

bool IsKnownEnum(const FieldDescriptor& field, int number) {
    return number != 0 && field.enum_type()->FindValueByNumber(number) != nullptr;
}

// The value of a singular field, or of element `index` of a repeated one.
class Value {
public:
    Value(const Message& message, const FieldDescriptor& field, int index)
        : message_(message), field_(field), reflection_(*message.GetReflection()), index_(index) {}

    template <class Singular, class Repeated>
    auto Get(Singular singular, Repeated repeated) const {
        return index_ < 0 ? (reflection_.*singular)(message_, &field_)
                          : (reflection_.*repeated)(message_, &field_, index_);
    }

    void Append(std::string& out) const {
        switch (field_.cpp_type()) {
            case FieldDescriptor::CPPTYPE_INT32:
                return AppendInteger(Get(&Reflection::GetInt32, &Reflection::GetRepeatedInt32),
                                     out);
            case FieldDescriptor::CPPTYPE_UINT32:
                return AppendInteger(Get(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32),
                                     out);
            case FieldDescriptor::CPPTYPE_INT64:
                return AppendQuotedInteger(
                    Get(&Reflection::GetInt64, &Reflection::GetRepeatedInt64), out);
            case FieldDescriptor::CPPTYPE_UINT64:
                return AppendQuotedInteger(
                    Get(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64), out);
            case FieldDescriptor::CPPTYPE_BOOL:
                out += Get(&Reflection::GetBool, &Reflection::GetRepeatedBool) ? "true" : "false";
                return;
            case FieldDescriptor::CPPTYPE_ENUM: return AppendEnum(out);
            case FieldDescriptor::CPPTYPE_STRING: return AppendText(out);
            case FieldDescriptor::CPPTYPE_MESSAGE: return AppendMessage(out);
            case FieldDescriptor::CPPTYPE_DOUBLE:
            case FieldDescriptor::CPPTYPE_FLOAT:
                throw std::runtime_error("field " + field_.full_name() + " is outside the mapping");
        }
    }

private:
    void AppendEnum(std::string& out) const {
        const int number = Get(&Reflection::GetEnumValue, &Reflection::GetRepeatedEnumValue);
        const auto* value = field_.enum_type()->FindValueByNumber(number);
        AppendJsonText(value == nullptr ? "unspecified" : EnumText(*value), out);
    }

    void AppendText(std::string& out) const {
        std::string scratch;
        const auto& text = index_ < 0 ? reflection_.GetStringReference(message_, &field_, &scratch)
                                      : reflection_.GetRepeatedStringReference(message_, &field_,
                                                                               index_, &scratch);
        const bool bytes = field_.type() == FieldDescriptor::TYPE_BYTES;
        AppendJsonText(bytes ? crypto::ToBase64(text) : text, out);
    }

    void AppendMessage(std::string& out) const {
        const Message& child = index_ < 0
                                   ? reflection_.GetMessage(message_, &field_)
                                   : reflection_.GetRepeatedMessage(message_, &field_, index_);
        if (IsTimestamp(field_.message_type())) {
            AppendTimestamp(child, out);
        } else {
            AppendJson(child, out);
        }
    }

    const Message& message_;
    const FieldDescriptor& field_;
    const Reflection& reflection_;
    const int index_;
};

void AppendList(const Message& message, const FieldDescriptor& field, std::string& out) {
    out += '[';
    const int size = message.GetReflection()->FieldSize(message, &field);
    for (int i = 0; i < size; ++i) {
        if (i > 0) out += ',';
        Value(message, field, i).Append(out);
    }
    out += ']';
}

// Sorted by key: the same message gives the same bytes, whatever the map's order in memory.
void AppendMap(const Message& message, const FieldDescriptor& field, std::string& out) {
    const auto* reflection = message.GetReflection();
    std::vector<std::pair<std::string, std::string>> entries;
    for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
        const Message& entry = reflection->GetRepeatedMessage(message, &field, i);
        const auto& type = *field.message_type();
        entries.emplace_back(entry.GetReflection()->GetString(entry, type.map_key()),
                             entry.GetReflection()->GetString(entry, type.map_value()));
    }
    std::sort(entries.begin(), entries.end());
    out += '{';
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i > 0) out += ',';
        AppendJsonText(entries[i].first, out);
        out += ':';
        AppendJsonText(entries[i].second, out);
    }
    out += '}';
}

bool IsWritten(const Message& message, const FieldDescriptor& field) {
    const auto* reflection = message.GetReflection();
    if (field.is_map()) return reflection->FieldSize(message, &field) > 0;
    if (field.is_repeated()) return true;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        return IsKnownEnum(field, reflection->GetEnumValue(message, &field));
    }
    const bool shows_absence =
        field.has_presence() || field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    return !shows_absence || reflection->HasField(message, &field);
}

}  // namespace

void AppendJsonText(std::string_view text, std::string& out) {
    constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;  // start of the run that needs no escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
        out.append(text, plain, i - plain);
        plain = i + 1;
        if (c == '"' || c == '\\') {
            out += '\\';
            out += text[i];
        } else if (c == '\n') {
            out += "\\n";
        } else {
            out += "\\u00";
            out += kHex[c >> 4];
            out += kHex[c & 0xf];
        }
    }
    out.append(text, plain, text.size() - plain);
    out += '"';
}

void AppendJson(const Message& message, std::string& out) {
    const auto& type = *message.GetDescriptor();
    out += '{';
    bool first = true;
    for (int i = 0; i < type.field_count(); ++i) {
        const FieldDescriptor& field = *type.field(i);
        if (!IsWritten(message, field)) continue;
        if (!std::exchange(first, false)) out += ',';
        AppendJsonText(field.name(), out);
        out += ':';
        if (field.is_map()) {
            AppendMap(message, field, out);
        } else if (field.is_repeated()) {
            AppendList(message, field, out);
        } else {
            Value(message, field, -1).Append(out);
        }
    }
    out += '}';
}

}  // namespace clearway::transcode
