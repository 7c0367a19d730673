// SPDX-License-Identifier: Apache-2.0
// Fetches what a rail has to say and hands it to the book: a message is applied once, with its
// number, however often it is fetched. A thread a rail; the rail's answer is what it waits for.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "services/settlement/usecase/rails/ports.h"
#include "services/settlement/usecase/rails/rail_router.h"

namespace clearway::settlement::usecase {

// What the messages mean for the book. One that cannot be read is a conflict, and those after it go
// on.
ReceiveFromRail Interpret(const std::string& rail, const rails::Rail& speaker, std::int64_t after,
                          const std::vector<RailNetwork::Received>& received);

class RailListener {
public:
    struct Ports {
        RailBookWriter& book;
        RailBookReader& reader;
        RailNetwork& network;
        RailRouter& router;
    };

    // All must outlive it; `executor` runs on threads of its own.
    RailListener(std::string rail, const rails::Rail& speaker, const Ports& ports,
                 async::Executor executor);

    static constexpr int kFetchedMax = 256;
    // Fetches so many at most, and applies them; false when something is away, or the rail says
    // nothing that it has not said before.
    static async::Task<bool> ListenOnce(std::string rail, const rails::Rail& speaker, Ports ports,
                                        int max = kFetchedMax);

private:
    void Run(const std::stop_token& stop);

    const std::string rail_;
    const rails::Rail& speaker_;
    const Ports ports_;
    async::Executor executor_;
    std::mutex mutex_;
    std::condition_variable_any pause_;
    std::jthread thread_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::settlement::usecase
