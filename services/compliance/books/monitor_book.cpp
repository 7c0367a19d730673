// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/monitor_book.h"

#include <stdexcept>
#include <utility>

#include "async/runtime.h"
#include "releases/release_facts.h"
#include "services/compliance/store/movement_store.h"

namespace clearway::compliance {

namespace {

using releases::Release;

constexpr int kListed = 200;

async::Task<core::Result<core::Done>> Submit(CaseCommands& cases,
                                             const std::vector<RaiseAlert>& alerts) {
    for (const auto& alert : alerts) {
        CaseCommand command = alert;
        const auto raised = co_await cases.Submit(std::move(command));
        if (!raised) co_return raised.error();
    }
    co_return core::Done{};
}

}  // namespace

MonitorBook::MonitorBook(const std::string& database_url, postgres::ReadPool& readers,
                         events::Outbox& outbox, CaseCommands& cases, async::Executor executor,
                         const core::Clock& clock)
    : readers_(readers),
      cases_(cases),
      executor_(std::move(executor)),
      clock_(clock),
      partitions_(database_url),
      runner_(
          {.name = "monitoring", .database_url = database_url}, outbox,
          [this](auto& transaction, auto commands, auto& sink) {
              return Apply(transaction, commands, sink);
          },
          [this] { judges_.Count(std::exchange(found_, {}), std::exchange(taken_, 0)); }) {}

void MonitorBook::Consume(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    std::set<core::Timestamp> times;
    for (const auto& event : batch) {
        auto& one =
            consumed.emplace_back(Runner::Consumed{.mark = events::MarkOf(event), .commands = {}});
        for (auto& fact : MovementFactsOf(event)) {
            if (const auto* movement = std::get_if<Movement>(&fact)) times.insert(movement->at);
            std::visit([&](auto& known) { one.commands.emplace_back(std::move(known)); }, fact);
        }
    }
    partitions_.MakeFor(times, clock_.Now());
    const auto stored =
        async::BlockOn(executor_, runner_.Consume(kMovementConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
}

async::Task<core::Result<Release>> MonitorBook::Take(releases::ReleaseCommand command) {
    Command one = std::move(command);
    return runner_.Submit(std::move(one));
}

async::Task<core::Result<std::vector<Release>>> MonitorBook::List(
    std::optional<releases::ReleaseKind> kind) {
    return readers_.Read<std::vector<Release>>(
        [kind](postgres::Transaction& transaction) -> core::Result<std::vector<Release>> {
            return releases::ListReleases(transaction, kind, kListed);
        });
}

// Movements before steps: what a step makes active judges from the next batch on.
std::vector<core::Result<Release>> MonitorBook::Apply(postgres::Transaction& transaction,
                                                      std::span<const Command> commands,
                                                      events::EventSink& sink) {
    PartyOfAccount parties;
    std::vector<Movement> movements;
    for (const auto& command : commands) {
        if (const auto* known = std::get_if<AccountKnown>(&command))
            parties.emplace(known->account, known->party);
        if (const auto* movement = std::get_if<Movement>(&command)) movements.push_back(*movement);
    }
    SaveAccountParties(transaction, parties);
    TakeMovements(transaction, std::move(movements));
    std::optional<releases::ReleaseFacts> book;
    std::vector<core::Result<Release>> outcomes;
    for (const auto& command : commands) {
        const auto* step = std::get_if<releases::ReleaseCommand>(&command);
        if (step != nullptr && !book) book.emplace(transaction, sink);
        outcomes.push_back(step == nullptr
                               ? core::Result<Release>(Release{})
                               : releases::TakeStep(*book, CheckMonitoringPolicy, *step));
    }
    return outcomes;
}

void MonitorBook::TakeMovements(postgres::Transaction& transaction,
                                std::vector<Movement> movements) {
    found_ = {};
    taken_ = movements.size();
    if (movements.empty()) return;
    auto sequence = CountMovements(transaction, movements.size());
    std::vector<core::Uuid> accounts;
    for (const auto& movement : movements) {
        accounts.push_back(movement.debtor.id);
        accounts.push_back(movement.creditor.id);
    }
    const auto parties = LoadAccountParties(transaction, accounts);
    for (auto& movement : movements) {
        movement.sequence = sequence++;
        for (auto* end : {&movement.debtor, &movement.creditor}) {
            if (const auto party = parties.find(end->id); party != parties.end())
                end->party = party->second;
        }
    }
    judges_.Refresh(transaction);
    StoredMonitoring memory(transaction);
    found_ = Monitor(memory, judges_.Active(), judges_.Shadows(), movements);
    RaiseAll(found_.alerts);
}

// Waits for the other writer, which shares no row with this one.
void MonitorBook::RaiseAll(const std::vector<RaiseAlert>& alerts) {
    if (alerts.empty()) return;
    const auto raised = async::BlockOn(executor_, Submit(cases_, alerts));
    if (!raised)
        throw std::runtime_error("alerts could not be raised: " +
                                 std::string(raised.error().Detail()));
}

}  // namespace clearway::compliance
