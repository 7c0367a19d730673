// SPDX-License-Identifier: Apache-2.0
#include "host/service.h"

#include "host/start_failure.h"

namespace clearway::host {
namespace {

// A service never writes into a schema it does not know; it does not wait for one either, so that a
// forgotten step is seen at once.
void RequireSchema(const Service& service, const std::string& database_url) {
    const auto pending = [&] {
        try {
            return postgres::PendingMigrations(database_url, service.migrations);
        } catch (const std::exception& failure) {
            throw StartFailure(std::string("the database cannot be used: ") + failure.what(),
                               "start PostgreSQL or correct CLEARWAY_DATABASE_URL");
        }
    }();
    if (pending.empty()) return;
    throw StartFailure("the database schema is behind, first missing step " + pending.front(),
                       "run clearway-" + service.name + " migrate");
}

std::function<std::unique_ptr<Application>()> Configure(const Service& service,
                                                        config::Environment& environment) {
    auto settings = ServiceSettings::Read(environment, service.name);
    auto build = service.configure(environment);
    return [&service, settings = std::move(settings), build = std::move(build)] {
        RequireSchema(service, settings.database_url);
        return build(settings);
    };
}

std::vector<std::string> Migrate(const Service& service, config::Environment& environment) {
    const auto url = environment.Text("CLEARWAY_DATABASE_URL");
    if (!environment.Faults().empty()) return {};
    try {
        return postgres::Migrate(url, service.migrations);
    } catch (const std::exception& failure) {
        throw StartFailure(failure.what(),
                           "check that PostgreSQL runs and what CLEARWAY_DATABASE_URL names");
    }
}

std::vector<std::pair<std::string, std::string>> SettingsOf(const Service& service) {
    std::vector<std::pair<std::string, std::string>> settings{
        {"CLEARWAY_LISTEN", "host:port for gRPC over mutual TLS"},
        {"CLEARWAY_DATABASE_URL", "PostgreSQL connection string"},
        {"CLEARWAY_KAFKA_BROKERS", "host:port of the brokers, comma-separated"},
        {"CLEARWAY_INSTANCE", "stable name of this replica (" + service.name + "-0)"},
        {"CLEARWAY_TLS_CA", "certificates of the authority, PEM file"},
        {"CLEARWAY_TLS_CERT", "this service's certificate, PEM file"},
        {"CLEARWAY_TLS_KEY", "its key, PEM file"},
        {"CLEARWAY_DRAIN_LIMIT", "time for running calls when stopping (10s)"}};
    settings.insert(settings.end(), service.settings.begin(), service.settings.end());
    return settings;
}

}  // namespace

int RunService(int argc, char** argv, const Service& service) {
    Program program;
    program.name = service.name;
    program.purpose = service.purpose;
    program.settings = SettingsOf(service);
    program.configure = [&service](config::Environment& environment) {
        return Configure(service, environment);
    };
    program.migrate = [&service](config::Environment& environment) {
        return Migrate(service, environment);
    };
    return RunProgram(argc, argv, program);
}

}  // namespace clearway::host
