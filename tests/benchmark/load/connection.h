// SPDX-License-Identifier: Apache-2.0
// One TLS connection with a client certificate on a non-blocking socket. Connecting and the handshake
// block, so that they are over before a measurement begins. Must not know HTTP.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_session_st;
struct ssl_st;

namespace clearway::load {

struct Target {
    std::string host;
    int port;
    std::string ca;
    std::string certificate;
    std::string key;
};

// Shared by all connections. Throws std::runtime_error when a file cannot be used.
class TlsContext {
public:
    explicit TlsContext(const Target& target);
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;
    ssl_ctx_st* Get() const { return context_.get(); }
    // Of the last ticket that came; null before the first. What is resumed costs both sides less.
    ssl_session_st* LastSession() const { return last_.get(); }

private:
    static int OnSession(ssl_st* ssl, ssl_session_st* session);

    std::shared_ptr<ssl_ctx_st> context_;
    std::unique_ptr<ssl_session_st, void (*)(ssl_session_st*)> last_;
};

class Connection {
public:
    // Throws std::runtime_error when the server cannot be reached or refuses.
    Connection(const TlsContext& context, const Target& target);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int Socket() const { return socket_; }
    bool Resumed() const;

    enum class Outcome { kOk, kWouldBlock, kClosed };
    // Writes from the front of `pending` and removes what was written.
    Outcome Write(std::string& pending);
    // Appends what has arrived to `received`.
    Outcome Read(std::string& received);

private:
    Outcome OutcomeOf(int result) const;

    int socket_ = -1;
    std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
};

}  // namespace clearway::load
