// SPDX-License-Identifier: Apache-2.0
// Settings of the payment service's own.
#pragma once

#include <chrono>
#include <string>

#include "config/environment.h"
#include "services/payment/usecase/create_payment.h"
#include "vault/pkcs11/token_settings.h"

namespace clearway::payment {

struct Config {
    std::string settlement_address;
    std::string fraud_address;
    std::string compliance_address;
    std::string reconciliation_address;
    std::chrono::milliseconds fraud_limit{150};
    std::chrono::milliseconds screening_limit{300};
    std::size_t accounts_remembered_max = 200'000;
    std::size_t file_orders_at_once = 4;  // payments of files under way
    CreateOptions create;
    vault::TokenSettings token;

    static Config Read(config::Environment& environment);
};

}  // namespace clearway::payment
