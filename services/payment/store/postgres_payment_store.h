// SPDX-License-Identifier: Apache-2.0
// PaymentStore over PostgreSQL: one writer (the command runner), a few readers. Facts are turned
// into events and back by the codec that the app hands in.
#pragma once

#include <functional>
#include <vector>

#include "events/command_runner.h"
#include "postgres/migrator.h"
#include "postgres/read_pool.h"
#include "postgres/remembered.h"
#include "services/payment/usecase/ports.h"
#include "vault/service_vault.h"

namespace clearway::payment {

// How facts are written down; implemented in events/.
struct FactCodec {
    std::function<events::NewEvent(const Fact&, const Terms&)> encode;
    std::function<Fact(const events::StoredEvent&)> decode;
};

using RememberedPayments = postgres::Remembered<core::PaymentId, Payment>;
using Runner = events::CommandRunner<Command, Outcome>;

class PostgresPaymentStore final : public PaymentStore {
public:
    // References must outlive the store.
    PostgresPaymentStore(postgres::GroupCommitOptions options, events::Outbox& outbox,
                         postgres::ReadPool& readers, FactCodec codec, vault::ServiceVault& vault);

    Task<Result<Outcome>> Apply(Command command) override;
    Task<Result<std::optional<Payment>>> Find(const core::PaymentId& id) override;
    Task<Result<std::optional<Payment>>> FindAsCreated(const core::PaymentId& id) override;
    Task<Result<std::optional<Decided>>> FindDecided(const core::PaymentId& id) override;
    Task<Result<std::vector<Payment>>> List(const PaymentFilter& filter) override;
    Task<Result<std::vector<Payment>>> FindByIban(IbanFilter filter) override;

    // For the consumers: commands together with the positions of the events that caused them.
    Runner& GetRunner() { return runner_; }

private:
    postgres::ReadPool& readers_;
    FactCodec codec_;
    vault::ServiceVault& vault_;
    // Questions for a former payment of the same id come with every new one, so they go in batches.
    postgres::GroupCommit<core::PaymentId, std::optional<Payment>> lookup_;
    RememberedPayments remembered_;
    Runner runner_;
};

// Database steps of this service, the event store's first.
std::vector<postgres::Migration> Migrations();

}  // namespace clearway::payment
