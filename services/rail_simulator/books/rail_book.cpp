// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/books/rail_book.h"

#include <stdexcept>

#include "services/rail_simulator/books/batch.h"
#include "services/rail_simulator/rules/scenario_file.h"
#include "services/rail_simulator/store/settings.h"

namespace clearway::rail_simulator {
namespace {

constexpr std::size_t kDueMax = 1000;  // steps of a transaction

}  // namespace

RailBook::RailBook(BookOptions options, const core::Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      writer_(
          {.name = "rail_simulator", .database_url = options_.database_url},
          [this](auto& transaction, auto commands) { return Apply(transaction, commands); },
          [this] { Committed(); }) {}

async::Task<core::Result<Reply>> RailBook::Submit(Command command) {
    return writer_.Submit(std::move(command));
}

void RailBook::Committed() {
    if (has_answers_) options_.answered();
    if (next_due_) options_.due(*next_due_);
}

void RailBook::Follow(postgres::Transaction& transaction, int scenario_version) {
    if (scenario_version == scenario_version_) return;
    auto file = ReadScenarioFile(
        scenario_version == 0 ? std::string() : ReadScenario(transaction, scenario_version));
    if (!file.faults.empty()) throw std::runtime_error("the stored scenario has a fault");
    scenario_ = std::move(file.scenario);
    scenario_version_ = scenario_version;
}

std::vector<core::Result<Reply>> RailBook::Apply(postgres::Transaction& transaction,
                                                 std::span<const Command> commands) {
    // First what changes for all the others: clock and scenario.
    for (const auto& command : commands) {
        if (const auto* turn = std::get_if<TurnClock>(&command))
            TurnClockForward(transaction, turn->forward);
        if (const auto* load = std::get_if<LoadScenario>(&command))
            AddScenario(transaction, load->document);
    }
    const auto setting = ReadSetting(transaction);
    Follow(transaction, setting.scenario_version);
    const auto now = clock_.Now() + setting.ahead;
    Batch batch(transaction, scenario_, commands, now);
    std::vector<core::Result<Reply>> replies;
    for (const auto& command : commands) {
        const auto* message = std::get_if<TakeMessage>(&command);
        replies.push_back(message ? batch.Take(*message) : core::Result<Reply>(Reply{}));
    }
    batch.RunDue(kDueMax);
    has_answers_ = batch.Finish();
    next_due_ = NextDue(transaction);
    if (next_due_) *next_due_ -= setting.ahead;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (!replies[i]) continue;
        replies[i]->scenario_version = setting.scenario_version;
        replies[i]->now = now;
        replies[i]->next_due = next_due_;
        const auto* message = std::get_if<TakeMessage>(&commands[i]);
        if (message != nullptr && replies[i]->answers_first)
            replies[i]->answered_up_to = batch.LastSequenceFor(message->audience);
    }
    return replies;
}

async::Task<core::Result<std::vector<StoredAnswer>>> StoredBookReader::AnswersAfter(
    Audience audience, std::int64_t sequence, Portion portion) {
    return pool_.Read<std::vector<StoredAnswer>>(
        [audience = std::move(audience), sequence,
         portion](auto& transaction) -> core::Result<std::vector<StoredAnswer>> {
            return ReadAnswers(transaction, audience, sequence, portion);
        });
}

async::Task<core::Result<std::vector<Payment>>> StoredBookReader::PaymentsAfter(std::int64_t number,
                                                                                int max) {
    return pool_.Read<std::vector<Payment>>(
        [number, max](auto& transaction) -> core::Result<std::vector<Payment>> {
            return ListPayments(transaction, number, max);
        });
}

}  // namespace clearway::rail_simulator
