// SPDX-License-Identifier: Apache-2.0
// A real server on a free port with a handler that echoes, for the tests of net/.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "gateway/net/server.h"
#include "gateway/testing/test_client.h"
#include "gateway/testing/test_pki.h"

namespace clearway::gateway::net {

// Answers with what it was asked; "/wait" answers once Release() was called, "/held" holds back.
class EchoHandler final : public Handler {
public:
    async::Task<http::Response> Handle(http::Request request) override {
        std::string body = request.method + " " + request.target + " " + request.body;
        if (request.Path() == "/wait") {
            std::function<void(async::Resume<int>)> start = [this](async::Resume<int> resume) {
                const std::lock_guard lock(mutex_);
                resume_ = std::move(resume);
                changed_.notify_all();
            };
            auto waiting = async::Suspend<int>(std::move(start));
            co_await std::move(waiting);
        }
        if (request.Path() == "/big") body.assign(200'000, 'x');
        const std::lock_guard lock(mutex_);
        ++handled_;
        co_return http::Response{.content_type = "text/plain",
                                 .headers = {},
                                 .body = std::move(body),
                                 .held_back = request.Path() == "/held"};
    }
    http::Response Refuse(http::GatewayError error, const http::Request& partial) override {
        return http::RenderProblem(http::ToProblem(error), partial.Path(), "r1");
    }
    void NoteHandshake(std::string_view outcome) override {
        const std::lock_guard lock(mutex_);
        handshakes_.emplace_back(outcome);
        changed_.notify_all();
    }
    void NoteQueueDelay(std::chrono::steady_clock::duration) override {}

    void WaitForWaiter() {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(10), [this] { return resume_ != nullptr; });
    }
    void Release() {
        const std::lock_guard lock(mutex_);
        // Nothing of the coroutine may be left here: its event loop ends before this handler.
        std::exchange(resume_, nullptr)(0);
    }
    int Handled() const {
        const std::lock_guard lock(mutex_);
        return handled_;
    }
    std::vector<std::string> Handshakes() const {
        const std::lock_guard lock(mutex_);
        return handshakes_;
    }
    // The first handshake's outcome.
    std::string WaitForHandshake() {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(10), [this] { return !handshakes_.empty(); });
        return handshakes_.empty() ? std::string() : handshakes_.front();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    async::Resume<int> resume_;
    int handled_ = 0;
    std::vector<std::string> handshakes_;
};

class ServerFixture : public ::testing::Test {
protected:
    static testing::TestPki& Pki() {
        static testing::TestPki pki;
        return pki;
    }
    static const testing::Identity& Partner() {
        static const testing::Identity partner = Pki().Issue("partner/acme");
        return partner;
    }
    static ServerOptions Options() {
        static const testing::Identity own = Pki().Issue("service/gateway");
        ServerOptions options{.host = "127.0.0.1",
                              .port = 0,
                              .ca_file = Pki().CaFile(),
                              .certificate_file = own.certificate,
                              .key_file = own.key,
                              .threads = 2};
        options.timeouts.close = std::chrono::milliseconds(100);
        options.timeouts.tick = std::chrono::milliseconds(10);
        return options;
    }

    void Start(const ServerOptions& options = Options()) {
        server_ = std::make_unique<Server>(options, handler_);
    }
    std::unique_ptr<testing::TestClient> Open() {
        return std::make_unique<testing::TestClient>(server_->Port(), Pki().CaFile(), Partner());
    }

    EchoHandler handler_;
    std::unique_ptr<Server> server_;
};

}  // namespace clearway::gateway::net
