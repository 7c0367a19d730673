// SPDX-License-Identifier: Apache-2.0
// A store without a database, and a fixture with it and the peers, for tests of the use cases.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <mutex>

#include "async/runtime.h"
#include "services/payment/usecase/create_payment.h"
#include "services/payment/usecase/peers_test_support.h"

namespace clearway::payment {

// The store's contract without a database: decisions by the domain, one at a time.
struct Memory final : PaymentStore {
    Task<Result<Outcome>> Apply(Command command) override {
        const std::lock_guard lock(mutex);
        const auto id = PaymentOf(command);
        if (const auto* create = std::get_if<Create>(&command); create && !rows.contains(id)) {
            rows.emplace(id, Payment{.terms = create->terms});
            co_return Append(id, create->decision, {});
        }
        if (!rows.contains(id)) co_return ErrorCode::kPaymentNotFound;
        auto step = DecideStep(rows.at(id), command);
        if (!step) co_return std::move(step).error();
        if (step->fact) co_return Append(id, *step->fact, step->command_id);
        co_return Outcome{.payment = rows.at(id), .replayed = step->replayed};
    }
    Task<Result<std::optional<Payment>>> Find(const core::PaymentId& id) override {
        const std::lock_guard lock(mutex);
        co_return rows.contains(id) ? std::optional(rows.at(id)) : std::nullopt;
    }
    Task<Result<std::optional<Payment>>> FindAsCreated(const core::PaymentId& id) override {
        return Find(id);
    }
    Task<Result<std::optional<Decided>>> FindDecided(const core::PaymentId& id) override {
        const std::lock_guard lock(mutex);
        if (!rows.contains(id)) co_return std::optional<Decided>();
        co_return std::optional(Decided{rows.at(id), LastEvidence(facts.at(id))});
    }
    Task<Result<std::vector<Payment>>> List(const PaymentFilter&) override {
        co_return std::vector<Payment>();
    }
    Task<Result<std::vector<Payment>>> FindByIban(IbanFilter) override {
        co_return std::vector<Payment>();
    }

    Outcome Append(const core::PaymentId& id, const FactBody& body, const core::Uuid& command_id) {
        auto& payment = rows.at(id);
        facts[id].push_back({.payment_id = id,
                             .version = payment.version + 1,
                             .occurred_at = payment.terms.created_at,
                             .command_id = command_id,
                             .body = body});
        Fold(payment, facts[id].back());
        return {.payment = payment};
    }

    std::mutex mutex;
    std::map<core::PaymentId, Payment> rows;
    std::map<core::PaymentId, std::vector<Fact>> facts;
};

class UseCaseTest : public ::testing::Test {
protected:
    Terms Order(const std::string& key = "key") const {
        Terms terms{.payment_id = core::DerivePaymentId("acme", key),
                    .partner_id = "acme",
                    .debtor = kDebtor,
                    .creditor = kCreditor,
                    .amount = Euro(1000)};
        terms.fingerprint = FingerprintOf(terms);
        return terms;
    }
    Result<Outcome> Run(Terms terms) {
        CallContext call;
        call.partner_id = "acme";
        return async::BlockOn(runtime_.GetExecutor(), create_.Run(call, std::move(terms)));
    }

    Peers peers_;
    Memory store_;
    OpenTermsForTests personal_;
    FixedClock clock_;
    CreatePayment create_{{store_, peers_, peers_, peers_, peers_, personal_, clock_}, {}};
    async::Runtime runtime_{4};
};

}  // namespace clearway::payment
