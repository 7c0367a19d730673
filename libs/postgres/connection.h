// SPDX-License-Identifier: Apache-2.0
// One PostgreSQL connection with named statements, prepared when first used; opened again when it
// broke. One thread at a time. With store/ and events/ the only place that sees libpqxx.
#pragma once

#include <functional>
#include <memory>
#include <pqxx/pqxx>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace clearway::postgres {

// Thrown inside a batch whose premises no longer hold (a lost lease, a version that moved): the
// batch is rolled back and decided again.
struct RetryBatch : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A connection that knows which statements it has prepared.
class Session final : public pqxx::connection {
public:
    explicit Session(const std::string& url);

    std::set<std::string, std::less<>> prepared;
};

// A read-committed transaction on a Session; rolls back unless committed.
class Transaction final : public pqxx::work {
public:
    // (namedclass is libpqxx's virtual base: the most derived class must name it.)
    explicit Transaction(Session& session)
        : pqxx::internal::namedclass("transaction"), pqxx::work(session), session_(session) {}

    Session& GetSession() { return session_; }

private:
    Session& session_;
};

class Connection {
public:
    explicit Connection(std::string url);

    // The open connection. Throws pqxx::broken_connection when there is none to be had.
    Session& Get();
    // Forget the connection after a failure; the next Get() opens another.
    void Reset();
    bool IsOpen() const { return session_ != nullptr; }

private:
    std::string url_;
    std::unique_ptr<Session> session_;
};

// `url`, a URI or conninfo text, for sessions that begin with the settings "-c name=value ...".
std::string WithSettings(const std::string& url, std::string_view settings);

// A statement with a name: that of its .sql file; it names the statement in logs and views of the
// server.
struct Statement {
    std::string_view name;
    std::string_view sql;
};

namespace detail {
void EnsurePrepared(Session& session, const Statement& statement);
}

// Executes a prepared statement, preparing it when it is new on this connection.
template <class... Args>
pqxx::result Execute(Transaction& transaction, const Statement& statement, const Args&... args) {
    detail::EnsurePrepared(transaction.GetSession(), statement);
    return transaction.exec_prepared(std::string(statement.name), args...);
}

}  // namespace clearway::postgres
