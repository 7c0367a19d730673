// SPDX-License-Identifier: Apache-2.0
// A real gRPC server with mutual TLS on a free port that answers any method as a test says. No gRPC
// in sight, so that tests of the whole gateway can use it. Linked by tests only.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/result.h"
#include "rpc/credentials.h"

namespace clearway::gateway::upstream {

struct TestCall {
    std::string path;
    std::string message;
    std::multimap<std::string, std::string> metadata;
    std::chrono::milliseconds time_left;

    std::string Metadata(const std::string& key) const {
        const auto found = metadata.find(key);
        return found == metadata.end() ? std::string() : found->second;
    }
};

struct TestReply {
    core::Result<std::string> result;
    bool replayed = false;
    bool never = false;                // no answer until the caller gives up
    bool as_broken_transport = false;  // UNAVAILABLE without our detail
};

class TestService {
public:
    using Answer = std::function<TestReply(const TestCall&)>;  // on gRPC's threads

    TestService(const rpc::TlsFiles& tls, Answer answer, int port = 0);
    ~TestService();  // cancels what runs

    int Port() const;
    std::string Address() const { return "localhost:" + std::to_string(Port()); }

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::gateway::upstream
