// SPDX-License-Identifier: Apache-2.0
// Attempts of payers, devices and payees in all the numbers that a machine's memory is asked for:
// spread over 30 days, a few payers and payees in very many of them, most in a few. The same in
// every run. Must not know what counts them.
#pragma once

#include <cstdint>
#include <random>

#include "services/fraud/features/observation.h"

namespace clearway::fraud_memory {

class Population {
public:
    // Of 25 entities 12 are payers, each with a device, and one is a payee.
    Population(std::int64_t entities, std::int64_t attempts_a_payer);

    std::int64_t Attempts() const { return payers_ * attempts_a_payer_; }
    // In the order of their times. Each payer comes once at its turn; whose the other attempts are,
    // and all payees, is drawn.
    fraud::Observation Next();

private:
    double Drawn() { return static_cast<double>(random_() >> 11) * 0x1.0p-53; }
    std::int64_t AnyPayer();
    std::int64_t AnyPayee();

    std::int64_t payers_;
    std::int64_t payees_;
    std::int64_t attempts_a_payer_;
    std::int64_t number_ = 0;
    std::mt19937_64 random_;
};

}  // namespace clearway::fraud_memory
