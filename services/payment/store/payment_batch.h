// SPDX-License-Identifier: Apache-2.0
// One batch of commands on payments inside a transaction: load and lock what they name, decide each
// in order on what the ones before left, write all changes set-based. A payment that this writer stored
// lately is not read again, and a new one is not looked for: what is written says whether that was right.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "events/command_runner.h"
#include "postgres/remembered.h"
#include "services/payment/store/postgres_payment_store.h"

namespace clearway::payment {

class PaymentBatch {
public:
    // `remembered` has begun this attempt.
    PaymentBatch(postgres::Transaction& transaction, const FactCodec& codec,
                 RememberedPayments& remembered)
        : transaction_(transaction), codec_(codec), remembered_(remembered) {}

    std::vector<Result<Outcome>> Apply(std::span<const Command> commands,
                                       events::EventSink& sink);

private:
    struct Entry {
        Payment payment;
        std::int32_t known_version = 0;  // of the row; 0: none yet
        bool read = false;               // in this transaction, and locked
        std::vector<Fact> facts = {};  // of this batch: not stored yet
    };

    void Load(std::span<const Command> commands);
    bool LoadUnread(const Command& command);
    void Read(std::span<const core::PaymentId> payments);
    Result<Outcome> ApplyOne(const Command& command, events::EventSink& sink);
    Outcome CreateNew(const Create& command, events::EventSink& sink);
    Outcome Replay(const Entry& entry, const core::Uuid& command_id);
    void Append(Entry& entry, Fact fact, events::EventSink& sink);
    void Save();
    void Remember();

    postgres::Transaction& transaction_;
    const FactCodec& codec_;
    RememberedPayments& remembered_;
    std::map<core::PaymentId, Entry> entries_;
};

std::vector<Fact> LoadFacts(postgres::Transaction& transaction, const FactCodec& codec,
                            const core::PaymentId& payment);

// The payment as the command `command_id` left it (nil: as it was created), from its facts.
Payment AsAnswered(const Payment& payment, std::span<const Fact> facts,
                   const core::Uuid& command_id);

}  // namespace clearway::payment
