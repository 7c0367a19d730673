// SPDX-License-Identifier: Apache-2.0
#include "iso20022/fields/field_writer.h"

#include "iso20022/fields/value_text.h"

namespace clearway::iso20022 {

void FieldWriter::OpenWaiting() {
    for (; written_ < open_.size(); ++written_) out_.Open(open_[written_].data());
}

void FieldWriter::End() {
    if (written_ == open_.size()) {
        out_.Close();
        --written_;
    }
    open_.pop_back();
}

void FieldWriter::Report(Name name, const FieldFault& fault) {
    std::string path;
    for (const auto open : open_) path.append("/").append(open);
    findings_.Add({.severity = fault.severity,
                   .code = std::string(fault.code),
                   .message = std::string(fault.message),
                   .path = path.append("/").append(name.now)});
}

void FieldWriter::Leaf(Name name, std::string_view text) {
    OpenWaiting();
    out_.Element(name.now.data(), text);
}

void FieldWriter::Text(Name name, const std::string& value) {
    if (value.empty()) return;
    // What XML cannot hold would leave as another text.
    if (xml::WritableText(value) != value)
        Report(name, {.code = "text_characters", .message = "the text is no UTF-8 that XML holds"});
    if (plain_set_ && !IsOfPlainSet(value))
        Report(name, {.code = "text_plain_set",
                      .message = "the text has characters that the scheme does not pass on"});
    Leaf(name, value);
}

void FieldWriter::Texts(Name name, const std::vector<std::string>& values) {
    for (const auto& value : values) Text(name, value);
}

void FieldWriter::Checked(Name name, const std::string& value, Rule rule) {
    if (value.empty()) return;
    if (const auto fault = rule(value)) Report(name, *fault);
    Leaf(name, value);
}

void FieldWriter::Number(Name name, const std::optional<std::uint64_t>& value) {
    if (value) Leaf(name, std::to_string(*value));
}

void FieldWriter::Flag(Name name, const std::optional<bool>& value) {
    if (value) Leaf(name, *value ? "true" : "false");
}

void FieldWriter::Sum(Name name, const std::optional<Decimal>& value) {
    if (value) Leaf(name, value->ToString());
}

void FieldWriter::Amount(Name name, const std::optional<core::Money>& value) {
    if (!value) return;
    OpenWaiting();
    out_.Open(name.now.data());
    out_.Attribute("Ccy", value->GetCurrency().Code());
    out_.Text(core::FormatDecimal(*value));
    out_.Close();
}

void FieldWriter::Time(Name name, const std::optional<core::Timestamp>& value) {
    if (value) Leaf(name, core::FormatRfc3339(*value));
}

void FieldWriter::Day(Name name, const std::optional<Date>& value) {
    if (value) Leaf(name, DateText(*value));
}

void FieldWriter::DayOrMoment(Name name, const DayOrTime& value) {
    Inside(name, [&](FieldWriter& inside) {
        inside.Time("DtTm", value.time);
        if (!value.time) inside.Day("Dt", value.day);
    });
}

void FieldWriter::CodeOrOther(Name name, const Code& value) {
    Inside(name, [&](FieldWriter& inside) {
        inside.Text("Cd", value.code);
        inside.Text("Prtry", value.proprietary);
    });
}

void FieldWriter::Codes(Name name, const std::vector<Code>& values) {
    for (const auto& value : values) CodeOrOther(name, value);
}

void FieldWriter::CodeAlone(Name name, const std::string& value) {
    Inside(name, [&](FieldWriter& inside) { inside.Text("Cd", value); });
}

void FieldWriter::CreditOrDebit(Name name, const std::optional<Side>& value) {
    if (value) Leaf(name, *value == Side::kCredit ? "CRDT" : "DBIT");
}

void FieldWriter::Either(Name name, const PartyOrAgent& value, Form form) {
    const bool is_agent = IsKnown(value.agent);
    if (is_agent && (form == Form::kParty || IsKnown(value.party)))
        Report(name, {.code = "party_form", .message = "a bank where a party must be, or both"});
    if (!is_agent && form == Form::kAgent && IsKnown(value.party))
        Report(name, {.code = "party_form", .message = "a party where a bank must be"});
    Inside(name, [&](FieldWriter& inside) {
        if (form == Form::kParty) return Describe(inside, value.party);
        if (form == Form::kAgent) return Describe(inside, value.agent);
        inside.Group("Pty", value.party);
        inside.Group("Agt", value.agent);
    });
}

}  // namespace clearway::iso20022
