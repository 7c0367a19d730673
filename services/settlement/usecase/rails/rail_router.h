// SPDX-License-Identifier: Apache-2.0
// Chooses the rail of a payment by the routing table, and learns from those who send and listen
// which rails fail. Of a process: each learns by itself. From any thread.
#pragma once

#include <mutex>

#include "core/clock.h"
#include "services/settlement/rails/routing.h"

namespace clearway::settlement::usecase {

class RailRouter {
public:
    // Both must outlive it.
    RailRouter(const rails::RoutingTable& table, const core::Clock& clock);

    rails::Choice Choose(const rails::RailOrder& order);
    // The rail that would be chosen now, and nothing else; empty: none.
    std::string Expect(const rails::RailOrder& order);
    // The rail said what it did with a payment. That it has a message says nothing of its health.
    void Answered(const std::string& rail);
    // It did not, in time, or could not be reached.
    void Failed(const std::string& rail);

private:
    const rails::RoutingTable& table_;
    const core::Clock& clock_;
    std::mutex mutex_;
    rails::RailHealths healths_;
};

}  // namespace clearway::settlement::usecase
