// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "events/event_partitions.h"
#include "services/payment/app.h"
#include "services/payment/events/file_facts.h"
#include "services/payment/offline/file_commands.h"
#include "services/payment/store/postgres_payment_store.h"

namespace {

using namespace clearway;
using Words = std::span<const std::string>;

// The service's own database, broker and token; throws when a setting is missing or wrong.
payment::FilePlace FilePlaceOf() {
    config::Environment environment;
    payment::FilePlace place{
        .outbox = {.service = "payment",
                   .instance = "payment-submit-file",
                   .database_url = environment.Text("CLEARWAY_DATABASE_URL"),
                   .kafka_brokers = environment.Text("CLEARWAY_KAFKA_BROKERS")},
        .token = vault::ReadTokenSettings(environment),
        .map = payment::EncodeFileFact};
    if (!environment.Faults().empty()) throw std::runtime_error(environment.Faults().front());
    return place;
}

std::vector<host::Command> Commands() {
    return {{.name = "submit-file",
             .purpose = "hand in a large pain.001; see submit-file --help",
             .run =
                 [](Words words) {
                     return payment::RunSubmitFile(words, FilePlaceOf, std::cout, std::cerr);
                 }},
            {.name = "report-file",
             .purpose = "write the pain.002 of a payment file; see report-file --help",
             .run = [](Words words) {
                 return payment::RunReportFile(words, FilePlaceOf, std::cout, std::cerr);
             }}};
}

}  // namespace

int main(int argc, char** argv) {
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
                {"CLEARWAY_FILE_ORDERS_AT_ONCE", "payments of files under way, 1 to 64 (4)"},
            },
        .partitioned = {events::EventPartitions()},
        .commands = Commands()};
    for (auto& setting : vault::TokenSettingsHelp()) service.settings.push_back(std::move(setting));
    return host::RunService(argc, argv, service);
}
