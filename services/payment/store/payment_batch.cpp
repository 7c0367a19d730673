// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/payment_batch.h"

#include "embedded/payment_sql.h"
#include "events/event_store.h"
#include "postgres/array.h"
#include "services/payment/domain/decide.h"
#include "services/payment/domain/payment_state.h"
#include "services/payment/store/payment_rows.h"

namespace clearway::payment {
namespace {

namespace sql = embedded::payment_sql;

// When and on whose behalf a command is carried out.
struct Origin {
    core::Timestamp now;
    std::string traceparent;
};

Origin OriginOf(const Command& command) {
    return std::visit(
        [](const auto& c) {
            if constexpr (requires { c.terms; }) {
                return Origin{c.terms.created_at, c.traceparent};
            } else {
                return Origin{c.now, c.traceparent};
            }
        },
        command);
}

}  // namespace

std::vector<Fact> LoadFacts(postgres::Transaction& transaction, const FactCodec& codec,
                            const core::PaymentId& payment) {
    const std::vector<core::Uuid> streams{payment.value};
    std::vector<Fact> facts;
    for (const auto& stored : events::LoadStreams(transaction, streams))
        facts.push_back(codec.decode(stored));
    return facts;
}

Payment AsAnswered(const Payment& payment, std::span<const Fact> facts,
                   const core::Uuid& command_id) {
    std::int32_t version = 1;
    for (const auto& fact : facts)
        if (!command_id.IsNil() && fact.command_id == command_id) version = fact.version;
    return AsOf(payment, facts, version);
}

std::vector<Result<Outcome>> PaymentBatch::Apply(std::span<const Command> commands,
                                                 events::EventSink& sink) {
    std::vector<Result<Outcome>> outcomes;
    if (commands.empty()) return outcomes;
    Load(commands);
    outcomes.reserve(commands.size());
    for (const auto& command : commands) outcomes.push_back(ApplyOne(command, sink));
    Save();
    Remember();
    return outcomes;
}

// Whether the batch can do without reading the payment.
bool PaymentBatch::LoadUnread(const Command& command) {
    if (remembered_.Careful()) return false;
    const auto id = PaymentOf(command);
    if (const auto* known = remembered_.Find(id)) {
        entries_.try_emplace(id, Entry{.payment = *known, .known_version = known->version});
        return true;
    }
    // Its caller has looked for it; should it be stored meanwhile, the insert fails.
    return std::holds_alternative<Create>(command);
}

void PaymentBatch::Load(std::span<const Command> commands) {
    std::vector<core::PaymentId> unknown;
    for (const auto& command : commands)
        if (!LoadUnread(command)) unknown.push_back(PaymentOf(command));
    Read(unknown);
}

// Locks the rows, too.
void PaymentBatch::Read(std::span<const core::PaymentId> payments) {
    if (payments.empty()) return;
    postgres::UuidArray ids;
    for (const auto& id : payments) ids.Add(id);
    for (const auto& row :
         postgres::Execute(transaction_, {"lock_payments", sql::kLockPayments}, ids.Take())) {
        auto payment = PaymentOf(row);
        const auto id = payment.terms.payment_id;
        const auto version = payment.version;
        entries_.insert_or_assign(
            id, Entry{.payment = std::move(payment), .known_version = version, .read = true});
    }
}

Result<Outcome> PaymentBatch::ApplyOne(const Command& command, events::EventSink& sink) {
    const auto found = entries_.find(PaymentOf(command));
    if (found == entries_.end()) {
        if (const auto* create = std::get_if<Create>(&command)) return CreateNew(*create, sink);
        return core::ErrorCode::kPaymentNotFound;
    }
    auto& entry = found->second;
    auto step = DecideStep(entry.payment, command);
    if (!entry.read && entry.facts.empty() && !(step && step->fact)) {
        // Nothing will be written that shows whether what was remembered is still so.
        const auto id = found->first;
        Read({&id, 1});
        step = DecideStep(entry.payment, command);
    }
    if (!step) return std::move(step).error();
    if (step->replayed) return Replay(entry, step->command_id);
    if (step->fact) {
        const auto origin = OriginOf(command);
        Append(entry,
               Fact{.payment_id = entry.payment.terms.payment_id,
                    .version = entry.payment.version + 1,
                    .occurred_at = origin.now,
                    .command_id = step->command_id,
                    .traceparent = origin.traceparent,
                    .body = std::move(*step->fact)},
               sink);
    }
    return Outcome{.payment = entry.payment};
}

Outcome PaymentBatch::CreateNew(const Create& command, events::EventSink& sink) {
    Entry entry{.payment = {.terms = command.terms}};
    Append(entry,
           Fact{.payment_id = command.terms.payment_id,
                .version = 1,
                .occurred_at = command.terms.created_at,
                .traceparent = command.traceparent,
                .body = command.decision},
           sink);
    Outcome outcome{.payment = entry.payment};
    entries_.emplace(command.terms.payment_id, std::move(entry));
    return outcome;
}

// The stored answer, not today's state: a repeated call is answered as the first one was.
Outcome PaymentBatch::Replay(const Entry& entry, const core::Uuid& command_id) {
    std::vector<Fact> facts;
    if (entry.known_version > 0)
        facts = LoadFacts(transaction_, codec_, entry.payment.terms.payment_id);
    facts.insert(facts.end(), entry.facts.begin(), entry.facts.end());
    return {.payment = AsAnswered(entry.payment, facts, command_id), .replayed = true};
}

void PaymentBatch::Append(Entry& entry, Fact fact, events::EventSink& sink) {
    Fold(entry.payment, fact);
    sink.push_back(codec_.encode(fact, entry.payment.terms));
    entry.facts.push_back(std::move(fact));
}

void PaymentBatch::Save() {
    std::vector<const Payment*> created;
    std::vector<Update> updated;
    for (const auto& [id, entry] : entries_) {
        if (entry.facts.empty()) continue;
        if (entry.known_version == 0)
            created.push_back(&entry.payment);
        else
            updated.push_back({&entry.payment, entry.known_version});
    }
    if (!created.empty()) InsertPayments(transaction_, created);
    if (!updated.empty() && UpdatePayments(transaction_, updated) != updated.size()) {
        remembered_.Mistaken();
        throw postgres::RetryBatch("a payment was changed by another process");
    }
}

void PaymentBatch::Remember() {
    for (auto& [id, entry] : entries_) {
        if (entry.facts.empty()) continue;
        std::optional<Payment> next;
        if (!IsTerminal(entry.payment.status)) {
            next = std::move(entry.payment);
            Shut(next->terms);  // what is remembered must not outlive an erasure
        }
        remembered_.Stage(id, std::move(next));
    }
}

}  // namespace clearway::payment
