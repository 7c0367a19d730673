// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/postgres_payment_store.h"

#include <map>

#include "embedded/payment_migrations.h"
#include "embedded/payment_sql.h"
#include "events/event_store.h"
#include "postgres/array.h"
#include "services/payment/store/payment_batch.h"
#include "services/payment/store/payment_rows.h"

namespace clearway::payment {
namespace {

namespace sql = embedded::payment_sql;

using MaybePayment = std::optional<Payment>;

// Those between authorised and settled, which takes a fraction of a second; about 1 KB each.
constexpr std::size_t kRememberedMax = 8'192;

std::vector<Payment> FindRows(postgres::Transaction& transaction,
                              std::span<const core::PaymentId> ids) {
    postgres::UuidArray wanted;
    for (const auto& id : ids) wanted.Add(id);
    std::vector<Payment> payments;
    for (const auto& row : postgres::Execute(transaction, {"find_payments", sql::kFindPayments},
                                             wanted.Take()))
        payments.push_back(PaymentOf(row));
    return payments;
}

// Nearly all are new: one question for all that wait, and an answer for the few that are not.
std::vector<Result<MaybePayment>> FindAllAsCreated(postgres::Transaction& transaction,
                                                   const FactCodec& codec,
                                                   std::span<const core::PaymentId> ids) {
    std::map<core::PaymentId, Payment> found;
    for (const auto& payment : FindRows(transaction, ids))
        found.emplace(payment.terms.payment_id,
                      AsAnswered(payment, LoadFacts(transaction, codec, payment.terms.payment_id),
                                 core::Uuid()));
    std::vector<Result<MaybePayment>> answers;
    answers.reserve(ids.size());
    for (const auto& id : ids) {
        const auto payment = found.find(id);
        answers.push_back(payment == found.end() ? MaybePayment() : MaybePayment(payment->second));
    }
    return answers;
}

std::vector<Payment> ListRows(postgres::Transaction& transaction, const PaymentFilter& filter) {
    std::optional<std::int16_t> status;
    std::optional<std::string> account, after_time, after_id;
    if (filter.status) status = static_cast<std::int16_t>(*filter.status);
    if (filter.account) account = filter.account->ToString();
    if (filter.after) {
        after_time = core::FormatRfc3339(filter.after->time);
        after_id = filter.after->id.ToString();
    }
    std::vector<Payment> payments;
    for (const auto& row :
         postgres::Execute(transaction, {"list_payments", sql::kListPayments}, filter.partner_id,
                           status, account, after_time, after_id,
                           static_cast<std::int64_t>(filter.page_size))) {
        payments.push_back(PaymentOf(row));
    }
    return payments;
}

}  // namespace

PostgresPaymentStore::PostgresPaymentStore(postgres::GroupCommitOptions options,
                                           events::Outbox& outbox, postgres::ReadPool& readers,
                                           FactCodec codec)
    : readers_(readers),
      codec_(std::move(codec)),
      lookup_({.name = "lookup",
               .database_url = options.database_url,
               .access = postgres::Access::kRead},
              [this](postgres::Transaction& transaction, std::span<const core::PaymentId> ids) {
                  return FindAllAsCreated(transaction, codec_, ids);
              }),
      remembered_(kRememberedMax),
      runner_(std::move(options), outbox,
              [this](postgres::Transaction& transaction, std::span<const Command> commands,
                     events::EventSink& sink) {
                  remembered_.Begin();
                  return PaymentBatch(transaction, codec_, remembered_).Apply(commands, sink);
              },
              [this] { remembered_.Committed(); }) {}

Task<Result<Outcome>> PostgresPaymentStore::Apply(Command command) {
    return runner_.Submit(std::move(command));
}

Task<Result<MaybePayment>> PostgresPaymentStore::Find(const core::PaymentId& id) {
    return readers_.Read<MaybePayment>([id](postgres::Transaction& transaction) {
        auto found = FindRows(transaction, {&id, 1});
        if (found.empty()) return Result<MaybePayment>(std::nullopt);
        return Result<MaybePayment>(std::move(found.front()));
    });
}

Task<Result<MaybePayment>> PostgresPaymentStore::FindAsCreated(const core::PaymentId& id) {
    return lookup_.Submit(id);
}

Task<Result<std::optional<Decided>>> PostgresPaymentStore::FindDecided(const core::PaymentId& id) {
    return readers_.Read<std::optional<Decided>>([this, id](postgres::Transaction& transaction) {
        std::optional<Decided> decided;
        auto found = FindRows(transaction, {&id, 1});
        if (!found.empty())
            decided = Decided{.payment = std::move(found.front()),
                              .evidence = LastEvidence(LoadFacts(transaction, codec_, id))};
        return Result<std::optional<Decided>>(std::move(decided));
    });
}

Task<Result<std::vector<Payment>>> PostgresPaymentStore::List(const PaymentFilter& filter) {
    return readers_.Read<std::vector<Payment>>([filter](postgres::Transaction& transaction) {
        return Result<std::vector<Payment>>(ListRows(transaction, filter));
    });
}

std::vector<postgres::Migration> Migrations() {
    auto migrations = postgres::MigrationsOf(embedded::payment_migrations::kAll);
    migrations.insert(migrations.begin(), events::EventStoreMigration());
    return migrations;
}

}  // namespace clearway::payment
