// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/load/workload.h"

#include <algorithm>
#include <cmath>

namespace clearway::load {
namespace {

constexpr double kZipfExponent = 0.99;

// SplitMix64: a well-mixed number for each n, the same in every run.
std::uint64_t Mix(std::int64_t number) {
    std::uint64_t x = static_cast<std::uint64_t>(number) + 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

std::string Amount(const std::string& currency, const std::string& value) {
    return R"({"currency":")" + currency + R"(","value":")" + value + R"("})";
}

std::string Key(const std::string& run, const char* what, std::int64_t number) {
    return run + '-' + what + '-' + std::to_string(number);
}

}  // namespace

Post OpenAccount(const std::string& run, std::int64_t number, const std::string& currency,
                 const std::string& type) {
    return {.path = "/v1/accounts",
            .idempotency_key = Key(run, type.c_str(), number),
            .body = R"({"currency":")" + currency + R"(","type":")" + type +
                    R"(","holder":{"name":"Load Holder )" + std::to_string(number) +
                    R"(","country":"NL"}})"};
}

Post CreditAccount(const std::string& run, std::int64_t number, const std::string& account_id,
                   const std::string& currency, const std::string& value) {
    return {.path = "/v1/sandbox/credits",
            .idempotency_key = Key(run, "credit", number),
            .body = R"({"account_id":")" + account_id + R"(","amount":)" +
                    Amount(currency, value) + '}'};
}

CreditorChoice::CreditorChoice(std::size_t creditors, bool hot) : creditors_(creditors) {
    if (!hot || creditors < 2) return;
    std::vector<double> weights(creditors);
    double others = 0;
    for (std::size_t rank = 1; rank < creditors; ++rank)
        others += weights[rank] = 1 / std::pow(static_cast<double>(rank), kZipfExponent);
    weights[0] = others;  // half of the whole
    double sum = 0;
    for (const double weight : weights) shares_.push_back(sum += weight / (2 * others));
}

std::size_t CreditorChoice::Choose(std::uint64_t mixed) const {
    if (shares_.empty()) return mixed % creditors_;
    const double drawn = static_cast<double>(mixed >> 11) * 0x1.0p-53;
    const auto found = std::ranges::upper_bound(shares_, drawn);
    return std::min<std::size_t>(static_cast<std::size_t>(found - shares_.begin()),
                                 creditors_ - 1);
}

Post Pay(const std::string& run, std::int64_t number, const Parties& parties,
         const CreditorChoice& choice, const std::string& currency) {
    const auto& debtor = parties.debtors[static_cast<std::size_t>(number) % parties.debtors.size()];
    const std::uint64_t mixed = Mix(number);
    const auto& creditor = parties.creditors[choice.Choose(mixed)];
    const std::uint64_t units = 1 + (mixed >> 32) % 40;
    return {.path = "/v1/payments",
            .idempotency_key = Key(run, "pay", number),
            .body = R"({"debtor":{"account_id":")" + debtor +
                    R"("},"creditor":{"account_id":")" + creditor + R"("},"amount":)" +
                    Amount(currency, std::to_string(units)) + R"(,"end_to_end_id":"L)" +
                    std::to_string(number) + R"("})"};
}

}  // namespace clearway::load
