// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/rules.h"

#include <algorithm>

namespace clearway::reconciliation::matching {

Band Pass::BandFor(std::int64_t amount_minor, CurrencyIndex currency) const {
    // 128 bits: an amount has 18 digits, the drift seven.
    const auto magnitude = amount_minor < 0 ? -static_cast<__int128>(amount_minor) : amount_minor;
    const auto drift = static_cast<std::int64_t>(magnitude * drift_ppm / 1'000'000);
    const auto either = drift + amount.In(currency);
    const auto most_fee = static_cast<std::int64_t>(magnitude * fee_ppm / 1'000'000);
    return {.low = -either - std::min(fee.In(currency), most_fee), .high = either};
}

int Rules::ReferenceDays() const {
    int days = 0;
    for (const auto& pass : passes)
        if (pass.kind <= PassKind::kTruncatedReference) days = std::max(days, pass.days);
    return days;
}

int Rules::AmountDays() const {
    int days = 0;
    for (const auto& pass : passes)
        if (pass.kind == PassKind::kAmountAndDate) days = std::max(days, pass.days);
    return days;
}

std::string_view NameOf(PassKind kind) {
    switch (kind) {
        case PassKind::kExactReference: return "exact_reference";
        case PassKind::kNormalisedReference: return "normalised_reference";
        case PassKind::kTruncatedReference: return "truncated_reference";
        case PassKind::kAmountAndDate: return "amount_and_date";
        case PassKind::kOneToMany: return "one_to_many";
        case PassKind::kManyToOne: return "many_to_one";
        case PassKind::kManyToMany: return "many_to_many";
    }
    return "";
}

std::string_view NameOf(Evidence evidence) {
    switch (evidence) {
        case Evidence::kReference: return "reference";
        case Evidence::kCounterparty: return "counterparty";
        case Evidence::kDay: return "day";
        case Evidence::kWindow: return "window";
    }
    return "";
}

}  // namespace clearway::reconciliation::matching
