// SPDX-License-Identifier: Apache-2.0
// One PostgreSQL connection with named statements, prepared when first used; opened again when it
// broke. One thread at a time. With store/ and events/ the only place that sees libpqxx.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <pqxx/pqxx>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

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

enum class Access { kWrite, kRead };

// A read-committed transaction on a Session; rolls back unless committed. For reads alone there is
// none on the server: each statement would see what was committed before it anyway, and begin and
// commit are a round trip each.
class Transaction final {
public:
    explicit Transaction(Session& session, Access access = Access::kWrite) : session_(session) {
        if (access == Access::kWrite)
            scope_ = &write_.emplace(session);
        else
            scope_ = &read_.emplace(session);
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Session& GetSession() { return session_; }
    // Of libpqxx; for statements that have no name (Execute below is for those that do).
    pqxx::result exec(const std::string& sql) { return scope_->exec(sql); }
    pqxx::row exec1(const std::string& sql) { return scope_->exec1(sql); }
    template <class... Args>
    pqxx::result exec_params(const std::string& sql, Args&&... args) {
        return scope_->exec_params(sql, std::forward<Args>(args)...);
    }
    template <class... Args>
    pqxx::result exec_prepared(const std::string& name, Args&&... args) {
        return scope_->exec_prepared(name, std::forward<Args>(args)...);
    }
    void commit() { scope_->commit(); }
    void abort() { scope_->abort(); }

private:
    Session& session_;
    std::optional<pqxx::work> write_;
    std::optional<pqxx::nontransaction> read_;
    pqxx::transaction_base* scope_;
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
