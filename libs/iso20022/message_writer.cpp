// SPDX-License-Identifier: Apache-2.0
#include "iso20022/message_writer.h"

#include "iso20022/document_shape.h"

namespace clearway::iso20022 {
namespace {

constexpr std::size_t kPartsAtOnce = 64;  // between two pieces for the sink

}  // namespace

MessageWriter::MessageWriter(MessageKind kind, Sink sink, const WriteOptions& options)
    : type_(WrittenType(kind)),
      sink_(std::move(sink)),
      rules_(type_, findings_),
      fields_(out_, kind, findings_, options.plain_set),
      validator_(SchemaOf(type_)) {
    out_.Declaration();
    if (kind == MessageKind::kHead001) return;  // its root is the part
    out_.Open("Document");
    out_.Attribute("xmlns", type_.Namespace());
    if (kind != MessageKind::kAdmi002) out_.Open(type_.element.data());
}

bool MessageWriter::Put(const Part& part) {
    if (findings_.HaveErrors()) return false;
    Write(part);
    rules_.Take(part);
    if (findings_.HaveErrors()) return false;
    if (++unsent_ < kPartsAtOnce) return true;
    return HandOn(out_.TakeSoFar());
}

void MessageWriter::Write(const Part& part) {
    if (std::holds_alternative<StatementEnd>(part) && in_group_) {
        Describe(fields_, std::get<StatementEnd>(part));
        return EndGroup();
    }
    const auto* row = FindPart(type_.kind, part);
    if (row == nullptr || (row->place == Place::kItem && !in_group_)) {
        findings_.Add(
            {.code = "part_place", .message = "no such part has a place here in the message"});
        return;
    }
    if (row->place != Place::kItem) EndGroup();
    fields_.Begin(row->element.data());
    fields_.OpenWaiting();
    if (type_.kind == MessageKind::kHead001) out_.Attribute("xmlns", type_.Namespace());
    std::visit([&](const auto& held) { Describe(fields_, held); }, part);
    if (row->place == Place::kGroup) {
        in_group_ = true;
    } else {
        fields_.End();
    }
}

void MessageWriter::EndGroup() {
    if (in_group_) fields_.End();
    in_group_ = false;
}

bool MessageWriter::HandOn(std::string text) {
    unsent_ = 0;
    if (validator_.Feed(text)) {
        sink_(text);
        return true;
    }
    findings_.Add({.code = "schema", .message = validator_.Fault()});
    return false;
}

bool MessageWriter::Finish() {
    if (findings_.HaveErrors()) return false;
    EndGroup();
    rules_.Finish();
    if (findings_.HaveErrors()) return false;
    const auto rest = out_.Take();
    if (!validator_.Feed(rest) || !validator_.Finish()) {
        findings_.Add({.code = "schema", .message = validator_.Fault()});
        return false;
    }
    sink_(rest);
    return true;
}

core::Result<std::string> WriteMessage(MessageKind kind, std::span<const Part> parts,
                                       const WriteOptions& options) {
    std::string text;
    MessageWriter writer(
        kind, [&](std::string_view piece) { text += piece; }, options);
    bool good = true;
    for (const auto& part : parts) good = good && writer.Put(part);
    if (good && writer.Finish()) return text;
    core::Error error{.code = core::ErrorCode::kInvalidArgument,
                      .detail = "the message breaks its schema or the rules beside it"};
    for (const auto& finding : writer.Found().Kept())
        if (finding.severity == Severity::kError)
            error.field_errors.push_back({finding.path, finding.code, finding.message});
    return error;
}

}  // namespace clearway::iso20022
