// SPDX-License-Identifier: Apache-2.0
// Peers and a store without processes or a database, for tests of the use cases.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>

#include "async/runtime.h"
#include "services/payment/usecase/create_payment.h"

namespace clearway::payment {

using core::ErrorCode;

inline const auto kDebtor = core::DeriveAccountId("acme", "debtor");
inline const auto kCreditor = core::DeriveAccountId("acme", "creditor");
inline const auto kClosed = core::DeriveAccountId("acme", "closed");
inline const auto kForeign = core::DeriveAccountId("globex", "foreign");
inline const auto kDollars = core::DeriveAccountId("acme", "dollars");

inline core::Money Euro(std::int64_t minor) { return core::Money(*core::Currency::Parse("EUR"), minor); }

struct FixedClock final : core::Clock {
    core::Timestamp Now() const override { return core::FromMicros(1'000'000); }
};

// One peer of everything; each answer can be replaced, each call is counted.
struct Peers final : AccountDirectory, FraudPort, CompliancePort, LedgerPort {
    Task<Result<std::vector<AccountInfo>>> Resolve(const CallContext&,
                                                   std::vector<core::AccountId> ids) override {
        std::vector<AccountInfo> found;
        for (const auto& id : ids) {
            AccountInfo info{.account_id = id,
                             .partner_id = id == kForeign ? "globex" : "acme",
                             .currency = id == kDollars ? "USD" : "EUR",
                             .closed = id == kClosed,
                             .holder_name = core::Sensitive<std::string>("Holder"),
                             .holder_country = "DE"};
            found.push_back(std::move(info));
        }
        co_return found;
    }
    Task<Result<FraudAnswer>> Score(const CallContext&, const Terms&) override {
        ++scored;
        co_return fraud;
    }
    Task<Result<ScreeningAnswer>> Screen(const CallContext&, const Terms&,
                                         std::vector<Party> parties) override {
        screened = std::move(parties);
        co_return screening;
    }
    Task<Result<HoldOutcome>> PlaceHold(const CallContext&, const Terms& terms,
                                        core::Timestamp expires_at) override {
        ++held;
        hold_life = expires_at - terms.created_at;
        co_return hold;
    }
    Task<Result<core::Done>> VoidHold(const CallContext&, const core::PaymentId&) override {
        ++voided;
        co_return core::Done{};
    }

    Result<FraudAnswer> fraud = FraudAnswer{.outcome = FraudOutcome::kApprove,
                                            .score = 7,
                                            .policy_version = "p1",
                                            .reasons = {}};
    Result<ScreeningAnswer> screening = ScreeningAnswer{.outcome = ScreeningOutcome::kClear,
                                                        .list_version = "l1",
                                                        .case_id = ""};
    Result<HoldOutcome> hold = HoldOutcome::kHeld;
    std::vector<Party> screened;
    std::chrono::microseconds hold_life{0};
    std::atomic<int> scored{0};
    std::atomic<int> held{0};
    std::atomic<int> voided{0};
};

// The store's contract without a database: decisions by the domain, one at a time.
struct Memory final : PaymentStore {
    Task<Result<Outcome>> Apply(Command command) override {
        const std::lock_guard lock(mutex);
        const auto id = PaymentOf(command);
        if (const auto* create = std::get_if<Create>(&command); create && !rows.contains(id)) {
            Payment payment{.terms = create->terms, .fingerprint = FingerprintOf(create->terms)};
            Fold(payment, {.payment_id = id,
                           .version = 1,
                           .occurred_at = create->terms.created_at,
                           .body = create->decision});
            rows.emplace(id, payment);
            co_return Outcome{.payment = payment};
        }
        if (!rows.contains(id)) co_return ErrorCode::kPaymentNotFound;
        auto step = DecideStep(rows.at(id), command);
        if (!step) co_return std::move(step).error();
        if (step->fact)
            Fold(rows.at(id), {.payment_id = id,
                               .version = rows.at(id).version + 1,
                               .occurred_at = {},
                               .command_id = step->command_id,
                               .body = *step->fact});
        co_return Outcome{.payment = rows.at(id), .replayed = step->replayed};
    }
    Task<Result<std::optional<Payment>>> Find(const core::PaymentId& id) override {
        const std::lock_guard lock(mutex);
        co_return rows.contains(id) ? std::optional(rows.at(id)) : std::nullopt;
    }
    Task<Result<std::optional<Payment>>> FindAsCreated(const core::PaymentId& id) override {
        return Find(id);
    }
    Task<Result<std::vector<Payment>>> List(const PaymentFilter&) override {
        co_return std::vector<Payment>();
    }

    std::mutex mutex;
    std::map<core::PaymentId, Payment> rows;
};

class UseCaseTest : public ::testing::Test {
protected:
    Terms Order(const std::string& key = "key") const {
        return Terms{.payment_id = core::DerivePaymentId("acme", key),
                     .partner_id = "acme",
                     .debtor = kDebtor,
                     .creditor = kCreditor,
                     .amount = Euro(1000)};
    }
    Result<Outcome> Run(Terms terms) {
        CallContext call;
        call.partner_id = "acme";
        return async::BlockOn(runtime_.GetExecutor(), create_.Run(call, std::move(terms)));
    }

    Peers peers_;
    Memory store_;
    FixedClock clock_;
    CreatePayment create_{{store_, peers_, peers_, peers_, peers_, clock_}, {}};
    async::Runtime runtime_{4};
};

}  // namespace clearway::payment
