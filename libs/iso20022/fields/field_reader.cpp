// SPDX-License-Identifier: Apache-2.0
#include "iso20022/fields/field_reader.h"

#include <algorithm>

#include "iso20022/fields/value_text.h"

namespace clearway::iso20022 {
namespace {

const xml::Element* Child(const xml::Element& element, std::string_view name) {
    const auto found = std::ranges::find(element.children, name, &xml::Element::name);
    return found == element.children.end() ? nullptr : &*found;
}

void TakeCode(const xml::Element& element, Code& value) {
    if (const auto* code = Child(element, "Cd")) value.code = code->text;
    const auto* proprietary = Child(element, "Prtry");
    if (proprietary == nullptr) return;
    // Some are an identification with an issuer.
    const auto* id = Child(*proprietary, "Id");
    value.proprietary = id == nullptr ? proprietary->text : id->text;
}

}  // namespace

const xml::Element* FieldReader::Find(Name name) {
    const auto& children = element_.children;
    for (std::size_t tried = 0; tried < children.size(); ++tried) {
        const auto at =
            next_ + tried < children.size() ? next_ + tried : next_ + tried - children.size();
        if (!IsCalled(children[at], name)) continue;
        next_ = at + 1 < children.size() ? at + 1 : 0;
        return &children[at];
    }
    return nullptr;
}

bool FieldReader::Has(std::string_view name) const { return Child(element_, name) != nullptr; }

std::string FieldReader::Path() const {
    std::string path = outer_ == nullptr ? "" : outer_->Path();
    return path + "/" + element_.name;
}

void FieldReader::Report(const xml::Element& child, const FieldFault& fault) const {
    findings_.Add({.severity = fault.severity,
                   .code = std::string(fault.code),
                   .message = std::string(fault.message),
                   .path = Path() + "/" + child.name,
                   .line = child.line + first_line_ - 1});
}

void FieldReader::Text(Name name, std::string& value) {
    if (const auto* child = Find(name)) value = child->text;
}

void FieldReader::Texts(Name name, std::vector<std::string>& values) {
    Each(name, [&](const xml::Element& child) { values.push_back(child.text); });
}

void FieldReader::Checked(Name name, std::string& value, Rule rule) {
    const auto* child = Find(name);
    if (child == nullptr) return;
    value = child->text;
    if (const auto fault = rule(value)) Report(*child, *fault);
}

template <class Value, class Read>
void FieldReader::Converted(Name name, std::optional<Value>& value, Read read, const char* fault) {
    const auto* child = Find(name);
    if (child == nullptr) return;
    value = read(Collapsed(child->text));
    if (!value) Report(*child, {.code = "value_form", .message = fault});
}

void FieldReader::Number(Name name, std::optional<std::uint64_t>& value) {
    Converted(name, value, ReadCount, "the value is no whole number of 0 or more");
}

void FieldReader::Flag(Name name, std::optional<bool>& value) {
    Converted(name, value, ReadBool, "the value is neither true nor false");
}

void FieldReader::Sum(Name name, std::optional<Decimal>& value) {
    Converted(name, value, Decimal::Parse, "the value is no decimal number of at most 18 digits");
}

void FieldReader::Amount(Name name, std::optional<core::Money>& value) {
    const auto* child = Find(name);
    if (child == nullptr) return;
    const auto read = ReadMoney(Collapsed(child->Attribute("Ccy")), Collapsed(child->text));
    value = read.money;
    if (read.fault) Report(*child, *read.fault);
}

void FieldReader::Time(Name name, std::optional<core::Timestamp>& value) {
    Converted(name, value, ReadTime, "the value is no date with a time");
    if (value && !IsPlausible(std::chrono::floor<std::chrono::days>(*value)))
        Report(element_,
               {.code = "date_implausible", .message = "a date before 1900 or after 2100"});
}

void FieldReader::Day(Name name, std::optional<Date>& value) {
    Converted(name, value, ReadDate, "the value is no date");
    if (value && !IsPlausible(*value))
        Report(element_,
               {.code = "date_implausible", .message = "a date before 1900 or after 2100"});
}

void FieldReader::DayOrMoment(Name name, DayOrTime& value) {
    const auto* child = Find(name);
    if (child == nullptr) return;
    if (const auto* moment = Child(*child, "DtTm")) {
        value.day = ReadDate(Collapsed(moment->text));
        value.time = ReadTime(Collapsed(moment->text));
    } else {
        const auto* day = Child(*child, "Dt");
        value.day = ReadDate(Collapsed(day == nullptr ? child->text : day->text));
    }
    if (!value.day) Report(*child, {.code = "value_form", .message = "the value is no date"});
    if (value.day && !IsPlausible(*value.day))
        Report(*child, {.code = "date_implausible", .message = "a date before 1900 or after 2100"});
}

void FieldReader::CodeOrOther(Name name, Code& value) {
    if (const auto* child = Find(name)) TakeCode(*child, value);
}

void FieldReader::Codes(Name name, std::vector<Code>& values) {
    Each(name, [&](const xml::Element& child) { TakeCode(child, values.emplace_back()); });
}

void FieldReader::CodeAlone(Name name, std::string& value) {
    const auto* child = Find(name);
    if (child == nullptr) return;
    Code code;
    TakeCode(*child, code);
    value = child->children.empty() ? child->text : code.Text();
}

void FieldReader::CreditOrDebit(Name name, std::optional<Side>& value) {
    const auto* child = Find(name);
    if (child == nullptr) return;
    if (child->text == "CRDT") value = Side::kCredit;
    if (child->text == "DBIT") value = Side::kDebit;
}

void FieldReader::Either(Name name, PartyOrAgent& value, Form) {
    Inside(name, [&](FieldReader& inside) {
        if (inside.Has("Pty")) {
            inside.Group("Pty", value.party);
        } else if (inside.Has("Agt")) {
            inside.Group("Agt", value.agent);
        } else if (inside.Has("FinInstnId")) {
            Describe(inside, value.agent);
        } else {
            Describe(inside, value.party);
        }
    });
}

}  // namespace clearway::iso20022
