// SPDX-License-Identifier: Apache-2.0
#include "transcode/json_reader.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "transcode/field_setter.h"

namespace clearway::transcode {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::size_t kShownNameMax = 64;

// Receives the parser's events. A handler that answers false ends the parse; `error_` says why.
class Handler {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    Handler(Message& root, std::span<const std::string> taken) : root_(root), taken_(taken) {}

    const std::optional<core::Error>& Refusal() const { return error_; }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }

    bool on_object_begin(json::error_code& ec) {
        if (frames_.empty()) return Push({.kind = Kind::kObject, .message = &root_});
        const FieldDescriptor* field = NextValue();
        if (frames_.back().kind == Kind::kMap) return Refuse("must be text", ec);
        if (frames_.back().kind == Kind::kObject && field->is_map()) {
            return Push({.kind = Kind::kMap, .message = frames_.back().message, .field = field});
        }
        if (TakesList(*field)) return Refuse("must be a list", ec);
        if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
            IsTimestamp(field->message_type())) {
            return Refuse(Expected(*field), ec);
        }
        Message* parent = frames_.back().message;
        const auto* reflection = parent->GetReflection();
        Message* child = field->is_repeated() ? reflection->AddMessage(parent, field)
                                              : reflection->MutableMessage(parent, field);
        return Push({.kind = Kind::kObject, .message = child});
    }

    bool on_object_end(std::size_t, json::error_code&) {
        frames_.pop_back();
        return true;
    }

    bool on_array_begin(json::error_code& ec) {
        if (frames_.empty()) return RefuseRoot(ec);
        const FieldDescriptor* field = NextValue();
        if (!TakesList(*field)) return Refuse(ExpectedHere(*field), ec);
        return Push({.kind = Kind::kList, .message = frames_.back().message, .field = field});
    }

    bool on_array_end(std::size_t, json::error_code&) {
        frames_.pop_back();
        return true;
    }

    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }

    bool on_key(json::string_view part, std::size_t, json::error_code& ec) {
        text_.append(part.data(), part.size());
        const std::string key = std::exchange(text_, {});
        Frame& frame = frames_.back();
        if (frame.kind == Kind::kMap) {
            frame.key = key;
            if (key.find('\0') != std::string::npos) return Refuse("must not contain NUL", ec);
            if (!frame.keys.insert(key).second) return Refuse("is given twice", ec);
            return true;
        }
        frame.key = key;
        frame.field = frame.message->GetDescriptor()->FindFieldByName(key);
        return AdmitField(frame, ec);
    }

    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }

    bool on_string(json::string_view part, std::size_t, json::error_code& ec) {
        text_.append(part.data(), part.size());
        const std::string text = std::exchange(text_, {});
        if (frames_.empty()) return RefuseRoot(ec);
        const FieldDescriptor* field = NextValue();
        if (frames_.back().kind == Kind::kMap) return SetMapEntry(*field, text, ec);
        return Set(*field, ec, [&] { return SetText(*frames_.back().message, *field, text); });
    }

    bool on_number_part(json::string_view, json::error_code&) { return true; }

    bool on_int64(std::int64_t value, json::string_view, json::error_code& ec) {
        if (frames_.empty()) return RefuseRoot(ec);
        const FieldDescriptor* field = NextValue();
        return Set(*field, ec, [&] { return SetInteger(*frames_.back().message, *field, value); });
    }

    bool on_uint64(std::uint64_t value, json::string_view, json::error_code& ec) {
        if (frames_.empty()) return RefuseRoot(ec);
        const FieldDescriptor* field = NextValue();
        return Set(*field, ec, [&] { return SetUnsigned(*frames_.back().message, *field, value); });
    }

    // Fractions, exponents and integers beyond 64 bits: no field of the mapping takes them.
    bool on_double(double, json::string_view, json::error_code& ec) {
        if (frames_.empty()) return RefuseRoot(ec);
        const FieldDescriptor* field = NextValue();
        return Refuse(ExpectedHere(*field), ec);
    }

    bool on_bool(bool value, json::error_code& ec) {
        if (frames_.empty()) return RefuseRoot(ec);
        const FieldDescriptor* field = NextValue();
        return Set(*field, ec, [&] { return SetBool(*frames_.back().message, *field, value); });
    }

    // null is an absent field; in a list or a map it would be a value, and there is none such.
    bool on_null(json::error_code& ec) {
        if (frames_.empty()) return RefuseRoot(ec);
        const FieldDescriptor* field = NextValue();
        if (frames_.back().kind == Kind::kObject) return true;
        return Refuse(ExpectedHere(*field), ec);
    }

    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    enum class Kind { kObject, kList, kMap };

    struct Frame {
        Kind kind;
        Message* message;                        // owner of `field`
        const FieldDescriptor* field = nullptr;  // of the value that is read next, or of the list
        std::string key = {};                    // as in the text
        int index = -1;                          // of the list's element
        std::vector<bool> seen = {};             // by the field's index
        std::set<std::string> keys = {};         // of a map
    };

    bool Push(Frame frame) {
        if (frame.kind == Kind::kObject) {
            const int fields = frame.message->GetDescriptor()->field_count();
            frame.seen.resize(static_cast<std::size_t>(fields));
        }
        frames_.push_back(std::move(frame));
        return true;
    }

    const FieldDescriptor* NextValue() {
        Frame& frame = frames_.back();
        if (frame.kind == Kind::kList) ++frame.index;
        return frame.field;
    }

    bool AdmitField(Frame& frame, json::error_code& ec) {
        if (frame.field == nullptr) return Refuse("is not a known field", ec);
        if (frames_.size() == 1 && std::count(taken_.begin(), taken_.end(), frame.key) > 0) {
            return Refuse("is part of the path and must not be repeated", ec);
        }
        const auto index = static_cast<std::size_t>(frame.field->index());
        if (frame.seen[index]) return Refuse("is given twice", ec);
        frame.seen[index] = true;
        const auto* oneof = frame.field->real_containing_oneof();
        if (oneof != nullptr && frame.message->GetReflection()->HasOneof(*frame.message, oneof)) {
            return Refuse("excludes another field that is present", ec);
        }
        return true;
    }

    // The value must open a list now.
    bool TakesList(const FieldDescriptor& field) const {
        return frames_.back().kind == Kind::kObject && field.is_repeated() && !field.is_map();
    }

    Problem ExpectedHere(const FieldDescriptor& field) const {
        if (frames_.back().kind == Kind::kMap) return "must be text";
        if (field.is_map()) return "must be an object";
        return TakesList(field) ? "must be a list" : Expected(field);
    }

    template <class Setter>
    bool Set(const FieldDescriptor& field, json::error_code& ec, Setter setter) {
        if (frames_.back().kind == Kind::kMap || field.is_map() || TakesList(field)) {
            return Refuse(ExpectedHere(field), ec);
        }
        Problem problem = setter();
        return problem.empty() || Refuse(std::move(problem), ec);
    }

    bool SetMapEntry(const FieldDescriptor& field, const std::string& text, json::error_code& ec) {
        if (text.find('\0') != std::string::npos) return Refuse("must not contain NUL", ec);
        Message* owner = frames_.back().message;
        Message* entry = owner->GetReflection()->AddMessage(owner, &field);
        const Descriptor& type = *field.message_type();
        entry->GetReflection()->SetString(entry, type.map_key(), frames_.back().key);
        entry->GetReflection()->SetString(entry, type.map_value(), text);
        return true;
    }

    std::string Path() const {
        std::string path;
        for (const Frame& frame : frames_) {
            if (frame.kind == Kind::kList) {
                path += "[" + std::to_string(frame.index) + "]";
            } else {
                path += (path.empty() ? "" : ".") + ShownName(frame.key);
            }
        }
        return path;
    }

    bool Refuse(Problem problem, json::error_code& ec) {
        error_ = core::InvalidField(Path(), std::move(problem));
        ec = json::error::exception;
        return false;
    }

    bool RefuseRoot(json::error_code& ec) {
        error_ = core::Error{.code = core::ErrorCode::kInvalidArgument,
                             .detail = "The body must be one JSON object."};
        ec = json::error::exception;
        return false;
    }

    Message& root_;
    std::span<const std::string> taken_;
    std::vector<Frame> frames_;
    std::string text_;
    std::optional<core::Error> error_;
};

core::Error Malformed(std::size_t position) {
    return core::Error{
        .code = core::ErrorCode::kInvalidArgument,
        .detail = "The body is not valid JSON (at byte " + std::to_string(position) + ")."};
}

core::Error TooDeep() {
    return core::Error{.code = core::ErrorCode::kInvalidArgument,
                       .detail = "The body is nested too deeply."};
}

}  // namespace

std::string ShownName(std::string_view name) {
    const bool plain = !name.empty() && name.size() <= kShownNameMax &&
                       std::all_of(name.begin(), name.end(), [](unsigned char c) {
                           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                                  (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '.';
                       });
    return plain ? std::string(name) : "?";
}

core::Result<core::Done> ReadJson(std::string_view text, Message& message,
                                  std::span<const std::string> taken) {
    json::parse_options options;
    options.max_depth = kJsonDepthMax;
    json::basic_parser<Handler> parser(options, message, taken);
    json::error_code ec;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), ec);
    if (parser.handler().Refusal()) return *parser.handler().Refusal();
    if (ec == json::error::too_deep) return TooDeep();
    if (ec || read != text.size()) return Malformed(read);
    return core::Done{};
}

}  // namespace clearway::transcode
