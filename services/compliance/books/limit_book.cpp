// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/limit_book.h"

#include <algorithm>
#include <stdexcept>

#include "async/runtime.h"
#include "events/event_store.h"
#include "services/compliance/events/limit_facts.h"
#include "services/compliance/events/on_payment_ended.h"
#include "services/compliance/events/outgoing.h"
#include "services/compliance/store/limits/limit_store.h"

namespace clearway::compliance {
namespace {

// One batch: its payers are locked, what it touches is loaded once, decided in order, saved once.
class Batch {
public:
    Batch(postgres::Transaction& transaction, std::span<const LimitCommand> commands,
          events::EventSink& sink)
        : transaction_(transaction), commands_(commands), sink_(sink) {}

    std::vector<core::Result<LimitReply>> Run() {
        FindAbandoned();
        Load();
        for (const auto& payment : abandoned_)
            Keep(payment, Decide(AbandonLimit{payment}, Known(payment)));
        std::vector<core::Result<LimitReply>> replies;
        for (const auto& command : commands_)
            replies.push_back(std::visit([this](const auto& one) { return Apply(one); }, command));
        Save();
        return replies;
    }

private:
    // What was reserved and never became a payment. A payment whose first decision was heard of has
    // its record of the screening.
    void FindAbandoned() {
        for (const auto& command : commands_) {
            if (!std::holds_alternative<SweepLimits>(command)) continue;
            auto unheard = FindUnheard(transaction_, kAbandonedAfter, kSweepPage);
            swept_ = unheard.size();
            if (unheard.empty()) continue;
            // Most were stored when they were reserved, and one look at the newest facts finds
            // them; but a payment may have waited for its case any time before its amount was.
            TakeHeard(unheard, unheard.front().reserved_at - std::chrono::hours(24));
            TakeHeard(unheard, core::FromMicros(0));
            for (const auto& one : unheard) abandoned_.push_back(one.payment);
        }
    }

    // Marks those of which facts since this time tell, and takes them from the list.
    void TakeHeard(std::vector<UnheardReservation>& unheard, core::Timestamp since) {
        std::vector<core::Uuid> streams;
        for (const auto& one : unheard) streams.push_back(ScreeningStream(one.payment));
        const auto begun = events::FindBegunStreams(transaction_, streams, since);
        const std::set<core::Uuid> heard(begun.begin(), begun.end());
        std::vector<core::PaymentId> heard_of;
        std::erase_if(unheard, [&](const UnheardReservation& one) {
            if (!heard.contains(ScreeningStream(one.payment))) return false;
            heard_of.push_back(one.payment);
            return true;
        });
        MarkHeardOf(transaction_, heard_of);
    }

    void Load() {
        std::vector<core::PaymentId> payments = abandoned_;
        std::set<PartyId> parties;
        auto first = Day::max();
        for (const auto& command : commands_) {
            if (const auto* reserve = std::get_if<ReserveLimit>(&command)) {
                payments.push_back(reserve->payment);
                parties.insert(reserve->party);
                first = std::min(first, FirstDayOfPeriod(DayOf(reserve->at)));
            }
            if (const auto* back = std::get_if<GiveBackLimit>(&command))
                payments.push_back(back->payment);
        }
        for (const auto& [id, one] : LoadReservations(transaction_, payments))
            if (!one.party.value.IsNil()) parties.insert(one.party);
        payers_ = LockPayers(transaction_, parties);
        reservations_ = LoadReservations(transaction_, payments);
        for (const auto& [id, one] : reservations_) {
            stored_.insert(id);
            if (one.party.value.IsNil()) continue;
            if (!parties.contains(one.party)) throw postgres::RetryBatch("a reservation moved");
            first = std::min(first, FirstDayOfPeriod(one.day));
        }
        if (parties.empty()) return;
        usage_ = LoadUsage(transaction_, parties, first);
        limits_ = LoadTierLimits(transaction_);
    }

    std::optional<Reservation> Known(const core::PaymentId& payment) const {
        const auto found = reservations_.find(payment);
        return found == reservations_.end() ? std::nullopt : std::optional(found->second);
    }

    core::Result<LimitReply> Apply(const ReserveLimit& command) {
        const auto found = payers_.find(command.party);
        const auto payer = found == payers_.end() ? std::nullopt : std::optional(found->second);
        const std::string currency(command.amount.GetCurrency().Code());
        const auto limit = payer ? limits_.find({payer->tier, currency}) : limits_.end();
        const auto decision =
            Decide(command, payer, limit == limits_.end() ? std::nullopt : limit->second.in_force,
                   usage_[{command.party, currency}], Known(command.payment));
        Keep(command.payment, decision);
        return LimitReply{.outcome = decision.outcome};
    }

