// SPDX-License-Identifier: Apache-2.0
// What a participant does at a rail: hands messages in, and fetches those that are for it.
#pragma once

#include "services/rail_simulator/usecase/acknowledged.h"
#include "services/rail_simulator/usecase/bell.h"

namespace clearway::rail_simulator {

class Exchange {
public:
    struct Ports {
        BookWriter& writer;
        BookReader& reader;
        Bell& bell;
        Acknowledged& acknowledged;
    };

    // All must outlive it.
    explicit Exchange(Ports ports) : ports_(ports) {}

    // Answers when the message is stored; where the scenario says so, when its answers have been
    // dealt with, or some seconds later. Errors: those of BookWriter.
    async::Task<core::Result<Reply>> Submit(TakeMessage message) {
        return SubmitTo(ports_, std::move(message));
    }

    // Those after `sequence`; waits for one, `wait` at most. Errors: those of BookReader.
    async::Task<core::Result<std::vector<StoredAnswer>>> Receive(Audience audience,
                                                                 std::int64_t sequence,
                                                                 Portion portion,
                                                                 std::chrono::milliseconds wait) {
        return ReceiveFrom(ports_, std::move(audience), sequence, portion, wait);
    }

private:
    static async::Task<core::Result<Reply>> SubmitTo(Ports ports, TakeMessage message);
    static async::Task<core::Result<std::vector<StoredAnswer>>> ReceiveFrom(
        Ports ports, Audience audience, std::int64_t sequence, Portion portion,
        std::chrono::milliseconds wait);

    Ports ports_;
};

}  // namespace clearway::rail_simulator
