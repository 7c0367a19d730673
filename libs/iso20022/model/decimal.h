// SPDX-License-Identifier: Apache-2.0
// An exact decimal number without a unit, as control sums are: sums of amounts whatever their
// currencies. 17 fraction digits, which is what the schemas allow.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/money.h"

namespace clearway::iso20022 {

class Decimal {
public:
    constexpr Decimal() = default;

    // The form of XML schema: a sign, digits, a point; at most 18 digits that count.
    static std::optional<Decimal> Parse(std::string_view text);
    static Decimal Of(const core::Money& money);

    // False: the sum has no room; nothing was added.
    bool Add(const Decimal& other);
    Decimal Negated() const;
    std::string ToString() const;

    friend bool operator==(const Decimal&, const Decimal&) = default;

private:
    __extension__ typedef __int128 Units;

    Units units_ = 0;  // of 10^-17
};

}  // namespace clearway::iso20022
