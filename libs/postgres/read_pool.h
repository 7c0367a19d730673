// SPDX-License-Identifier: Apache-2.0
// A few threads with a connection each, for reads that are awaited. A reader is a plain function, each
// of whose statements sees what was committed before it; a lost connection is tried once more, then
// kUnavailable. For a pool of long reads hand in an url with a statement_timeout.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "async/task.h"
#include "core/result.h"
#include "postgres/connection.h"

namespace clearway::postgres {

class ReadPool {
public:
    ReadPool(std::string database_url, std::size_t threads, std::size_t queue_max = 1024);
    ~ReadPool();

    // Errors: kOverloaded, kUnavailable, kDeadlineExceeded (the statement_timeout passed), and what
    // `read` returns.
    template <class T>
    async::Task<core::Result<T>> Read(std::function<core::Result<T>(Transaction&)> read) {
        return async::Suspend<core::Result<T>>(
            [this, read = std::move(read)](async::Resume<core::Result<T>> resume) {
                auto result = std::make_shared<std::optional<core::Result<T>>>();
                Job job;
                job.run = [read, result](Transaction& tx) { *result = read(tx); };
                job.done = [result, resume](const core::Error* error) {
                    resume(error ? core::Result<T>(*error) : std::move(**result));
                };
                Push(std::move(job));
            });
    }

private:
    struct Job {
        std::function<void(Transaction&)> run;
        std::function<void(const core::Error*)> done;
    };
    struct State;

    void Push(Job job);

    std::unique_ptr<State> state_;
};

}  // namespace clearway::postgres