    core::Result<LimitReply> Apply(const GiveBackLimit& command) {
        Keep(command.payment, Decide(command, Known(command.payment)));
        return LimitReply{};
    }

    core::Result<LimitReply> Apply(const NoteFactsTaken& command) {
        auto& newest = taken_[command.partition];
        newest = std::max(newest, command.newest_at);
        return LimitReply{};
    }

    core::Result<LimitReply> Apply(const SweepLimits&) { return LimitReply{.swept = swept_}; }

    core::Result<LimitReply> Apply(const SetTierLimit& command) {
        LockTierLimits(transaction_);
        limits_ = LoadTierLimits(transaction_);
        auto& state = limits_[{command.limit.tier, command.limit.currency}];
        auto decision = Decide(command, state);
        state.proposed = std::move(decision.proposed);
        if (state.proposed)
            SaveProposal(transaction_, *state.proposed);
        else
            DropProposal(transaction_, command.limit.tier, command.limit.currency);
        if (decision.next) {
            AddTierLimit(transaction_, *decision.next);
            sink_.push_back(ToEvent(*decision.next, command.traceparent));
            state.in_force = std::move(decision.next);
        }
        return LimitReply{.limit = state};
    }

    void Keep(const core::PaymentId& payment, const LimitDecision& decision) {
        if (!decision.after) return;
        if (const auto known = Known(payment)) Count(*known, -known->amount.MinorUnits());
        Count(*decision.after, decision.after->amount.MinorUnits());
        reservations_.insert_or_assign(payment, *decision.after);
        changed_.insert(payment);
    }

    void Count(const Reservation& reservation, std::int64_t minor) {
        if (minor == 0) return;
        const UsageKey key{reservation.party, std::string(reservation.amount.GetCurrency().Code())};
        // The day's sum may have left with its age: then there is nothing to take from, and whoever
        // gives back must not stop at it.
        auto& used = usage_[key][reservation.day];
        used = std::max<std::int64_t>(used + minor, 0);
        touched_.insert({key, reservation.day});
    }

    void Save() {
        SavedReservations reservations;
        for (const auto& payment : changed_)
            (stored_.contains(payment) ? reservations.changed : reservations.added)
                .push_back(reservations_.at(payment));
        std::vector<UsageRow> usage;
        for (const auto& [key, day] : touched_) usage.push_back({key, day, usage_.at(key).at(day)});
        SaveLimits(transaction_, reservations, usage);
        SaveFactsTaken(transaction_, taken_);
    }

    postgres::Transaction& transaction_;
    std::span<const LimitCommand> commands_;
    events::EventSink& sink_;
    FactsTaken taken_;
    std::vector<core::PaymentId> abandoned_;
    std::size_t swept_ = 0;
    std::map<PartyId, Payer> payers_;
    ReservationsById reservations_;
    std::set<core::PaymentId> stored_;  // those that were there when they were loaded
    std::map<UsageKey, Usage> usage_;
    TierLimits limits_;
    std::set<core::PaymentId> changed_;
    std::set<std::pair<UsageKey, Day>> touched_;
};

}  // namespace

LimitBook::LimitBook(const std::string& database_url, events::Outbox& outbox,
                     async::Executor executor)
    : executor_(std::move(executor)),
      runner_({.name = "limits", .database_url = database_url}, outbox,
              [](postgres::Transaction& transaction, std::span<const LimitCommand> commands,
                 events::EventSink& sink) { return Batch(transaction, commands, sink).Run(); }) {}

async::Task<core::Result<LimitReply>> LimitBook::Submit(LimitCommand command) {
    return runner_.Submit(std::move(command));
}

void LimitBook::Consume(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch) {
        std::vector<LimitCommand> commands{NoteFactsTaken{event.partition, event.occurred_at}};
        if (auto back = GiveBackFor(event)) commands.emplace_back(std::move(*back));
        consumed.push_back({.mark = events::MarkOf(event), .commands = std::move(commands)});
    }
    const auto stored =
        async::BlockOn(executor_, runner_.Consume(kLimitConsumer, std::move(consumed)));
    if (!stored) throw std::runtime_error(std::string(stored.error().Detail()));
}

}  // namespace clearway::compliance
