// SPDX-License-Identifier: Apache-2.0
#include "iso20022/message_reader.h"

#include <algorithm>

#include "iso20022/document_reader.h"
#include "iso20022/rules/message_rules.h"

namespace clearway::iso20022 {
namespace {

constexpr std::string_view kHeaderElement = "AppHdr";
constexpr std::string_view kDocumentElement = "Document";
constexpr std::string_view kHeaderNamespaces = "urn:iso:std:iso:20022:tech:xsd:head.001.001.";

// Remembers what was read of a source, so that it can be read again from its beginning.
class Rewindable {
public:
    explicit Rewindable(xml::Source source) : source_(std::move(source)) {}

    xml::Source Recording() {
        return [this](std::span<char> room) {
            const auto count = source_(room);
            if (count) start_.append(room.data(), *count);
            return count;
        };
    }
    std::size_t Recorded() const { return start_.size(); }
    xml::Source FromTheStart() {
        return [this](std::span<char> room) -> std::optional<std::size_t> {
            if (given_ == start_.size()) return source_(room);
            const auto count = std::min(room.size(), start_.size() - given_);
            std::copy_n(start_.data() + given_, count, room.data());
            given_ += count;
            return count;
        };
    }

private:
    xml::Source source_;
    std::string start_;
    std::size_t given_ = 0;
};

struct Root {
    std::string name;
    std::string name_space;
};

void Refuse(ReadResult& result, const char* code, const char* message, std::size_t line = 0) {
    result.findings.Add(
        {.severity = Severity::kError, .code = code, .message = message, .line = line});
}

std::optional<Root> PeekRoot(Rewindable& source, const ReadOptions& options, ReadResult& result) {
    auto limits = options.limits;
    limits.document_bytes = std::min(limits.document_bytes, kPrologBytes);
    xml::Reader reader(source.Recording(), limits);
    if (reader.Next()) return Root{std::string(reader.Name()), std::string(reader.Namespace())};
    if (source.Recorded() > kPrologBytes)
        Refuse(result, "too_large", "more than 64 KiB stand before the root");
    else
        ReportFault(reader, result.findings);
    return std::nullopt;
}

// A fault that names the namespace, as far as it could be one: what a document holds is not told.
void RefuseNamespace(ReadResult& result, const std::string& name_space, std::size_t line = 0) {
    constexpr std::size_t kLongest = 100;
    const bool is_plain = !name_space.empty() && name_space.size() <= kLongest &&
                          std::ranges::all_of(name_space, [](char c) {
                              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                     (c >= '0' && c <= '9') ||
                                     std::string_view(":/.-_").find(c) != std::string_view::npos;
                          });
    result.findings.Add({.severity = Severity::kError,
                         .code = "unknown_message",
                         .message = "the document is of no known namespace" +
                                    (is_plain ? ": " + name_space : std::string()),
                         .line = line});
}

// At most one AppHdr, and behind it one Document, as texts of their own. Between them and the root
// may stand wrappers of a transport, as the DataPDU of SWIFT.
struct Envelope {
    std::string header = {};
    std::size_t header_line = 0;
    std::string header_namespace = {};
    std::string document = {};
    std::size_t document_line = 0;
    std::string document_namespace = {};
};

std::optional<Envelope> OpenEnvelope(xml::Source source, const ReadOptions& options,
                                     ReadResult& result) {
    auto limits = options.limits;
    limits.document_bytes = std::min(limits.document_bytes, kEnvelopeBytes);
    xml::Reader reader(std::move(source), limits);
    Envelope envelope;
    reader.Next();  // the root: any name
    while (reader.Next()) {
        const bool is_header = reader.Name() == kHeaderElement;
        if (!is_header && reader.Name() != kDocumentElement) continue;
        auto& text = is_header ? envelope.header : envelope.document;
        if (!text.empty() || (is_header && !envelope.document.empty())) {
            Refuse(result, "several_messages", "the envelope holds more than one message",
                   reader.Line());
            return std::nullopt;
        }
        (is_header ? envelope.header_line : envelope.document_line) = reader.Line();
        (is_header ? envelope.header_namespace : envelope.document_namespace) = reader.Namespace();
        auto read = reader.ReadText();
        if (!read) break;
        text = std::move(*read);
    }
    if (!reader.Fault().empty()) {
        ReportFault(reader, result.findings);
        return std::nullopt;
    }
    if (envelope.document.empty()) {
        Refuse(result, "unknown_message", "no document of ISO 20022");
        return std::nullopt;
    }
    return envelope;
}

// Of one version the schema is at hand; others have the same fields.
void ReadHeader(const Envelope& envelope, const TakePart& take, ReadOptions options,
                ReadResult& result) {
    const auto type = WrittenType(MessageKind::kHead001);
    if (envelope.header_namespace != type.Namespace()) {
        if (!envelope.header_namespace.starts_with(kHeaderNamespaces))
            return Refuse(result, "unknown_message", "the header is of no known namespace",
                          envelope.header_line);
        options.validate = false;
        result.findings.Add({.severity = Severity::kWarning,
                             .code = "header_version",
                             .message = "the header is of a version without a schema here",
                             .path = "/AppHdr",
                             .line = envelope.header_line});
    }
    ReadDocument(xml::FromText(envelope.header), type, envelope.header_line, take, options,
                 result.findings);
}

void ReadEnvelope(const Envelope& envelope, const std::function<void(Part&&)>& take,
                  const ReadOptions& options, ReadResult& result) {
    result.type = FindMessageTypeByNamespace(envelope.document_namespace);
    if (!result.type)
        return RefuseNamespace(result, envelope.document_namespace, envelope.document_line);
    MessageRules rules(*result.type, result.findings);
    const auto judged = [&](Part&& part, std::size_t line) {
        rules.Take(part, line);
        take(std::move(part));
    };
    if (!envelope.header.empty()) ReadHeader(envelope, judged, options, result);
    if (result.findings.HaveErrors()) return;
    ReadDocument(xml::FromText(envelope.document), *result.type, envelope.document_line, judged,
                 options, result.findings);
    rules.Finish();
}

}  // namespace

ReadResult ReadMessage(xml::Source source, const std::function<void(Part&&)>& take,
                       const ReadOptions& options) {
    ReadResult result;
    Rewindable rewindable(std::move(source));
    result.findings.TellTo(options.tell);
    const auto root = PeekRoot(rewindable, options, result);
    if (!root) return result;
    if (root->name != kDocumentElement && root->name != kHeaderElement) {
        const auto envelope = OpenEnvelope(rewindable.FromTheStart(), options, result);
        if (envelope) ReadEnvelope(*envelope, take, options, result);
        return result;
    }
    result.type = FindMessageTypeByNamespace(root->name_space);
    const bool is_header = result.type && result.type->kind == MessageKind::kHead001;
    if (!result.type || is_header != (root->name == kHeaderElement)) {
        result.type.reset();
        RefuseNamespace(result, root->name_space);
        return result;
    }
    MessageRules rules(*result.type, result.findings);
    ReadDocument(
        rewindable.FromTheStart(), *result.type, 1,
        [&](Part&& part, std::size_t line) {
            rules.Take(part, line);
            take(std::move(part));
        },
        options, result.findings);
    if (!result.findings.HaveErrors()) rules.Finish();
    return result;
}

WholeMessage ReadWholeMessage(std::string_view text, const ReadOptions& options) {
    WholeMessage whole;
    whole.result = ReadMessage(
        xml::FromText(text), [&](Part&& part) { whole.parts.push_back(std::move(part)); }, options);
    return whole;
}

}  // namespace clearway::iso20022
