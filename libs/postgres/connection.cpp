// SPDX-License-Identifier: Apache-2.0
#include "postgres/connection.h"

namespace clearway::postgres {

Session::Session(const std::string& url) : pqxx::connection(url) {
    // libpqxx 6 reconnects behind the caller's back; a lost connection must be seen here, because it
    // decides whether a commit is in doubt.
    // (Deprecated because libpqxx 7 never reconnects.)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    inhibit_reactivation(true);
#pragma GCC diagnostic pop
    // Without details: those of a violated constraint hold the row, names and all.
    set_verbosity(terse);
}

Connection::Connection(std::string url) : url_(std::move(url)) {}

Session& Connection::Get() {
    if (!session_) session_ = std::make_unique<Session>(url_);
    return *session_;
}

void Connection::Reset() { session_.reset(); }

std::string WithSettings(const std::string& url, std::string_view settings) {
    const bool is_uri = url.starts_with("postgres://") || url.starts_with("postgresql://");
    if (!is_uri) return url + " options='" + std::string(settings) + "'";
    std::string encoded = url + (url.find('?') == std::string::npos ? "?" : "&") + "options=";
    for (const char c : settings) {
        if (c == ' ') {
            encoded += "%20";
        } else if (c == '=') {
            encoded += "%3D";
        } else {
            encoded += c;
        }
    }
    return encoded;
}

namespace detail {

void EnsurePrepared(Session& session, const Statement& statement) {
    if (session.prepared.contains(statement.name)) return;
    session.prepare(std::string(statement.name), std::string(statement.sql));
    session.prepared.emplace(statement.name);
}

}  // namespace detail
}  // namespace clearway::postgres
