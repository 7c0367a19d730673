// SPDX-License-Identifier: Apache-2.0
// A client that sends exactly the bytes it is told to, on plain OpenSSL and blocking sockets with a
// time limit. It takes responses apart but corrects nothing. Linked by tests only.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "gateway/testing/test_pki.h"

namespace clearway::gateway::testing {

struct TestResponse {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;

    std::string Header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
};

struct ClientOptions {
    int tls_version_min = TLS1_2_VERSION;
    int tls_version_max = TLS1_3_VERSION;
    SSL_SESSION* resume = nullptr;
};

class TestClient {
public:
    // Without an identity no client certificate is sent.
    TestClient(std::uint16_t port, const std::string& ca_file,
               const std::optional<Identity>& identity, const ClientOptions& options = {});
    ~TestClient();
    TestClient(const TestClient&) = delete;
    TestClient& operator=(const TestClient&) = delete;

    // The handshake as this side saw it. In TLS 1.3 a refusal of the certificate is seen only by
    // the first read: see IsRefused().
    bool Connected() const { return connected_; }
    bool IsRefused();
    bool Resumed() const { return SSL_session_reused(ssl_.get()) == 1; }
    std::string Version() const { return SSL_get_version(ssl_.get()); }
    // A session to resume, after a response was read.
    SSL_SESSION* Session() const { return SSL_get1_session(ssl_.get()); }

    bool Send(const std::string& bytes);
    // Sends bytes one by one until an answer comes; the number of those sent.
    std::size_t Dribble(const std::string& bytes, int pause_ms);
    // nullopt: the connection ended or nothing came in time. `to_head`: no body follows.
    std::optional<TestResponse> Read(bool to_head = false);
    std::optional<TestResponse> Ask(const std::string& bytes) {
        if (!Send(bytes)) return std::nullopt;
        return Read();
    }
    // The other side ended the connection, within the time limit, without a further byte.
    bool IsClosed();
    // The same without waiting: still open after a while of silence.
    bool IsOpen(int silence_ms);

private:
    bool Fill();

    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    int socket_;
    bool connected_ = false;
    bool ended_ = false;
    std::string buffer_;
};

// A TCP connection that says nothing, until it goes.
class SilentClient {
public:
    explicit SilentClient(std::uint16_t port);
    ~SilentClient();
    SilentClient(const SilentClient&) = delete;
    SilentClient& operator=(const SilentClient&) = delete;

private:
    int socket_;
};

// A TCP connection without TLS: sends, reads to the end.
std::string AskInClear(std::uint16_t port, const std::string& bytes);

}  // namespace clearway::gateway::testing
