// SPDX-License-Identifier: Apache-2.0
#include "events/event_partitions.h"
#include "services/payment/app.h"
#include "services/payment/store/postgres_payment_store.h"

int main(int argc, char** argv) {
    using namespace clearway;
    host::Service service{
        .name = "payment",
        .purpose = "Payment initiation: decides payments and keeps their state.",
        .migrations = payment::Migrations(),
        .configure =
            [](config::Environment& environment) {
                const auto config = payment::Config::Read(environment);
                return [config](const host::ServiceSettings& settings) {
                    return payment::MakeApp(settings, config);
                };
            },
        .settings =
            {
                {"CLEARWAY_PEER_SETTLEMENT",
                 "host:port of settlement; also _FRAUD, _COMPLIANCE, "
                 "_RECONCILIATION"},
                {"CLEARWAY_FRAUD_LIMIT_MS", "longest wait for a score (150)"},
                {"CLEARWAY_SCREENING_LIMIT_MS", "longest wait for a screening (300)"},
                {"CLEARWAY_UNSCORED_AMOUNT_MAX",
                 "whole currency units authorised without a score (250)"},
                {"CLEARWAY_MANUAL_HOLD_HOURS", "life of a hold that waits for capture (168)"},
                {"CLEARWAY_AUTOMATIC_HOLD_HOURS", "life of any other hold (24)"},
            },
        .partitioned = {events::EventPartitions()}};
    for (auto& setting : vault::TokenSettingsHelp()) service.settings.push_back(std::move(setting));
    return host::RunService(argc, argv, service);
}
