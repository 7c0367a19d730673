// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/postgres_payment_store.h"

#include <algorithm>
#include <map>

#include "embedded/payment_migrations.h"
#include "embedded/payment_sql.h"
#include "events/event_store.h"
#include "postgres/array.h"
#include "services/payment/store/payment_batch.h"
#include "services/payment/store/payment_rows.h"
#include "services/payment/store/sealed_terms.h"
#include "vault/search_token.h"

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
    for (const auto& row :
         postgres::Execute(transaction, {"find_payments", sql::kFindPayments}, wanted.Take()))
        payments.push_back(PaymentOf(row));
    return payments;
}

// Opened as one.
Result<core::Done> Open(vault::ServiceVault& vault, std::vector<Payment>& payments) {
    std::vector<Payment*> all;
    for (auto& payment : payments) all.push_back(&payment);
    return OpenTerms(vault, all);
}

Result<MaybePayment> FindOpened(postgres::Transaction& transaction, vault::ServiceVault& vault,
                                const core::PaymentId& id) {
    auto found = FindRows(transaction, {&id, 1});
    if (found.empty()) return MaybePayment();
    if (auto opened = Open(vault, found); !opened) return std::move(opened).error();
    return MaybePayment(std::move(found.front()));
}

// Nearly all are new: one question for all that wait, and an answer for the few that are not.
// Without the keys only those have none.
std::vector<Result<MaybePayment>> FindAllAsCreated(postgres::Transaction& transaction,
                                                   const FactCodec& codec,
                                                   vault::ServiceVault& vault,
                                                   std::span<const core::PaymentId> ids) {
    std::map<core::PaymentId, Result<MaybePayment>> found;
    auto rows = FindRows(transaction, ids);
    const auto opened = Open(vault, rows);
    for (const auto& payment : rows) {
        const auto id = payment.terms.payment_id;
        if (!opened && IsShut(payment.terms))
            found.emplace(id, opened.error());
        else
            found.emplace(id, MaybePayment(AsAnswered(payment, LoadFacts(transaction, codec, id),
                                                      core::Uuid())));
    }
    std::vector<Result<MaybePayment>> answers;
    answers.reserve(ids.size());
    for (const auto& id : ids) {
        const auto payment = found.find(id);
        answers.push_back(payment == found.end() ? Result<MaybePayment>(MaybePayment())
                                                 : payment->second);
    }
    return answers;
}

// Where a page goes on, as parameters.
struct After {
    std::optional<std::string> time, id;

    explicit After(const std::optional<core::PagePosition>& position) {
        if (!position) return;
        time = core::FormatRfc3339(position->time);
        id = position->id.ToString();
    }
};

Result<std::vector<Payment>> OpenedRows(const pqxx::result& rows, vault::ServiceVault& vault) {
    std::vector<Payment> payments;
    for (const auto& row : rows) payments.push_back(PaymentOf(row));
    if (auto opened = Open(vault, payments); !opened) return std::move(opened).error();
    return payments;
}

pqxx::result ListRows(postgres::Transaction& transaction, const PaymentFilter& filter) {
    std::optional<std::int16_t> status;
    std::optional<std::string> account;
    if (filter.status) status = static_cast<std::int16_t>(*filter.status);
    if (filter.account) account = filter.account->ToString();
    const After after(filter.after);
    return postgres::Execute(transaction, {"list_payments", sql::kListPayments}, filter.partner_id,
                             status, account, after.time, after.id,
                             static_cast<std::int64_t>(filter.page_size));
}

// Under each search key that the token has: a row tells by which one it was hashed.
Result<std::vector<Payment>> FindRowsByIban(postgres::Transaction& transaction,
                                            vault::ServiceVault& vault, const IbanFilter& filter) {
    const auto tokens = vault.Hash(kCreditorIban, filter.iban);
    if (!tokens) return tokens.error();
    postgres::BytesArray hashes;
    for (const auto& token : *tokens) hashes.Add(token.hash);
    const After after(filter.after);
    return OpenedRows(
        postgres::Execute(transaction, {"find_by_iban", sql::kFindByIban}, hashes.Take(),
                          after.time, after.id, static_cast<std::int64_t>(filter.page_size)),
        vault);
}

}  // namespace

