// SPDX-License-Identifier: Apache-2.0
// Peers that answer what a test wants, and the accounts they know.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>

#include "services/payment/usecase/personal_test_support.h"

namespace clearway::payment {

using core::ErrorCode;

inline const auto kDebtor = core::DeriveAccountId("acme", "debtor");
inline const auto kCreditor = core::DeriveAccountId("acme", "creditor");
inline const auto kClosed = core::DeriveAccountId("acme", "closed");
inline const auto kForeign = core::DeriveAccountId("globex", "foreign");
inline const auto kForeignClosed = core::DeriveAccountId("globex", "closed");
inline const auto kForeignDollars = core::DeriveAccountId("globex", "dollars");
inline const auto kPlatforms = core::DeriveClearingAccountId("EUR");
inline const auto kNowhere = core::DeriveAccountId("acme", "nowhere");
inline const auto kDollars = core::DeriveAccountId("acme", "dollars");

inline core::Money Euro(std::int64_t minor) {
    return core::Money(*core::Currency::Parse("EUR"), minor);
}

struct FixedClock final : core::Clock {
    core::Timestamp Now() const override { return core::FromMicros(1'000'000); }
};

inline std::string PartnerOf(const core::AccountId& id) {
    if (id == kPlatforms) return "";
    const bool foreign = id == kForeign || id == kForeignClosed || id == kForeignDollars;
    return foreign ? "globex" : "acme";
}

// One peer of everything; each answer can be replaced, each call is counted.
struct Peers final : AccountDirectory, FraudPort, CompliancePort, LedgerPort {
    Task<Result<std::vector<AccountInfo>>> Resolve(const CallContext&,
                                                   std::vector<core::AccountId> ids) override {
        std::vector<AccountInfo> found;
        for (const auto& id : ids) {
            if (id == kNowhere) continue;
            const bool dollars = id == kDollars || id == kForeignDollars;
            AccountInfo info{.account_id = id,
                             .partner_id = PartnerOf(id),
                             .currency = dollars ? "USD" : "EUR",
                             .closed = id == kClosed || id == kForeignClosed,
                             .holder_name = core::Sensitive<std::string>("Holder"),
                             .holder_country = "DE",
                             .person = id.value,
                             .party_id = id == kDebtor ? debtor_party : ""};
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
        {
            const std::lock_guard lock(mutex);
            screened = std::move(parties);
        }
        co_return screening;
    }
    Task<Result<HoldOutcome>> PlaceHold(const CallContext&, const Terms& terms,
                                        core::Timestamp expires_at) override {
        ++held;
        {
            const std::lock_guard lock(mutex);
            hold_life = expires_at - terms.created_at;
        }
        if (while_holding) while_holding();
        co_return hold;
    }
    Task<Result<core::Done>> VoidHold(const CallContext&, const core::PaymentId&) override {
        ++voided;
        co_return core::Done{};
    }

    std::string debtor_party;  // of the customer record of kDebtor's holder
    Result<FraudAnswer> fraud = FraudAnswer{
        .outcome = FraudOutcome::kApprove, .score = 7, .policy_version = "p1", .reasons = {}};
    Result<ScreeningAnswer> screening =
        ScreeningAnswer{.outcome = ScreeningOutcome::kClear, .list_version = "l1", .case_id = ""};
    Result<HoldOutcome> hold = HoldOutcome::kHeld;
    std::function<void()> while_holding;
    std::mutex mutex;  // payments of a file are made together
    std::vector<Party> screened;
    std::chrono::microseconds hold_life{0};
    std::atomic<int> scored{0};
    std::atomic<int> held{0};
    std::atomic<int> voided{0};
};

}  // namespace clearway::payment
