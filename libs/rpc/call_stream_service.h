// SPDX-License-Identifier: Apache-2.0
// The server's side of CallStreamService: calls that arrive in frames reach the same handlers under
// the same rules as unary ones; answers that are ready together leave together. Owned by the
// Adapter.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "clearway/common/v1/call_stream.grpc.pb.h"
#include "rpc/bytes_handler.h"

namespace clearway::rpc {

class CallStreamService final : public common::v1::CallStreamService::CallbackService {
public:
    // `runtime` runs the handlers; it must outlive the server.
    CallStreamService(async::Executor runtime, std::shared_ptr<detail::MethodMetrics> methods);
    ~CallStreamService() override;

    // Before the server starts.
    void Add(std::string method, detail::BytesHandler handler, Runs runs = Runs::kOnRuntime);

    grpc::ServerBidiReactor<common::v1::CallFrame, common::v1::AnswerFrame>* Exchange(
        grpc::CallbackServerContext* context) override;

    // Throws std::logic_error for a call of these services that was not added.
    void RequireOffered(const std::vector<std::string>& services) const;

    // No further frame is read, and each stream ends when what it has read is answered: the client
    // knows that the rest was not begun. For good.
    void Drain();

private:
    struct State;
    class Stream;
    std::shared_ptr<State> state_;
};

}  // namespace clearway::rpc
