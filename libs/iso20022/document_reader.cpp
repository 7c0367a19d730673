// SPDX-License-Identifier: Apache-2.0
#include "iso20022/document_reader.h"

#include "iso20022/document_shape.h"
#include "iso20022/fields/field_reader.h"
#include "xml/schema.h"

namespace clearway::iso20022 {
namespace {

class DocumentReader {
public:
    DocumentReader(xml::Reader& reader, MessageKind kind, std::size_t first_line,
                   const TakePart& take, Findings& findings)
        : reader_(reader), kind_(kind), first_line_(first_line), take_(take), findings_(findings) {}

    // Of the elements under the message's own.
    void Run(std::size_t depth) {
        top_ = depth;
        while (reader_.Next()) {
            const bool in_group = group_ != nullptr && reader_.Depth() > top_;
            if (!in_group) EndGroup();
            if (in_group ? !TakeInGroup() : !TakeAtTop()) return;
        }
        if (reader_.Fault().empty()) EndGroup();
    }

private:
    bool TakeAtTop() {
        const auto* row = FindElement(kind_, reader_.Name(), Place::kTop);
        if (row == nullptr) return reader_.ReadElement().has_value();
        if (row->place == Place::kTop) return TakeWhole(*row);
        group_ = row;
        head_done_ = false;
        collected_ = xml::Element{.name = std::string(row->element), .line = reader_.Line()};
        return true;
    }

    // The fields of a group before its items, the items, the fields behind them.
    bool TakeInGroup() {
        if (const auto* row = FindElement(kind_, reader_.Name(), Place::kItem)) {
            EndHead();
            return TakeWhole(*row);
        }
        auto element = reader_.ReadElement();
        if (element) collected_.children.push_back(std::move(*element));
        return element.has_value();
    }

    bool TakeWhole(const PartElement& row) {
        const auto element = reader_.ReadElement();
        if (!element) return false;
        Emit(*element, row.part);
        return true;
    }

    void EndHead() {
        if (head_done_) return;
        head_done_ = true;
        Emit(collected_, group_->part);
        collected_.children.clear();
    }

    void EndGroup() {
        if (group_ == nullptr) return;
        // Of a group without items, the fields behind them stand with those before.
        const bool no_items = !head_done_;
        const auto tail = no_items ? collected_ : xml::Element{};
        EndHead();
        if (IsReport(kind_)) Emit(no_items ? tail : collected_, Part(StatementEnd{}).index());
        group_ = nullptr;
    }

    void Emit(const xml::Element& element, std::size_t index) {
        auto part = EmptyPart(index);
        FieldReader fields(element, kind_, findings_, first_line_);
        std::visit([&](auto& held) { Describe(fields, held); }, part);
        take_(std::move(part), element.line + first_line_ - 1);
    }

    xml::Reader& reader_;
    MessageKind kind_;
    std::size_t first_line_;
    const TakePart& take_;
    Findings& findings_;
    std::size_t top_ = 0;
    const PartElement* group_ = nullptr;
    bool head_done_ = false;
    xml::Element collected_;
};

}  // namespace

void ReportFault(const xml::Reader& reader, Findings& findings, std::size_t first_line) {
    const bool of_schema = reader.FaultIsOfSchema();
    const auto& fault = reader.Fault();
    if (fault.empty()) return;
    const auto line = reader.FaultLine();
    const auto prefix = line > 0 ? fault.find(": ") + 2 : 0;
    findings.Add({.severity = Severity::kError,
                  .code = of_schema ? "schema" : "malformed",
                  .message = fault.substr(prefix),
                  .line = line == 0 ? 0 : line + first_line - 1});
}

void ReadDocument(xml::Source source, const MessageType& type, std::size_t first_line,
                  const TakePart& take, const ReadOptions& options, Findings& findings) {
    xml::Reader reader(std::move(source), options.limits,
                       options.validate ? &SchemaOf(type) : nullptr);
    DocumentReader document(reader, type.kind, first_line, take, findings);
    if (type.kind == MessageKind::kHead001) {
        document.Run(0);  // the root is the part
    } else if (type.kind == MessageKind::kAdmi002) {
        reader.Next();
        document.Run(1);
    } else if (reader.Next() && reader.Next() && reader.Name() == type.element) {
        document.Run(2);
    } else if (reader.Fault().empty()) {  // only a document that is not validated
        findings.Add({.code = "unknown_message",
                      .message = "the document does not hold the message of its namespace"});
    }
    ReportFault(reader, findings, first_line);
}

}  // namespace clearway::iso20022
