// SPDX-License-Identifier: Apache-2.0
// Writes the fields of a description (describe.h) in its order, which is that of the schemas. An
// element opens with the first field in it, so what is empty is not written. Rules beside the
// schema are asked before a field is written.
#pragma once

#include "iso20022/fields/describe.h"
#include "iso20022/fields/name.h"
#include "iso20022/message_type.h"
#include "iso20022/rules/field_rules.h"
#include "xml/writer.h"

namespace clearway::iso20022 {

class FieldWriter {
public:
    template <class T>
    using Held = const T;

    // `plain_set`: texts of other characters than SEPA and CBPR+ pass on are refused.
    FieldWriter(xml::Writer& out, MessageKind kind, Findings& findings, bool plain_set)
        : out_(out), kind_(kind), findings_(findings), plain_set_(plain_set) {}

    MessageKind Kind() const { return kind_; }

    void Text(Name name, const std::string& value);
    void Texts(Name name, const std::vector<std::string>& values);
    void Number(Name name, const std::optional<std::uint64_t>& value);
    void Flag(Name name, const std::optional<bool>& value);
    void Sum(Name name, const std::optional<Decimal>& value);
    void Amount(Name name, const std::optional<core::Money>& value);
    void Time(Name name, const std::optional<core::Timestamp>& value);
    void Day(Name name, const std::optional<Date>& value);
    void DayOrMoment(Name name, const DayOrTime& value);
    void CodeOrOther(Name name, const Code& value);
    void Codes(Name name, const std::vector<Code>& values);
    void CodeAlone(Name name, const std::string& value);
    void CreditOrDebit(Name name, const std::optional<Side>& value);
    void Iban(Name name, const std::string& value) { Checked(name, value, CheckIban); }
    void Bic(Name name, const std::string& value) { Checked(name, value, CheckBic); }
    void Uetr(Name name, const std::string& value) { Checked(name, value, CheckUetr); }
    void Lei(Name name, const std::string& value) { Checked(name, value, CheckLei); }
    void Country(Name name, const std::string& value) { Checked(name, value, CheckCountry); }
    void Currency(Name name, const std::string& value) { Checked(name, value, CheckCurrency); }
    void Either(Name name, const PartyOrAgent& value, Form form);

    template <class T>
    void Group(Name name, const T& value) {
        Inside(name, [&](FieldWriter& inside) { Describe(inside, value); });
    }
    // The schema asks for the element even if nothing is in it.
    template <class T>
    void RequiredGroup(Name name, const T& value) {
        Inside(name, [&](FieldWriter& inside) {
            inside.OpenWaiting();
            Describe(inside, value);
        });
    }
    template <class T>
    void Groups(Name name, const std::vector<T>& values) {
        for (const auto& value : values) Group(name, value);
    }
    template <class Within>
    void Inside(Name name, Within within) {
        Begin(name);
        within(*this);
        End();
    }

    // For elements that stay open over many parts.
    void Begin(Name name) { open_.push_back(name.now); }
    void OpenWaiting();
    void End();

    bool Has(std::string_view) const { return false; }

private:
    using Rule = std::optional<FieldFault> (*)(std::string_view);

    void Checked(Name name, const std::string& value, Rule rule);
    void Leaf(Name name, std::string_view text);
    void Report(Name name, const FieldFault& fault);

    xml::Writer& out_;
    MessageKind kind_;
    Findings& findings_;
    bool plain_set_;
    std::vector<std::string_view> open_;
    std::size_t written_ = 0;  // of those open: the rest waits for a field
};

}  // namespace clearway::iso20022
