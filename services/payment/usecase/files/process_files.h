// SPDX-License-Identifier: Apache-2.0
// Makes the payments of files that are due: one file at a time, a few orders at a time, so that it
// never starves single payments. Every order has its id from the file, so that whoever repeats it
// after any crash, here or in another process, makes no second payment.
#pragma once

#include <stop_token>
#include <variant>

#include "async/runtime.h"
#include "services/payment/usecase/create_payment.h"
#include "services/payment/usecase/files/ports.h"

namespace clearway::payment {

struct ProcessOptions {
    std::string owner;               // stable name of this process
    std::size_t orders_at_once = 4;  // payments under way
    std::size_t slice = 2'000;       // transactions of a file before another file has its turn
};

class ProcessFiles {
public:
    struct Ports {
        PaymentFileStore& files;
        FileSeal& seal;
        CreatePayment& create;
        const core::Clock& clock;
    };

    // `executor` runs the payments, on threads of its own.
    ProcessFiles(Ports ports, ProcessOptions options, async::Executor executor)
        : ports_(ports), options_(std::move(options)), executor_(std::move(executor)) {}

    // A slice of one file, and the keys of contents that nobody needs any more. False: none is due.
    // Blocks; between two groups of payments it ends early when `stop` is requested. An order that
    // cannot be decided waits a while, and others go on. Errors: kOverloaded, kUnavailable, or why
    // several orders in a row could not be decided: all that is due then waits for the next turn.
    Result<bool> RunOnce(const std::stop_token& stop);

private:
    struct Order {
        std::int32_t position;
        std::variant<Terms, Reason> terms;
    };
    struct Turn;

    template <class T>
    T Wait(Task<T> task) {
        return async::BlockOn(executor_, std::move(task));
    }
    // A key that cannot be destroyed now is tried again with the next look.
    Result<core::Done> ForgetKeys();
    Result<core::Done> Work(const PaymentFile& file, const std::stop_token& stop);
    // All orders; those that were decided are recorded, also when others were not.
    Result<core::Done> Flush(const PaymentFile& file, std::vector<Order>& orders);
    // From here on they are not cancelled; those that were before leave the orders.
    Result<core::Done> Begin(const PaymentFile& file, std::vector<Order>& orders);
    Task<core::Done> Worker(const PaymentFile& file, Turn& turn);
    Task<Result<EntryOutcome>> Make(const PaymentFile& file, Order order);
    Result<core::Done> Record(const PaymentFile& file, std::vector<EntryOutcome> outcomes);
    // Orders that could not be decided, for a while.
    Result<core::Done> Postpone(const PaymentFile& file, std::vector<std::int32_t> positions);
    // The content is gone: its transactions cannot be made any more.
    Result<core::Done> RejectAll(const PaymentFile& file, const std::vector<DueEntry>& due);
    void CountOutcomes(const std::vector<EntryOutcome>& outcomes) const;

    static constexpr char kPayments[] = "clearway_payment_file_payments_total";
    static constexpr char kPaymentsHelp[] =
        "Transactions of payment files, by what became of them.";

    Ports ports_;
    ProcessOptions options_;
    async::Executor executor_;
    metrics::Gauge keys_left_{"clearway_payment_file_keys_left",
                              "Keys of finished payment files that are not destroyed yet."};
    metrics::Counter ordered_{kPayments, kPaymentsHelp, {{"outcome", "ordered"}}};
    metrics::Counter postponed_{kPayments, kPaymentsHelp, {{"outcome", "postponed"}}};
    metrics::Counter rejected_{kPayments, kPaymentsHelp, {{"outcome", "rejected"}}};
};

// Why a payment could not be ordered, by a code of ISO 20022; nullopt: it may be later.
std::optional<Reason> RejectionOf(const core::Error& error);

}  // namespace clearway::payment
