// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/create_payment.h"

#include "async/parallel.h"
#include "services/payment/usecase/checks.h"
#include "services/payment/usecase/parties.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;

core::Error AboutField(ErrorCode code, std::string field) {
    const std::string title(core::Describe(code).title);
    return core::Error{
        .code = code,
        .field_errors = {{std::move(field), std::string(core::Describe(code).name), title}}};
}

std::optional<core::Error> Unusable(const AccountInfo* account, const Terms& terms,
                                    std::string field) {
    if (account == nullptr) return AboutField(ErrorCode::kAccountNotFound, std::move(field));
    if (account->currency != terms.amount.GetCurrency().Code())
        return AboutField(ErrorCode::kCurrencyMismatch, "amount.currency");
    if (account->closed) return AboutField(ErrorCode::kAccountClosed, std::move(field));
    return std::nullopt;
}

// A partner pays from its own accounts alone: another's is as unknown as one that does not exist.
std::optional<core::Error> UnusableDebtor(const AccountInfo* account, const Terms& terms) {
    const bool is_own = account != nullptr && account->partner_id == terms.partner_id;
    return Unusable(is_own ? account : nullptr, terms, "debtor.account_id");
}

// It pays to accounts of any partner, and learns of them what the order needs: that the account is
// there, open and in this currency. Nothing of its holder. The platform's own accounts, whose ids
// anyone can derive, are nobody's to pay to.
std::optional<core::Error> UnusableCreditor(const AccountInfo* account, const Terms& terms) {
    const bool is_a_partners = account != nullptr && !account->partner_id.empty();
    return Unusable(is_a_partners ? account : nullptr, terms, "creditor.account_id");
}

}  // namespace

core::Timestamp HoldExpiry(const CreateOptions& options, const Terms& terms) {
    return terms.created_at +
           (terms.automatic_capture ? options.automatic_hold_life : options.manual_hold_life);
}

Task<Result<Outcome>> CreatePayment::Run(const CallContext& call, Terms terms) {
    if (terms.creditor == terms.debtor)
        co_return AboutField(ErrorCode::kSameAccount, "creditor.account_id");
    const auto turn = co_await flights_.Take(terms.payment_id);
    if (!HasPersonal(terms)) {
        terms.fingerprint = FingerprintOf(terms);
    } else {
        auto identified = co_await ports_.personal.Identify(std::move(terms));
        if (!identified) co_return std::move(identified).error();
        terms = std::move(*identified);
    }
    auto former = co_await FindFormer(terms);
    if (!former) co_return std::move(former).error();
    if (former->has_value()) co_return std::move(**former);
    terms.created_at = ports_.clock.Now();
    terms.request.request_id = call.request_id;
    auto parties = co_await ResolveParties(call, terms);
    if (!parties) co_return std::move(parties).error();
    // Before anything is held: an order that cannot be kept leaves nothing behind.
    if (HasPersonal(terms)) {
        auto sealed = co_await ports_.personal.Seal(std::move(terms));
        if (!sealed) co_return std::move(sealed).error();
        terms = std::move(*sealed);
    }
    auto decision = co_await Decide(call, terms, std::move(*parties));
    if (!decision) co_return std::move(decision).error();
    co_return co_await Commit(call, terms, std::move(*decision));
}

Task<Result<std::optional<Outcome>>> CreatePayment::FindFormer(const Terms& terms) {
    auto former = co_await ports_.store.FindAsCreated(terms.payment_id);
    if (!former) co_return std::move(former).error();
    if (!former->has_value()) co_return std::optional<Outcome>();
    if ((*former)->terms.fingerprint != terms.fingerprint)
        co_return ErrorCode::kIdempotencyKeyReused;
    co_return std::optional<Outcome>(Outcome{.payment = std::move(**former), .replayed = true});
}

Task<Result<std::vector<Party>>> CreatePayment::ResolveParties(const CallContext& call,
                                                               Terms& terms) {
    auto accounts = co_await ports_.accounts.Resolve(call, AccountsOf(terms));
    if (!accounts) co_return std::move(accounts).error();
    auto fault = UnusableDebtor(FindAccount(*accounts, terms.debtor), terms);
    if (fault) co_return std::move(*fault);
    if (terms.creditor) fault = UnusableCreditor(FindAccount(*accounts, *terms.creditor), terms);
    if (fault) co_return std::move(*fault);
    if (terms.creditor) terms.sealed.person = FindAccount(*accounts, terms.debtor)->person;
    co_return PartiesOf(terms, *accounts);
}

Task<Checks> CreatePayment::Check(const CallContext& call, const Terms& terms,
                                  std::vector<Party> parties) {
    auto scoring = ports_.fraud.Score(call, terms);
    auto screening = ports_.compliance.Screen(call, terms, std::move(parties));
    auto both = async::Both(std::move(scoring), std::move(screening));
    auto [fraud, compliance] = co_await std::move(both);
    co_return ChecksOf(fraud, compliance);
}

void CreatePayment::CountDegradations(const Checks& checks) const {
    if (checks.fraud == FraudOutcome::kUnavailable) unscored_.Add();
    if (checks.screening == ScreeningOutcome::kUnavailable) unscreened_.Add();
}

Task<Result<FactBody>> CreatePayment::Decide(const CallContext& call, const Terms& terms,
                                             std::vector<Party> parties) {
    auto checks = co_await Check(call, terms, std::move(parties));
    CountDegradations(checks);
    auto early = DecideBeforeHold(checks, terms.amount, options_.limits);
    if (early) co_return std::move(*early);
    const auto held = co_await ports_.ledger.PlaceHold(call, terms, HoldExpiry(options_, terms));
    if (!held) {
        // Other terms under this hold's id: another instance won with another body.
        if (held.error().code == ErrorCode::kHoldMismatch)
            co_return ErrorCode::kIdempotencyKeyReused;
        co_return held.error();
    }
    co_return DecideAfterHold(*held, std::move(checks.evidence));
}

Task<bool> CreatePayment::WasDeclined(core::PaymentId payment) {
    const auto stored = co_await ports_.store.FindAsCreated(payment);
    co_return stored && stored->has_value() && (*stored)->status == Status::kDeclined;
}

Task<Result<Outcome>> CreatePayment::Commit(const CallContext& call, const Terms& terms,
                                            FactBody decision) {
    const bool holds_funds = std::holds_alternative<Authorised>(decision);
    Command command = Create{
        .terms = terms, .decision = std::move(decision), .traceparent = call.trace.ToTraceparent()};
    auto outcome = co_await ports_.store.Apply(std::move(command));
    // Another instance stored another decision under this key meanwhile. A hold that no stored
    // payment relies on must not stay. (After a crash right here, the hold's end releases it.)
    bool other_decision =
        outcome && outcome->replayed && outcome->payment.status == Status::kDeclined;
    if (!outcome && outcome.error().code == ErrorCode::kIdempotencyKeyReused)
        other_decision = co_await WasDeclined(terms.payment_id);
    if (holds_funds && other_decision) {
        const auto voided = co_await ports_.ledger.VoidHold(call, terms.payment_id);
        (void)voided;
    }
    co_return outcome;
}

}  // namespace clearway::payment
