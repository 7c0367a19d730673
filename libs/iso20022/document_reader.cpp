// SPDX-License-Identifier: Apache-2.0
#include "iso20022/document_reader.h"

#include "iso20022/document_shape.h"
#include "iso20022/fields/field_reader.h"
#include "xml/schema.h"

namespace clearway::iso20022 {
namespace {

constexpr std::string_view kDetails = "NtryDtls";

// An element and all within it.
std::size_t CountOf(const xml::Element& element) {
    std::size_t count = 1;
    for (const auto& child : element.children) count += CountOf(child);
    return count;
}

// Where it is: at the top of a message, in a group of it (a statement), or in an entry of a report.
class DocumentReader {
public:
    DocumentReader(xml::Reader& reader, MessageKind kind, std::size_t first_line,
                   std::size_t elements_max, const TakePart& take, Findings& findings)
        : reader_(reader),
          kind_(kind),
          first_line_(first_line),
          elements_max_(elements_max),
          take_(take),
          findings_(findings) {}

    // Of the elements under the message's own.
    void Run(std::size_t depth) {
        top_ = depth;
        while (reader_.Next()) {
            LeaveTo(reader_.Depth());
            if (!TakeHere()) return;
        }
        if (reader_.Fault().empty()) LeaveTo(top_);
    }

private:
    // Ends what the next element, of this depth, does not stand in.
    void LeaveTo(std::size_t depth) {
        if (depth <= top_ + 1) EndEntry();
        if (depth <= top_) EndGroup();
    }

    bool TakeHere() {
        if (in_entry_) return TakeInEntry();
        return group_ != nullptr ? TakeInGroup() : TakeAtTop();
    }

    bool TakeAtTop() {
        const auto* row = FindElement(kind_, reader_.Name(), Place::kTop);
        if (row == nullptr) return reader_.ReadElement().has_value();
        if (row->place == Place::kTop) return TakeWhole(*row);
        group_ = row;
        head_done_ = false;
        collected_ = xml::Element{.name = std::string(row->element), .line = reader_.Line()};
        held_ = 0;
        return true;
    }

    // The fields of a group before its items, the items, the fields behind them.
    bool TakeInGroup() {
        const auto* row = FindElement(kind_, reader_.Name(), Place::kItem);
        if (row == nullptr) return Collect(collected_);
        EndHead();
        if (!IsReport(kind_)) return TakeWhole(*row);
        in_entry_ = true;
        pieces_ = 0;
        entry_ = xml::Element{.name = std::string(row->element), .line = reader_.Line()};
        held_ = 0;
        details_ = 0;
        return true;
    }

    bool Collect(xml::Element& into) {
        auto element = reader_.ReadElement();
        if (!element) return false;
        held_ += CountOf(*element);
        into.children.push_back(std::move(*element));
        if (held_ <= elements_max_ || in_entry_) return true;
        findings_.Add({.code = "too_large",
                       .message = "a group holds too much beside its items",
                       .line = into.line + first_line_ - 1});
        return false;
    }

    // A batch may be of any size: its details are handed on piece by piece.
    bool TakeInEntry() {
        const bool in_details = reader_.Depth() > top_ + 2;
        if (!in_details && reader_.Name() == kDetails) {
            DropEmptyDetails();
            entry_.children.push_back({.name = std::string(kDetails), .line = reader_.Line()});
        } else if (!Collect(in_details ? entry_.children.back() : entry_)) {
            return false;
        } else if (!in_details) {
            return true;
        }
        if (++details_ >= kEntryDetailsAtOnce || held_ >= elements_max_) EmitPiece();
        return true;
    }

    void EmitPiece() {
        const auto line = entry_.children.back().line;
        Emit(entry_, pieces_++ == 0 ? Part(Entry{}).index() : Part(EntryMore{}).index());
        entry_.children.clear();
        entry_.children.push_back({.name = std::string(kDetails), .line = line});
        held_ = 0;
        details_ = 0;
    }

    // The details that went on into this piece, when they end with the one before.
    void DropEmptyDetails() {
        if (pieces_ == 0 || entry_.children.empty()) return;
        const auto& last = entry_.children.back();
        if (last.name == kDetails && last.children.empty()) entry_.children.pop_back();
    }

    void EndEntry() {
        if (!in_entry_) return;
        in_entry_ = false;
        DropEmptyDetails();
        if (pieces_ == 0) return Emit(entry_, Part(Entry{}).index());
        if (!entry_.children.empty()) Emit(entry_, Part(EntryMore{}).index());
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
        held_ = 0;
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
    std::size_t elements_max_;
    const TakePart& take_;
    Findings& findings_;
    std::size_t top_ = 0;
    const PartElement* group_ = nullptr;
    bool head_done_ = false;
    xml::Element collected_;
    bool in_entry_ = false;
    xml::Element entry_;
    std::size_t pieces_ = 0;   // of the entry that were handed on
    std::size_t details_ = 0;  // in the piece
    std::size_t held_ = 0;     // elements in what is collected
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
    DocumentReader document(reader, type.kind, first_line, options.limits.elements, take, findings);
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
