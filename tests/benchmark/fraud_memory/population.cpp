// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/fraud_memory/population.h"

#include <algorithm>
#include <cmath>

namespace clearway::fraud_memory {
namespace {

constexpr std::int64_t kOfAll = 25, kPayersOfAll = 12, kPayeesOfAll = 1;
constexpr std::int64_t kBegin = 1'750'000'000, kSeconds = 30 * std::int64_t{fraud::kDaySeconds};
// Ten-thousandths of the major unit: 1 to 201.
constexpr std::int64_t kSmallest = 10'000;
constexpr double kSpread = 2'000'000;

// SplitMix64: a well-mixed number for each n, the same in every run.
std::uint64_t Mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

fraud::EntityKey KeyOf(std::uint64_t kind, std::int64_t number) {
    core::Uuid::Bytes bytes{};
    auto word = kind << 56 | static_cast<std::uint64_t>(number);
    for (std::size_t half = 0; half < 2; ++half) {
        word = Mix(word);
        for (std::size_t i = 0; i < 8; ++i)
            bytes[8 * half + i] = static_cast<std::uint8_t>(word >> 8 * i & 0xFF);
    }
    return core::Uuid(bytes);
}

}  // namespace

Population::Population(std::int64_t entities, std::int64_t attempts_a_payer)
    : payers_(std::max<std::int64_t>(1, entities * kPayersOfAll / kOfAll)),
      payees_(std::max<std::int64_t>(1, entities * kPayeesOfAll / kOfAll)),
      attempts_a_payer_(attempts_a_payer) {}

fraud::Observation Population::Next() {
    const auto payer = number_ % attempts_a_payer_ == 0 ? number_ / attempts_a_payer_ : AnyPayer();
    const auto at = kBegin + number_ * kSeconds / Attempts();
    ++number_;
    return {.payer = KeyOf(1, payer),
            .payee = KeyOf(2, AnyPayee()),
            .device = KeyOf(3, payer),
            .terminal = std::nullopt,
            .scaled_amount = kSmallest + static_cast<std::int64_t>(kSpread * Drawn()),
            .at = static_cast<fraud::Second>(at)};
}

// The busiest pays some dozens of times a day when there are millions.
std::int64_t Population::AnyPayer() {
    const double drawn = Drawn();
    return static_cast<std::int64_t>(static_cast<double>(payers_) * drawn * drawn);
}

// Zipf's law with exponent 1, nearly: whoever ranks n-th gets an n-th of what the first gets.
std::int64_t Population::AnyPayee() {
    const double rank = std::pow(static_cast<double>(payees_), Drawn());
    return std::min(static_cast<std::int64_t>(rank), payees_ - 1);
}

}  // namespace clearway::fraud_memory
