// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/load/connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace clearway::load {
namespace {

[[noreturn]] void Fail(const std::string& what) {
    std::array<char, 256> text{};
    const unsigned long code = ERR_get_error();
    if (code != 0) ERR_error_string_n(code, text.data(), text.size());
    throw std::runtime_error(what + (code != 0 ? std::string(": ") + text.data() : ""));
}

int OpenSocket(const Target& target) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(target.port));
    if (inet_pton(AF_INET, target.host.c_str(), &address.sin_addr) != 1) {
        throw std::runtime_error("the host must be an IPv4 address");
    }
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) throw std::runtime_error("no socket");
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(socket);
        throw std::runtime_error("nobody listens on port " + std::to_string(target.port));
    }
    return socket;
}

}  // namespace

TlsContext::TlsContext(const Target& target)
    : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), last_(nullptr, SSL_SESSION_free) {
    SSL_CTX_set_session_cache_mode(Get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_set_app_data(Get(), this);
    SSL_CTX_sess_set_new_cb(Get(), OnSession);
    SSL_CTX_set_mode(Get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_verify(Get(), SSL_VERIFY_PEER, nullptr);
    if (SSL_CTX_load_verify_locations(Get(), target.ca.c_str(), nullptr) != 1) Fail(target.ca);
    if (SSL_CTX_use_certificate_chain_file(Get(), target.certificate.c_str()) != 1) {
        Fail(target.certificate);
    }
    if (SSL_CTX_use_PrivateKey_file(Get(), target.key.c_str(), SSL_FILETYPE_PEM) != 1) {
        Fail(target.key);
    }
}

int TlsContext::OnSession(SSL* ssl, SSL_SESSION* session) {
    static_cast<TlsContext*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)))->last_.reset(session);
    return 1;  // ours now
}

Connection::Connection(const TlsContext& context, const Target& target)
    : socket_(OpenSocket(target)), ssl_(SSL_new(context.Get()), SSL_free) {
    SSL_set_fd(ssl_.get(), socket_);
    SSL_set_tlsext_host_name(ssl_.get(), "localhost");
    SSL_set1_host(ssl_.get(), "localhost");
    if (context.LastSession() != nullptr) SSL_set_session(ssl_.get(), context.LastSession());
    if (SSL_connect(ssl_.get()) != 1) {
        close(socket_);
        Fail("the TLS handshake failed");
    }
    fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK);
}

Connection::~Connection() {
    close(socket_);
}

bool Connection::Resumed() const { return SSL_session_reused(ssl_.get()) == 1; }

Connection::Outcome Connection::OutcomeOf(int result) const {
    const int error = SSL_get_error(ssl_.get(), result);
    ERR_clear_error();
    const bool waits = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
    return waits ? Outcome::kWouldBlock : Outcome::kClosed;
}

Connection::Outcome Connection::Write(std::string& pending) {
    while (!pending.empty()) {
        const int written =
            SSL_write(ssl_.get(), pending.data(), static_cast<int>(pending.size()));
        if (written <= 0) return OutcomeOf(written);
        pending.erase(0, static_cast<std::size_t>(written));
    }
    return Outcome::kOk;
}

Connection::Outcome Connection::Read(std::string& received) {
    std::array<char, 16384> chunk;
    while (true) {
        const int count = SSL_read(ssl_.get(), chunk.data(), static_cast<int>(chunk.size()));
        if (count <= 0) return OutcomeOf(count);
        received.append(chunk.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace clearway::load