PostgresPaymentStore::PostgresPaymentStore(postgres::GroupCommitOptions options,
                                           events::Outbox& outbox, postgres::ReadPool& readers,
                                           FactCodec codec, vault::ServiceVault& vault)
    : readers_(readers),
      codec_(std::move(codec)),
      vault_(vault),
      lookup_({.name = "lookup",
               .database_url = options.database_url,
               .access = postgres::Access::kRead},
              [this](postgres::Transaction& transaction, std::span<const core::PaymentId> ids) {
                  return FindAllAsCreated(transaction, codec_, vault_, ids);
              }),
      remembered_(kRememberedMax),
      runner_(
          std::move(options), outbox,
          [this](postgres::Transaction& transaction, std::span<const Command> commands,
                 events::EventSink& sink) {
              remembered_.Begin();
              return PaymentBatch(transaction, codec_, remembered_).Apply(commands, sink);
          },
          [this] { remembered_.Committed(); }) {}

// The writer waits for no key: what it read or remembered is opened here.
Task<Result<Outcome>> PostgresPaymentStore::Apply(Command command) {
    auto outcome = co_await runner_.Submit(std::move(command));
    if (!outcome || !IsShut(outcome->payment.terms)) co_return outcome;
    const std::function<Result<Outcome>(postgres::Transaction&)> open =
        [this, shut = std::move(*outcome)](postgres::Transaction&) mutable -> Result<Outcome> {
        auto* payment = &shut.payment;
        if (auto opened = OpenTerms(vault_, {&payment, 1}); !opened) return opened.error();
        return shut;
    };
    co_return co_await readers_.Read(open);
}

Task<Result<MaybePayment>> PostgresPaymentStore::Find(const core::PaymentId& id) {
    return readers_.Read<MaybePayment>([this, id](postgres::Transaction& transaction) {
        return FindOpened(transaction, vault_, id);
    });
}

Task<Result<MaybePayment>> PostgresPaymentStore::FindAsCreated(const core::PaymentId& id) {
    return lookup_.Submit(id);
}

Task<Result<std::optional<Decided>>> PostgresPaymentStore::FindDecided(const core::PaymentId& id) {
    using MaybeDecided = std::optional<Decided>;
    return readers_.Read<MaybeDecided>(
        [this, id](postgres::Transaction& transaction) -> Result<MaybeDecided> {
            auto found = FindOpened(transaction, vault_, id);
            if (!found) return std::move(found).error();
            if (!found->has_value()) return MaybeDecided();
            return MaybeDecided(
                Decided{.payment = std::move(**found),
                        .evidence = LastEvidence(LoadFacts(transaction, codec_, id))});
        });
}

Task<Result<std::vector<Payment>>> PostgresPaymentStore::List(const PaymentFilter& filter) {
    return readers_.Read<std::vector<Payment>>([this, filter](postgres::Transaction& transaction) {
        return OpenedRows(ListRows(transaction, filter), vault_);
    });
}

Task<Result<std::vector<Payment>>> PostgresPaymentStore::FindByIban(IbanFilter filter) {
    return readers_.Read<std::vector<Payment>>(
        [this, filter = std::move(filter)](postgres::Transaction& transaction) {
            return FindRowsByIban(transaction, vault_, filter);
        });
}

std::vector<postgres::Migration> Migrations() {
    auto migrations = postgres::MigrationsOf(embedded::payment_migrations::kAll);
    migrations.insert(migrations.begin(), events::EventStoreMigration());
    migrations.push_back(vault::PersonKeysMigration("0003_person_keys"));
    std::ranges::sort(migrations, {}, &postgres::Migration::name);
    return migrations;
}

}  // namespace clearway::payment
