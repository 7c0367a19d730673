// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/read_payment.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "async/parallel.h"

namespace clearway::payment {
namespace {

Page PageOf(std::vector<Payment> payments, std::size_t wanted) {
    Page page{.payments = std::move(payments), .more = false};
    if (page.payments.size() > wanted) {
        page.payments.erase(page.payments.begin() + static_cast<std::ptrdiff_t>(wanted),
                            page.payments.end());
        page.more = true;
    }
    return page;
}

}  // namespace

Task<Result<Payment>> ReadPayment::Get(const CallContext& call, const core::PaymentId& payment) {
    auto found = co_await store_.Find(payment);
    if (!found) co_return std::move(found).error();
    if (!found->has_value() || (*found)->terms.partner_id != call.partner_id)
        co_return core::ErrorCode::kPaymentNotFound;
    co_return std::move(**found);
}

Task<Result<Terms>> ReadPayment::GetInstruction(const core::PaymentId& payment) {
    auto found = co_await store_.Find(payment);
    if (!found) co_return std::move(found).error();
    if (!found->has_value()) co_return core::ErrorCode::kPaymentNotFound;
    co_return std::move((*found)->terms);
}

Task<Result<Page>> ReadPayment::List(PaymentFilter filter) {
    const auto wanted = filter.page_size;
    ++filter.page_size;  // one more tells whether there is another page
    auto payments = co_await store_.List(filter);
    if (!payments) co_return std::move(payments).error();
    co_return PageOf(std::move(*payments), wanted);
}

Task<Result<Page>> ReadPayment::FindByIban(IbanFilter filter) {
    const auto wanted = filter.page_size;
    ++filter.page_size;
    auto payments = co_await store_.FindByIban(std::move(filter));
    if (!payments) co_return std::move(payments).error();
    co_return PageOf(std::move(*payments), wanted);
}

Task<Result<Timeline>> ReadPayment::ListEvents(const CallContext& call,
                                               const core::PaymentId& payment) {
    const auto own = co_await Get(call, payment);
    if (!own) co_return own.error();
    auto timeline = co_await Ask(call, payment, logs_);
    // Clocks of the services agree to microseconds where it matters; a stream's own order breaks
    // ties.
    std::ranges::sort(timeline.entries, {}, [](const TimelineEntry& entry) {
        return std::tuple(entry.occurred_at, entry.service, entry.version);
    });
    co_return timeline;
}

// Halves the list until one is left, so that all services are asked at the same time.
Task<Timeline> ReadPayment::Ask(const CallContext& call, const core::PaymentId& payment,
                                std::span<EventLogPort* const> logs) {
    Timeline timeline;
    if (logs.empty()) co_return timeline;
    if (logs.size() == 1) {
        auto entries = co_await logs.front()->ListPaymentEvents(call, payment);
        if (entries) {
            timeline.entries = std::move(*entries);
        } else {
            timeline.missing_services.push_back(logs.front()->Service());
        }
        co_return timeline;
    }
    const auto half = logs.size() / 2;
    auto first = Ask(call, payment, logs.first(half));
    auto second = Ask(call, payment, logs.subspan(half));
    auto both = async::Both(std::move(first), std::move(second));
    auto [left, right] = co_await std::move(both);
    timeline = std::move(left);
    std::ranges::move(right.entries, std::back_inserter(timeline.entries));
    std::ranges::move(right.missing_services, std::back_inserter(timeline.missing_services));
    co_return timeline;
}

}  // namespace clearway::payment
