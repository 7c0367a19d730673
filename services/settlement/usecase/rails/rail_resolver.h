// SPDX-License-Identifier: Apache-2.0
// Does what is due about payments at rails: submits them, waits for answers, enquires, recalls.
// Each step is written down before it leaves, so that whoever goes on after a crash knows what may
// have left. A thread that sleeps until the next is due; it does not poll.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "core/clock.h"
#include "services/settlement/rails/routing.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement::usecase {

// By the kind of rail that the table names.
using RailKinds = std::map<std::string, std::unique_ptr<const rails::Rail>, std::less<>>;

struct RailPorts {
    RailBookWriter& book;
    RailBookReader& reader;
    RailNetwork& network;
    RailInstructions& instructions;
    const core::Clock& clock;
};

class RailResolver {
public:
    // All that is handed in must outlive it.
    RailResolver(const RailPorts& ports, const rails::RoutingTable& table, const RailKinds& kinds);

    // What is due about one transfer. False when nothing could be written down, or another process
    // was quicker.
    async::Task<bool> Do(rails::RailTransfer transfer);

private:
    async::Task<bool> Submit(rails::RailTransfer transfer);
    async::Task<bool> Send(rails::RailTransfer transfer, rails::Message message);
    async::Task<bool> Enquire(rails::RailTransfer transfer);
    async::Task<bool> Recall(rails::RailTransfer transfer);
    async::Task<bool> Reject(rails::RailTransfer transfer, rails::Reason reason);
    // True when the step was taken.
    async::Task<bool> Step(RailStep step);

    rails::Choice Choose(const rails::RailTransfer& transfer);
    const rails::Rail* SpeakerOf(const std::string& rail) const;
    void Answered(const std::string& rail);
    void Failed(const std::string& rail);

    const RailPorts ports_;
    const rails::RoutingTable& table_;
    const RailKinds& kinds_;
    std::mutex mutex_;  // guards the health
    rails::RailHealths healths_;
};

// The thread.
class RailTimer {
public:
    // All must outlive it; `executor` runs on threads of its own.
    RailTimer(RailResolver& resolver, RailBookReader& reader, const core::Clock& clock,
              async::Executor executor);

    // Something is due then: the sleep ends in time for it. Quick, from any thread.
    void Notice(core::Timestamp due_at);

private:
    void Run(const std::stop_token& stop);
    core::Timestamp DoDue(const std::stop_token& stop);

    RailResolver& resolver_;
    RailBookReader& reader_;
    const core::Clock& clock_;
    async::Executor executor_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    core::Timestamp sleeping_until_ = core::Timestamp::max();
    bool look_again_ = false;
    std::jthread thread_;  // last: stopped and awaited while the rest exists
};

}  // namespace clearway::settlement::usecase
