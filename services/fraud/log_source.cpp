// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/log_source.h"

#include <utility>

#include "host/start_failure.h"
#include "services/fraud/app.h"
#include "services/fraud/store/feature_log.h"
#include "telemetry/log.h"

namespace clearway::fraud {

namespace {

constexpr char kSetting[] = "CLEARWAY_DATABASE_URL";

// Reads only: a replica serves, and so does a user who may do no more.
std::unique_ptr<FeatureLogReader> Open(const std::string& database_url) {
    const auto named = std::string("the database that ") + kSetting + " names ";
    const auto pending = [&] {
        try {
            return postgres::PendingMigrations(database_url, Migrations());
        } catch (const std::exception& failure) {
            throw host::StartFailure(named + "cannot be used: " + log::Redact(failure.what()),
                                     "start PostgreSQL or correct the setting");
        }
    }();
    if (!pending.empty())
        throw host::StartFailure(
            named + "has no feature log of this program, first missing step " + pending.front(),
            "correct the setting, or run clearway-fraud migrate");
    return std::make_unique<StoredFeatureLog>(database_url);
}

}  // namespace

LogSource FindLog(config::Environment& environment) {
    auto url = environment.Text(kSetting, "");
    return {.fault = url.empty() ? std::string("--history needs ") + kSetting +
                                       ", the connection string of the fraud service's database"
                                 : "",
            .open = [url = std::move(url)] { return Open(url); }};
}

}  // namespace clearway::fraud
