// SPDX-License-Identifier: Apache-2.0
// What is sent: accounts to open, accounts to credit, payments between them. The n-th request is a
// function of n and the run alone. Must not know how it is sent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/benchmark/load/http.h"

namespace clearway::load {

struct Parties {
    std::vector<std::string> debtors;
    std::vector<std::string> creditors;
};

// Which creditor a payment goes to. Spread: each is as likely. Hot: the first gets half of all, the
// others share the rest by Zipf's law with exponent 0.99.
class CreditorChoice {
public:
    CreditorChoice(std::size_t creditors, bool hot);
    // `mixed` is uniform over 64 bits.
    std::size_t Choose(std::uint64_t mixed) const;

private:
    std::size_t creditors_;
    std::vector<double> shares_;  // summed up, when hot
};

Post OpenAccount(const std::string& run, std::int64_t number, const std::string& currency,
                 const std::string& type);
Post CreditAccount(const std::string& run, std::int64_t number, const std::string& account_id,
                   const std::string& currency, const std::string& value);
// Debtors take turns, so that no payer is in a hurry; the creditor is drawn from the rest.
Post Pay(const std::string& run, std::int64_t number, const Parties& parties,
         const CreditorChoice& choice, const std::string& currency);

}  // namespace clearway::load
