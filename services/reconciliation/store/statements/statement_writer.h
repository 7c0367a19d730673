// SPDX-License-Identifier: Apache-2.0
// The one writer of statements, what runs find and what people make of it. It has an outbox lane of
// its own: a large file takes seconds, in which facts of payments must not wait.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "events/command_runner.h"
#include "services/reconciliation/usecase/statements/statement_fact.h"

namespace clearway::reconciliation {

// A piece of work in the writer's transaction. It may run again after a rollback, and decides
// before it writes: a refusal leaves nothing behind.
using StatementWork = std::function<core::Result<core::Done>(postgres::Transaction&,
                                                             std::vector<StatementFact>& facts)>;
using StatementFactMap = std::function<events::NewEvent(const StatementFact&)>;

class StatementWriter {
public:
    // `outbox` must outlive it.
    StatementWriter(const std::string& database_url, events::Outbox& outbox, StatementFactMap map);

    // What `work` answers, once it is committed. Errors: its own, kOverloaded, kUnavailable.
    template <class T>
    async::Task<core::Result<T>> Do(
        std::function<core::Result<T>(postgres::Transaction&, std::vector<StatementFact>&)> work) {
        auto answer = std::make_shared<std::optional<T>>();
        StatementWork keep = [work = std::move(work), answer](auto& transaction, auto& facts) {
            auto result = work(transaction, facts);
            if (!result) return core::Result<core::Done>(std::move(result).error());
            *answer = std::move(*result);
            return core::Result<core::Done>(core::Done{});
        };
        auto submitting = runner_.Submit(std::move(keep));
        const auto done = co_await std::move(submitting);
        if (!done) co_return done.error();
        co_return std::move(**answer);
    }

private:
    events::CommandRunner<StatementWork, core::Done> runner_;
};

}  // namespace clearway::reconciliation
