// SPDX-License-Identifier: Apache-2.0
#include "testing/test_database.h"

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <pqxx/pqxx>
#include <stdexcept>

#include "core/digest.h"
#include "core/uuid.h"

namespace clearway::testing {
namespace {

std::string ServerUrl() {
    const char* url = std::getenv("CLEARWAY_TEST_DATABASE_URL");
    if (url == nullptr)
        throw std::runtime_error("CLEARWAY_TEST_DATABASE_URL is not set: run the test by tests/run");
    return url;
}

// The server's URL with another database; later keywords win in a conninfo string.
std::string UrlOf(const std::string& database) { return ServerUrl() + " dbname=" + database; }

void Admin(const std::string& statement) {
    pqxx::connection connection(ServerUrl());
    pqxx::nontransaction work(connection);
    work.exec(statement);
}

std::string TemplateName(const std::string& room,
                         const std::vector<postgres::Migration>& migrations) {
    std::string text;
    for (const auto& migration : migrations)
        text.append(migration.name).append(1, '\n').append(migration.sql);
    return "template_" + room + "_" + core::ToHex(core::Sha256(text)).substr(0, 12);
}

// Made once; an advisory lock keeps test programs that start together apart.
void EnsureTemplate(const std::string& name, const std::vector<postgres::Migration>& migrations) {
    pqxx::connection connection(ServerUrl());
    pqxx::nontransaction work(connection);
    work.exec("SELECT pg_advisory_lock(hashtext('" + name + "'))");
    const auto found =
        work.exec("SELECT 1 FROM pg_database WHERE datname = '" + name + "' AND datistemplate");
    if (!found.empty()) return;
    work.exec("DROP DATABASE IF EXISTS " + name);
    work.exec("CREATE DATABASE " + name);
    postgres::Migrate(UrlOf(name), migrations);
    work.exec("ALTER DATABASE " + name + " IS_TEMPLATE true");
}

}  // namespace

TestDatabase::TestDatabase(const std::string& room,
                           const std::vector<postgres::Migration>& migrations) {
    const auto source = TemplateName(room, migrations);
    EnsureTemplate(source, migrations);
    name_ = "test_" + core::ToHex(core::Sha256(core::Uuid::Random().ToString())).substr(0, 16);
    Admin("CREATE DATABASE " + name_ + " TEMPLATE " + source);
    url_ = UrlOf(name_);
}

TestDatabase::~TestDatabase() {
    try {
        Admin("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The server is gone with its databases when tests/run ends.
    }
}

void TestDatabase::TerminateConnections() const {
    Admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name_ + "'");
}

std::string TestKafkaBrokers() {
    const char* brokers = std::getenv("CLEARWAY_TEST_KAFKA_BROKERS");
    if (brokers == nullptr)
        throw std::runtime_error("CLEARWAY_TEST_KAFKA_BROKERS is not set: run the test by tests/run");
    return brokers;
}

bool WaitUntil(const std::function<bool()>& condition, int limit_ms) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::milliseconds(limit_ms);
    std::mutex mutex;
    std::condition_variable never;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= limit) return condition();
        std::unique_lock lock(mutex);
        never.wait_for(lock, std::chrono::milliseconds(5));
    }
    return true;
}

}  // namespace clearway::testing
