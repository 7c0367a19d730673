// SPDX-License-Identifier: Apache-2.0
// Reads of windows, their sums and instructions, and of participants.
#pragma once

#include "postgres/read_pool.h"
#include "services/settlement/usecase/window_ports.h"

namespace clearway::settlement {

class StoredWindowReader final : public WindowReader {
public:
    // Sums of a whole window are read through a pool of their own.
    StoredWindowReader(postgres::ReadPool& pool, postgres::ReadPool& whole_ledger)
        : pool_(pool), whole_ledger_(whole_ledger) {}

    async::Task<core::Result<Settling>> FindWindow(WindowKey key) override;
    async::Task<core::Result<std::vector<Settling>>> ListWindows(std::string currency,
                                                                 std::optional<WindowKey> after,
                                                                 int limit) override;
    async::Task<core::Result<std::vector<Window>>> ListOpen(std::string currency,
                                                            int limit) override;
    async::Task<core::Result<std::vector<Settling>>> ListUnsettled(std::optional<WindowKey> after,
                                                                   int limit) override;
    async::Task<core::Result<std::vector<Flow>>> ReadFlows(WindowKey key) override;
    async::Task<core::Result<std::vector<Flow>>> ListFlows(WindowKey key,
                                                           std::optional<FlowKey> after,
                                                           int limit) override;
    async::Task<core::Result<WindowSums>> CountWindow(WindowKey key) override;
    async::Task<core::Result<std::vector<StoredInstruction>>> ListInstructions(WindowKey key,
                                                                               std::int64_t after,
                                                                               int limit) override;
    async::Task<core::Result<std::vector<Instruction>>> ListToBook(WindowKey key,
                                                                   int limit) override;
    async::Task<core::Result<std::vector<Participant>>> ListParticipants(
        std::string currency, std::optional<ParticipantKey> after, int limit) override;

private:
    postgres::ReadPool& pool_;
    postgres::ReadPool& whole_ledger_;
};

}  // namespace clearway::settlement
