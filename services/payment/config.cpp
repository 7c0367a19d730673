// SPDX-License-Identifier: Apache-2.0
#include "services/payment/config.h"

#include "host/service.h"

namespace clearway::payment {

Config Config::Read(config::Environment& environment) {
    using namespace std::chrono_literals;
    Config config;
    config.settlement_address = host::PeerAddress(environment, "settlement");
    config.fraud_address = host::PeerAddress(environment, "fraud");
    config.compliance_address = host::PeerAddress(environment, "compliance");
    config.reconciliation_address = host::PeerAddress(environment, "reconciliation");
    config.fraud_limit = environment.Millis("CLEARWAY_FRAUD_LIMIT_MS", 150ms);
    config.screening_limit = environment.Millis("CLEARWAY_SCREENING_LIMIT_MS", 300ms);
    config.create.limits.unscored_amount_max =
        environment.Integer("CLEARWAY_UNSCORED_AMOUNT_MAX", 250, 0, 1'000'000'000);
    config.create.manual_hold_life =
        std::chrono::hours(environment.Integer("CLEARWAY_MANUAL_HOLD_HOURS", 168, 1, 720));
    config.create.automatic_hold_life =
        std::chrono::hours(environment.Integer("CLEARWAY_AUTOMATIC_HOLD_HOURS", 24, 1, 168));
    config.file_orders_at_once =
        static_cast<std::size_t>(environment.Integer("CLEARWAY_FILE_ORDERS_AT_ONCE", 4, 1, 64));
    config.token = vault::ReadTokenSettings(environment);
    return config;
}

}  // namespace clearway::payment
