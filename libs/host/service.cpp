// SPDX-License-Identifier: Apache-2.0
#include "host/service.h"

#include <algorithm>
#include <iostream>

#include "host/retention_command.h"
#include "host/serve.h"
#include "host/start_failure.h"
#include "postgres/partition_keeper.h"
#include "telemetry/log.h"

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

// Without one for the present month nothing could be stored; without those to come, nothing later.
void RequirePartitions(const Service& service, const std::string& database_url) {
    const auto now = core::SystemClock().Now();
    try {
        postgres::CreatePartitionsAhead(database_url, service.partitioned, now);
    } catch (const std::exception& failure) {
        const auto missing = postgres::MissingPartition(database_url, service.partitioned, now);
        if (!missing.empty())
            throw StartFailure(
                "partition " + missing + " is missing and could not be made: " + failure.what(),
                "look who locks the table (pg_locks), then start again");
        log::Warn("partitions could not be made ahead", {{"reason", failure.what()}});
    }
}

// An application whose partitions are kept while it runs.
class Kept final : public Application {
public:
    Kept(const Service& service, const ServiceSettings& settings,
         std::unique_ptr<Application> application)
        : application_(std::move(application)),
          keeper_({.database_url = settings.database_url,
                   .tables = service.partitioned,
                   .keep_months = settings.keep_months},
                  clock_) {}

    bool Ready() override { return application_->Ready(); }
    void Drain() override { application_->Drain(); }

private:
    const core::SystemClock clock_;
    std::unique_ptr<Application> application_;
    postgres::PartitionKeeper keeper_;
};

std::function<std::unique_ptr<Application>()> Configure(const Service& service,
                                                        config::Environment& environment) {
    auto settings = ServiceSettings::Read(environment, service.name);
    auto build = service.configure(environment);
    return [&service, settings = std::move(settings),
            build = std::move(build)]() -> std::unique_ptr<Application> {
        RequireSchema(service, settings.database_url);
        if (service.partitioned.empty()) return build(settings);
        RequirePartitions(service, settings.database_url);
        return std::make_unique<Kept>(service, settings, build(settings));
    };
}

std::vector<std::string> Migrate(const Service& service, config::Environment& environment) {
    const auto url = environment.Text("CLEARWAY_DATABASE_URL");
    if (!environment.Faults().empty()) return {};
    try {
        auto done = postgres::Migrate(url, service.migrations);
        for (auto& name :
             postgres::CreatePartitionsAhead(url, service.partitioned, core::SystemClock().Now()))
            done.push_back("partition " + std::move(name));
        return done;
    } catch (const std::exception& failure) {
        throw StartFailure(failure.what(),
                           "check that PostgreSQL runs and what CLEARWAY_DATABASE_URL names");
    }
}

int Retain(const Service& service, std::span<const std::string> words) {
    if (words.size() == 1 && (words[0] == "--help" || words[0] == "-h")) {
        PrintRetentionHelp(std::cout, service);
        return 0;
    }
    const auto arguments = ParseRetention(words);
    config::Environment environment;
    const auto url = arguments ? environment.Text("CLEARWAY_DATABASE_URL") : std::string();
    for (const auto& fault : environment.Faults()) std::cerr << fault << "\n\n";
    if (!arguments || !environment.Faults().empty()) {
        PrintRetentionHelp(std::cerr, service);
        return 2;
    }
    try {
        const auto retired = postgres::RetirePartitions(
            url, service.partitioned,
            {.keep_months = arguments->keep_months, .dry_run = arguments->dry_run},
            core::SystemClock().Now());
        PrintRetired(std::cout, retired, arguments->dry_run);
        const auto stays = [](const auto& one) { return !one.stays_because.empty(); };
        return std::ranges::any_of(retired, stays) ? 1 : 0;
    } catch (const std::exception& failure) {
        return PrintFailure("clearway-" + service.name + " retention failed", failure);
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
        {"CLEARWAY_OPERATOR_LOG_KEY",
         "key of the hashes of operators' requests, file of 32 bytes or more, the same for all "
         "services"},
        {"CLEARWAY_DRAIN_LIMIT", "time for running calls when stopping (10s)"}};
    if (!service.partitioned.empty())
        settings.emplace_back("CLEARWAY_RETENTION_MONTHS",
                              "months that stay; older ones are archived (0: none ever)");
    settings.insert(settings.end(), service.settings.begin(), service.settings.end());
    return settings;
}

}  // namespace

int RunService(int argc, char** argv, const Service& service) {
    Program program;
    program.name = service.name;
    program.purpose = service.purpose;
    program.settings = SettingsOf(service);
    program.commands = service.commands;
    program.configure = [&service](config::Environment& environment) {
        return Configure(service, environment);
    };
    program.migrate = [&service](config::Environment& environment) {
        return Migrate(service, environment);
    };
    if (!service.partitioned.empty())
        program.commands.push_back({.name = "retention",
                                    .purpose = "archive old partitions; see retention --help",
                                    .run = [&service](std::span<const std::string> words) {
                                        return Retain(service, words);
                                    }});
    return RunProgram(argc, argv, program);
}

}  // namespace clearway::host
