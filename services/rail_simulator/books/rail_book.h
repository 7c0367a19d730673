// SPDX-License-Identifier: Apache-2.0
// The book of the simulator: its one writer. All that is answered is stored; a process that is
// killed goes on where it was.
#pragma once

#include <functional>
#include <optional>

#include "postgres/group_commit.h"
#include "postgres/read_pool.h"
#include "services/rail_simulator/domain/scenario.h"
#include "services/rail_simulator/usecase/ports.h"

namespace clearway::rail_simulator {

struct BookOptions {
    std::string database_url;
    // After the commit: there are new answers; something falls due then (the machine's clock). From
    // the writer's thread, quick.
    std::function<void()> answered;
    std::function<void(core::Timestamp)> due;
};

class RailBook final : public BookWriter {
public:
    // The clock is the machine's; it must outlive the book.
    RailBook(BookOptions options, const core::Clock& clock);

    // Each transaction also does what has fallen due.
    async::Task<core::Result<Reply>> Submit(Command command) override;

private:
    std::vector<core::Result<Reply>> Apply(postgres::Transaction& transaction,
                                           std::span<const Command> commands);
    // The scenario is read again when it is another one.
    void Follow(postgres::Transaction& transaction, int scenario_version);
    void Committed();

    const BookOptions options_;
    const core::Clock& clock_;

    // Of the writer's thread.
    Scenario scenario_;
    int scenario_version_ = -1;  // which one that is
    bool has_answers_ = false;
    std::optional<core::Timestamp> next_due_;

    postgres::GroupCommit<Command, Reply> writer_;  // last: its thread uses the others
};

class StoredBookReader final : public BookReader {
public:
    explicit StoredBookReader(postgres::ReadPool& pool) : pool_(pool) {}

    async::Task<core::Result<std::vector<StoredAnswer>>> AnswersAfter(Audience audience,
                                                                      std::int64_t sequence,
                                                                      Portion portion) override;
    async::Task<core::Result<std::vector<Payment>>> PaymentsAfter(std::int64_t number,
                                                                  int max) override;

private:
    postgres::ReadPool& pool_;
};

}  // namespace clearway::rail_simulator
