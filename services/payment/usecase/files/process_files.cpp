// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/files/process_files.h"

#include <algorithm>
#include <mutex>

#include "async/parallel.h"
#include "async/yield.h"
#include "services/payment/files/initiation.h"
#include "services/payment/files/transfer_terms.h"
#include "telemetry/log.h"

namespace clearway::payment {
namespace {

using core::ErrorCode;
using namespace std::chrono_literals;

// Nobody waits for it but the file.
constexpr auto kOrderLimit = 10s;
// Recorded together, for each order under way, and so perhaps ordered again after a crash. All of
// them at their limit take less than the lease of a file.
constexpr std::size_t kRounds = 4;
// As many failures in a row are not the orders' own.
constexpr int kFailuresMax = 3;
constexpr auto kPostponed = 10s;
constexpr std::size_t kKeysAtOnce = 100;

bool IsAbout(const core::Error& error, std::string_view field) {
    return std::ranges::any_of(error.field_errors, [&](const core::FieldError& one) {
        return one.field.starts_with(field);
    });
}

// `count` coroutines at the same time.
Task<core::Done> Together(const std::function<Task<core::Done>()>& worker, std::size_t count) {
    if (count <= 1) {
        co_return co_await worker();
    }
    auto first = Together(worker, count / 2);
    auto second = Together(worker, count - count / 2);
    auto both = async::Both(std::move(first), std::move(second));
    co_await std::move(both);
    co_return core::Done{};
}

}  // namespace

std::optional<Reason> RejectionOf(const core::Error& error) {
    const bool of_debtor = IsAbout(error, "debtor");
    switch (error.code) {
        case ErrorCode::kAccountNotFound:
            return of_debtor ? Reason{"AC02", "The debtor's account is none of yours."}
                             : Reason{"AC03", "The creditor's account is not known."};
        case ErrorCode::kAccountClosed:
            return of_debtor ? Reason{"AC04", "The debtor's account is closed."}
                             : Reason{"AC07", "The creditor's account is closed."};
        case ErrorCode::kCurrencyMismatch:
            return Reason{"AM03", "The currency is not the account's."};
        case ErrorCode::kSameAccount:
            return Reason{"AC03", "The creditor's account is the debtor's own."};
        case ErrorCode::kIdempotencyKeyReused:
            return Reason{"AM05", "Another payment was ordered as this one."};
        case ErrorCode::kInvalidArgument:  // the person was erased; no reason is given
            if (IsAbout(error, "creditor") || IsAbout(error, "remittance_information"))
                return Reason{"MS03", "The order is refused."};
            return std::nullopt;
        // Also what a peer refuses of us: a wrong certificate can be mended, a rejection cannot.
        default: return std::nullopt;
    }
    return std::nullopt;
}

struct ProcessFiles::Turn {
    std::vector<Order>& orders;
    std::mutex mutex = {};
    std::size_t next = 0;
    std::vector<EntryOutcome> outcomes = {};
    std::vector<std::int32_t> undecided = {};
    int failures = 0;  // in a row
    std::optional<core::Error> failure = {};

