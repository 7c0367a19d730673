// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/domain/attempt.h"

#include <algorithm>
#include <limits>

namespace clearway::fraud {

namespace {

constexpr int kScaleExponent = 4;
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

// Namespace of derived entity keys; any fixed UUID serves.
constexpr core::Uuid kEntityNamespace(core::Uuid::Bytes{0x5b, 0x1f, 0x0c, 0x1d, 0x6a, 0x0e, 0x4f,
                                                        0x7e, 0x9a, 0x55, 0x21, 0xd4, 0x3c, 0x90,
                                                        0x7b, 0xe2});

}  // namespace

EntityKey EntityKeyOf(std::string_view text) {
    if (const auto uuid = core::Uuid::Parse(text)) return *uuid;
    return core::Uuid::Derive(kEntityNamespace, text);
}

bool SameTerms(const Attempt& a, const Attempt& b) {
    return a.payer == b.payer && a.payee == b.payee && a.device == b.device &&
           a.terminal == b.terminal && a.amount == b.amount;
}

core::Uuid AssessmentStream(const core::PaymentId& payment) {
    return core::Uuid::Derive(payment.value, "assessment");
}

std::int64_t ScaledAmount(const core::Money& amount) {
    auto scaled = amount.MinorUnits();
    for (int digit = amount.GetCurrency().Exponent(); digit < kScaleExponent; ++digit) {
        if (__builtin_mul_overflow(scaled, std::int64_t{10}, &scaled)) return kLargest;
    }
    return scaled;
}

std::int64_t AddScaled(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? kLargest : sum;
}

std::int64_t SubtractScaled(std::int64_t sum, std::int64_t part) {
    return sum == kLargest ? kLargest : std::max(sum - part, std::int64_t{0});
}

}  // namespace clearway::fraud
