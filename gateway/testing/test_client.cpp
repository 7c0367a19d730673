// SPDX-License-Identifier: Apache-2.0
#include "gateway/testing/test_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>

namespace clearway::gateway::testing {
namespace {

constexpr int kTimeLimitSeconds = 10;

int Connect(std::uint16_t port) {
    std::signal(SIGPIPE, SIG_IGN);
    const int handle = socket(AF_INET, SOCK_STREAM, 0);
    const timeval limit{.tv_sec = kTimeLimitSeconds, .tv_usec = 0};
    setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(handle, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const int one = 1;
    setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("test client: no connection");
    return handle;
}

bool Readable(int handle, int wait_ms) {
    pollfd wanted{.fd = handle, .events = POLLIN, .revents = 0};
    return poll(&wanted, 1, wait_ms) == 1;
}

std::string Lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

TestResponse ParseHead(const std::string& head) {
    TestResponse response;
    response.status = std::stoi(head.substr(9, 3));
    std::size_t line = head.find("\r\n") + 2;
    while (line < head.size()) {
        const auto end = head.find("\r\n", line);
        const auto colon = head.find(": ", line);
        if (end == std::string::npos || end == line) break;
        response.headers[Lower(head.substr(line, colon - line))] =
            head.substr(colon + 2, end - colon - 2);
        line = end + 2;
    }
    return response;
}

}  // namespace

TestClient::TestClient(std::uint16_t port, const std::string& ca_file,
                       const std::optional<Identity>& identity, const ClientOptions& options)
    : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
      ssl_(nullptr, SSL_free),
      socket_(Connect(port)) {
    SSL_CTX_load_verify_file(context_.get(), ca_file.c_str());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_min_proto_version(context_.get(), options.tls_version_min);
    SSL_CTX_set_max_proto_version(context_.get(), options.tls_version_max);
    if (identity) {
        SSL_CTX_use_certificate_file(context_.get(), identity->certificate.c_str(),
                                     SSL_FILETYPE_PEM);
        SSL_CTX_use_PrivateKey_file(context_.get(), identity->key.c_str(), SSL_FILETYPE_PEM);
    }
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), socket_);
    SSL_set1_host(ssl_.get(), "localhost");
    if (options.resume) SSL_set_session(ssl_.get(), options.resume);
    connected_ = SSL_connect(ssl_.get()) == 1;
}

TestClient::~TestClient() {
    if (connected_ && !ended_) SSL_shutdown(ssl_.get());
    close(socket_);
}

bool TestClient::IsRefused() { return !connected_ || !Fill(); }

bool TestClient::Send(const std::string& bytes) {
    return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
}

std::size_t TestClient::Dribble(const std::string& bytes, int pause_ms) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (!Send(bytes.substr(i, 1))) return i;
        if (Readable(socket_, pause_ms)) return i + 1;
    }
    return bytes.size();
}

bool TestClient::Fill() {
    char bytes[16384];
    const int count = ended_ ? 0 : SSL_read(ssl_.get(), bytes, sizeof bytes);
    if (count <= 0) {
        ended_ = true;
        return false;
    }
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
}

std::optional<TestResponse> TestClient::Read(bool to_head) {
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!Fill()) return std::nullopt;
    auto response = ParseHead(buffer_.substr(0, end + 4));
    buffer_.erase(0, end + 4);
    const auto length = response.Header("content-length");
    const std::size_t size = to_head || length.empty() ? 0 : std::stoul(length);
    while (buffer_.size() < size)
        if (!Fill()) return std::nullopt;
    response.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return response;
}

bool TestClient::IsClosed() {
    if (!buffer_.empty()) return false;
    char byte;
    const int count = SSL_read(ssl_.get(), &byte, 1);
    if (count > 0) return false;
    ended_ = true;
    const int error = SSL_get_error(ssl_.get(), count);
    // A time-out of the socket is no close.
    return error == SSL_ERROR_ZERO_RETURN || error == SSL_ERROR_SSL ||
           (error == SSL_ERROR_SYSCALL && errno != EAGAIN && errno != EWOULDBLOCK);
}

bool TestClient::IsOpen(int silence_ms) { return !Readable(socket_, silence_ms); }

SilentClient::SilentClient(std::uint16_t port) : socket_(Connect(port)) {}

SilentClient::~SilentClient() { close(socket_); }

std::string AskInClear(std::uint16_t port, const std::string& bytes) {
    const int handle = Connect(port);
    std::string answer;
    if (send(handle, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size())) {
        char part[4096];
        ssize_t count;
        while ((count = recv(handle, part, sizeof part, 0)) > 0)
            answer.append(part, static_cast<std::size_t>(count));
    }
    close(handle);
    return answer;
}

}  // namespace clearway::gateway::testing
