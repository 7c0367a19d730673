// SPDX-License-Identifier: Apache-2.0
// What the use cases of payment need of others. Implemented in peers/ (gRPC) and store/
// (PostgreSQL). Every method lists its errors; a port that cannot answer says kUnavailable or
// kDeadlineExceeded, never a guess.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "rpc/call_context.h"
#include "services/payment/domain/commands.h"
#include "services/payment/domain/decide.h"
#include "services/payment/usecase/payment_filters.h"

namespace clearway::payment {

using async::Task;
using core::Result;
using rpc::CallContext;

// What payment knows of an account. Owner and currency never change; the status may.
struct AccountInfo {
    core::AccountId account_id;
    std::string partner_id;
    std::string currency;
    bool closed = false;
    core::Sensitive<std::string> holder_name;  // empty: the holder was erased, nobody can read it
    std::string holder_country;
    core::Uuid person = {};     // whose key seals what is personal about the holder
    std::string party_id = {};  // of the holder's customer record; empty: none
};

class AccountDirectory {
public:
    virtual ~AccountDirectory() = default;
    // Unknown ids are left out. Errors: kUnavailable, kDeadlineExceeded.
    virtual Task<Result<std::vector<AccountInfo>>> Resolve(const CallContext& call,
                                                           std::vector<core::AccountId> ids) = 0;
};

struct FraudAnswer {
    FraudOutcome outcome = FraudOutcome::kUnavailable;
    std::int32_t score = -1;
    std::string policy_version;
    std::string model_version = {};
    std::vector<Reason> reasons;
    std::vector<ScoreContribution> contributions = {};
};

class FraudPort {
public:
    virtual ~FraudPort() = default;
    // Errors: kUnavailable, kDeadlineExceeded, kInternal: the caller degrades on any of them.
    virtual Task<Result<FraudAnswer>> Score(const CallContext& call, const Terms& terms) = 0;
};

struct Party {
    bool debtor = false;
    core::Sensitive<std::string> name;
    std::string country;
    std::string party_id = {};
    core::Uuid person = {};  // whose key seals what is personal about them
};

struct ScreeningAnswer {
    ScreeningOutcome outcome = ScreeningOutcome::kUnavailable;
    PayerStanding payer = PayerStanding::kGood;
    std::string list_version;
    std::string case_id;
};

class CompliancePort {
public:
    virtual ~CompliancePort() = default;
    // Screens all parties and the free text, and reserves the amount within the payer's limits when
    // the payer is a customer and nothing was found. Errors: any means "not screened".
    virtual Task<Result<ScreeningAnswer>> Screen(const CallContext& call, const Terms& terms,
                                                 std::vector<Party> parties) = 0;
};

class LedgerPort {
public:
    virtual ~LedgerPort() = default;
    // Holds the funds under the id derived from the payment. Errors: kAccountNotFound,
    // kCurrencyMismatch, kHoldMismatch; kUnavailable and kDeadlineExceeded: outcome unknown, the
    // same call again converges.
    virtual Task<Result<HoldOutcome>> PlaceHold(const CallContext& call, const Terms& terms,
                                                core::Timestamp expires_at) = 0;
    // Errors: kUnavailable, kDeadlineExceeded.
    virtual Task<Result<core::Done>> VoidHold(const CallContext& call,
                                              const core::PaymentId& payment) = 0;
};

struct TimelineEntry {
    std::string event_id;
    std::string service;
    std::string type;
    std::int32_t version = 0;
    core::Timestamp occurred_at;
    std::string summary;
    std::string hash;  // hex
};

// The event store of one service (this one's or a peer's).
class EventLogPort {
public:
    virtual ~EventLogPort() = default;
    virtual std::string Service() const = 0;
    // Errors: kUnavailable, kDeadlineExceeded, kInternal.
    virtual Task<Result<std::vector<TimelineEntry>>> ListPaymentEvents(
        const CallContext& call, const core::PaymentId& payment) = 0;
};

struct Outcome {
    Payment payment;
    bool replayed = false;
};

// A payment with what its last decision rested on.
struct Decided {
    Payment payment;
    Evidence evidence;
};

// Payments come with what is personal in them opened, or gone; without the keys it is kUnavailable.
class PaymentStore {
public:
    virtual ~PaymentStore() = default;
    // Through the command runner. Errors: of DecideStep; kOverloaded, kUnavailable.
    virtual Task<Result<Outcome>> Apply(Command command) = 0;
    // Errors: kOverloaded, kUnavailable.
    virtual Task<Result<std::optional<Payment>>> Find(const core::PaymentId& id) = 0;
    // The payment as it was when it was created: the answer that a repeated order gets.
    virtual Task<Result<std::optional<Payment>>> FindAsCreated(const core::PaymentId& id) = 0;
    virtual Task<Result<std::optional<Decided>>> FindDecided(const core::PaymentId& id) = 0;
    virtual Task<Result<std::vector<Payment>>> List(const PaymentFilter& filter) = 0;
    virtual Task<Result<std::vector<Payment>>> FindByIban(IbanFilter filter) = 0;
};

}  // namespace clearway::payment
