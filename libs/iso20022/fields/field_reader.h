// SPDX-License-Identifier: Apache-2.0
// Reads fields out of an element. Describe (describe.h) names the fields of each structure once,
// and FieldWriter takes the same description to write them. What a field holds is judged by the
// rules beside the schema as it is read.
#pragma once

#include "iso20022/fields/describe.h"
#include "iso20022/fields/name.h"
#include "iso20022/message_type.h"
#include "iso20022/rules/field_rules.h"
#include "xml/element.h"

namespace clearway::iso20022 {

class FieldReader {
public:
    template <class T>
    using Held = T;

    // `first_line`: where the document that the element is of begins.
    FieldReader(const xml::Element& element, MessageKind kind, Findings& findings,
                std::size_t first_line = 1)
        : element_(element), kind_(kind), findings_(findings), first_line_(first_line) {}

    MessageKind Kind() const { return kind_; }

    void Text(Name name, std::string& value);
    void Texts(Name name, std::vector<std::string>& values);
    void Number(Name name, std::optional<std::uint64_t>& value);
    void Flag(Name name, std::optional<bool>& value);
    void Sum(Name name, std::optional<Decimal>& value);
    void Amount(Name name, std::optional<core::Money>& value);
    void Time(Name name, std::optional<core::Timestamp>& value);
    void Day(Name name, std::optional<Date>& value);
    void DayOrMoment(Name name, DayOrTime& value);
    void CodeOrOther(Name name, Code& value);
    void Codes(Name name, std::vector<Code>& values);
    void CodeAlone(Name name, std::string& value);  // <Sts><Cd> now, <Sts> before
    void CreditOrDebit(Name name, std::optional<Side>& value);
    void Iban(Name name, std::string& value) { Checked(name, value, CheckIban); }
    void Bic(Name name, std::string& value) { Checked(name, value, CheckBic); }
    void Uetr(Name name, std::string& value) { Checked(name, value, CheckUetr); }
    void Lei(Name name, std::string& value) { Checked(name, value, CheckLei); }
    void Country(Name name, std::string& value) { Checked(name, value, CheckCountry); }
    void Currency(Name name, std::string& value) { Checked(name, value, CheckCurrency); }
    // Told by what is found; `form` is for writing.
    void Either(Name name, PartyOrAgent& value, Form form);

    // A structure in an element of its own.
    template <class T>
    void Group(Name name, T& value) {
        Inside(name, [&](FieldReader& inside) { Describe(inside, value); });
    }
    template <class T>
    void RequiredGroup(Name name, T& value) {
        Group(name, value);
    }
    template <class T>
    void Groups(Name name, std::vector<T>& values) {
        Each(name, [&](const xml::Element& child) {
            FieldReader inside(child, *this);
            Describe(inside, values.emplace_back());
        });
    }
    // An element that is no structure of the model.
    template <class Within>
    void Inside(Name name, Within within) {
        if (const auto* child = Find(name)) {
            FieldReader inside(*child, *this);
            within(inside);
        }
    }

    bool Has(std::string_view name) const;

private:
    using Rule = std::optional<FieldFault> (*)(std::string_view);

    FieldReader(const xml::Element& element, const FieldReader& outer)
        : element_(element),
          kind_(outer.kind_),
          findings_(outer.findings_),
          first_line_(outer.first_line_),
          outer_(&outer) {}

    const xml::Element* Find(Name name);
    static bool IsCalled(const xml::Element& element, const Name& name) {
        return element.name == name.now || (!name.before.empty() && element.name == name.before);
    }
    template <class Taker>
    void Each(Name name, Taker take) {
        for (const auto& child : element_.children)
            if (IsCalled(child, name)) take(child);
    }
    template <class Value, class Read>
    void Converted(Name name, std::optional<Value>& value, Read read, const char* fault);
    void Checked(Name name, std::string& value, Rule rule);
    void Report(const xml::Element& child, const FieldFault& fault) const;
    std::string Path() const;

    const xml::Element& element_;
    MessageKind kind_;
    Findings& findings_;
    std::size_t first_line_;
    const FieldReader* outer_ = nullptr;
    std::size_t next_ =
        0;  // where the next field is likely: fields come in the order of the schema
};

}  // namespace clearway::iso20022
