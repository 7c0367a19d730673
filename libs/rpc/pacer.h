// SPDX-License-Identifier: Apache-2.0
// Keeps busy streams from sending a frame a call: a stream that has just sent one waits for the
// process's next tick, when every stream that waits sends what it has gathered. A stream that was
// quiet sends at once, so that a lone call never waits. Internal to libs/rpc.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace clearway::rpc {

class Paced {
public:
    virtual ~Paced() = default;
    // On the pacer's thread; must not block.
    virtual void Flush() = 0;
};

class Pacer {
public:
    using Clock = std::chrono::steady_clock;

    // Between two frames of a busy stream. Long enough to gather, short beside a commit.
    static constexpr std::chrono::microseconds kInterval{1000};

    // The one of this process; it ends with the process.
    static Pacer& Shared();

    Pacer();
    ~Pacer();

    // Flushes at the next tick. Whoever calls sees to it that it waits once only.
    void Wait(std::shared_ptr<Paced> stream);

private:
    void Run();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::shared_ptr<Paced>> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace clearway::rpc