    // nullptr: none is left, or they have to wait.
    Order* Next() {
        const std::lock_guard lock(mutex);
        return failure || next == orders.size() ? nullptr : &orders[next++];
    }
    void End(std::int32_t position, Result<EntryOutcome> outcome) {
        const std::lock_guard lock(mutex);
        if (outcome) {
            outcomes.push_back(std::move(*outcome));
            failures = 0;
            return;
        }
        undecided.push_back(position);
        if (++failures == kFailuresMax) failure = std::move(outcome).error();
    }
};

Result<bool> ProcessFiles::RunOnce(const std::stop_token& stop) {
    auto forgotten = ForgetKeys();
    if (!forgotten) return std::move(forgotten).error();
    const auto taken = Wait(ports_.files.Take(options_.owner, ports_.clock.Now()));
    if (!taken) return taken.error();
    if (!taken->has_value()) return false;
    const auto worked = Work(**taken, stop);
    const auto released = Wait(ports_.files.Release((*taken)->file_id, options_.owner));
    if (!worked) return worked.error();
    if (!released) return released.error();
    return true;
}

Result<core::Done> ProcessFiles::ForgetKeys() {
    const auto left = Wait(ports_.files.ListKeysLeft(kKeysAtOnce));
    if (!left) return left.error();
    auto still = std::ssize(*left);
    keys_left_.Set(static_cast<double>(still));
    for (const auto& id : *left) {
        try {
            ports_.seal.Forget(id);
        } catch (const std::exception& failure) {
            log::Warn("the key of a payment file could not be destroyed, trying again",
                      {{"file_id", id.ToString()}, {"reason", failure.what()}});
            break;
        }
        auto noted = Wait(ports_.files.KeyIsGone(id));
        if (!noted) return noted;
        keys_left_.Set(static_cast<double>(--still));
    }
    return core::Done{};
}

Result<core::Done> ProcessFiles::Work(const PaymentFile& file, const std::stop_token& stop) {
    auto due = Wait(ports_.files.ListDue(file.file_id, ports_.clock.Now(), options_.slice));
    if (!due) return std::move(due).error();
    if (due->empty()) return core::Done{};
    const auto content = Wait(ports_.files.OpenContent(file.file_id));
    if (!content) return content.error();
    if (!content->has_value()) return RejectAll(file, *due);
    std::vector<Order> orders;
    Result<core::Done> done = core::Done{};
    auto next = due->begin();
    ReadTransfers((*content)->Reveal(), [&](std::int32_t position, const auto& batch,
                                            const auto& transfer) {
        if (position != next->position) return true;
        orders.push_back({position, TermsOf(batch, transfer, file.partner_id, next->payment_id)});
        ++next;
        if (orders.size() == kRounds * options_.orders_at_once) done = Flush(file, orders);
        return done && next != due->end() && !stop.stop_requested();
    });
    if (done && !stop.stop_requested()) done = Flush(file, orders);
    return done;
}

Result<core::Done> ProcessFiles::Flush(const PaymentFile& file, std::vector<Order>& orders) {
    auto kept = Begin(file, orders);
    if (!kept) return kept;
    if (orders.empty()) return core::Done{};
    Turn turn{.orders = orders};
    const std::function<Task<core::Done>()> worker = [&] { return Worker(file, turn); };
    Wait(Together(worker, options_.orders_at_once));
    orders.clear();
    auto recorded = Record(file, std::move(turn.outcomes));
    if (!recorded) return recorded;
    auto postponed = Postpone(file, std::move(turn.undecided));
    if (turn.failure) return std::move(*turn.failure);
    return postponed;
}

Result<core::Done> ProcessFiles::Begin(const PaymentFile& file, std::vector<Order>& orders) {
    if (orders.empty()) return core::Done{};
    std::vector<std::int32_t> positions;
    for (const auto& order : orders) positions.push_back(order.position);
    const auto begun = Wait(ports_.files.Begin(file.file_id, std::move(positions)));
    if (!begun) return begun.error();
    std::erase_if(orders, [&](const Order& order) {
        return std::ranges::find(*begun, order.position) == begun->end();
    });
    return core::Done{};
}

Task<core::Done> ProcessFiles::Worker(const PaymentFile& file, Turn& turn) {
    while (auto* order = turn.Next()) {
        auto behind_others = async::Yield();
        co_await std::move(behind_others);
        const auto position = order->position;
        auto making = Make(file, std::move(*order));
        auto outcome = co_await std::move(making);
        if (!outcome)
            log::Warn("an order of a payment file could not be decided, it waits",
                      {{"file_id", file.file_id.ToString()},
                       {"position", std::to_string(position)},
                       {"reason", std::string(core::Describe(outcome.error().code).name)}});
        turn.End(position, std::move(outcome));
    }
    co_return core::Done{};
}

Task<Result<EntryOutcome>> ProcessFiles::Make(const PaymentFile& file, Order order) {
    EntryOutcome outcome{.position = order.position};
    if (auto* reason = std::get_if<Reason>(&order.terms)) {
        outcome.rejected = std::move(*reason);
        co_return outcome;
    }
    CallContext call;
    call.caller = "payment";
    call.partner_id = file.partner_id;
    call.request_id = file.file_id.ToString() + "/" + std::to_string(order.position);
    call.deadline = std::chrono::system_clock::now() + kOrderLimit;
    auto& terms = std::get<Terms>(order.terms);
    terms.payment_file = file.file_id.value;
    terms.request.file_position = order.position;
    auto made = co_await ports_.create.Run(call, std::move(terms));
    if (made) co_return outcome;
    outcome.rejected = RejectionOf(made.error());
    if (!outcome.rejected) co_return std::move(made).error();
    co_return outcome;
}

Result<core::Done> ProcessFiles::RejectAll(const PaymentFile& file,
                                           const std::vector<DueEntry>& due) {
    std::vector<EntryOutcome> outcomes;
    for (const auto& entry : due)
        outcomes.push_back({entry.position, Reason{"MS03", "The file's content is gone."}});
    return Record(file, std::move(outcomes));
}

Result<core::Done> ProcessFiles::Record(const PaymentFile& file,
                                        std::vector<EntryOutcome> outcomes) {
    if (outcomes.empty()) return core::Done{};
    const auto counted = outcomes;
    const auto after =
        Wait(ports_.files.Record(file.file_id, std::move(outcomes), ports_.clock.Now()));
    if (!after) return after.error();
    CountOutcomes(counted);
    return core::Done{};
}

Result<core::Done> ProcessFiles::Postpone(const PaymentFile& file,
                                          std::vector<std::int32_t> positions) {
    if (positions.empty()) return core::Done{};
    postponed_.Add(static_cast<double>(positions.size()));
    return Wait(
        ports_.files.Postpone(file.file_id, std::move(positions), ports_.clock.Now() + kPostponed));
}

void ProcessFiles::CountOutcomes(const std::vector<EntryOutcome>& outcomes) const {
    for (const auto& outcome : outcomes) (outcome.rejected ? rejected_ : ordered_).Add();
}

}  // namespace clearway::payment
