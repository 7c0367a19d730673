// SPDX-License-Identifier: Apache-2.0
// A reader of windows of which a test overrides what it is about. Not linked by the service.
#pragma once

#include "services/settlement/usecase/window_ports.h"

namespace clearway::settlement::testing {

class EmptyWindowReader : public WindowReader {
public:
    async::Task<core::Result<Settling>> FindWindow(WindowKey) override {
        co_return core::ErrorCode::kNotFound;
    }
    async::Task<core::Result<std::vector<Settling>>> ListWindows(std::string,
                                                                 std::optional<WindowKey>,
                                                                 int) override {
        co_return std::vector<Settling>();
    }
    async::Task<core::Result<std::vector<Window>>> ListOpen(std::string, int) override {
        co_return std::vector<Window>();
    }
    async::Task<core::Result<std::vector<Settling>>> ListUnsettled(std::optional<WindowKey>,
                                                                   int) override {
        co_return std::vector<Settling>();
    }
    async::Task<core::Result<std::vector<Flow>>> ReadFlows(WindowKey) override {
        co_return std::vector<Flow>();
    }
    async::Task<core::Result<std::vector<Flow>>> ListFlows(WindowKey, std::optional<FlowKey>,
                                                           int) override {
        co_return std::vector<Flow>();
    }
    async::Task<core::Result<WindowSums>> CountWindow(WindowKey) override {
        co_return WindowSums();
    }
    async::Task<core::Result<std::vector<StoredInstruction>>> ListInstructions(WindowKey,
                                                                               std::int64_t,
                                                                               int) override {
        co_return std::vector<StoredInstruction>();
    }
    async::Task<core::Result<std::vector<Instruction>>> ListToBook(WindowKey, int) override {
        co_return std::vector<Instruction>();
    }
    async::Task<core::Result<std::vector<Participant>>> ListParticipants(
        std::string, std::optional<ParticipantKey>, int) override {
        co_return std::vector<Participant>();
    }
};

}  // namespace clearway::settlement::testing
