// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/window_settler.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "async/runtime.h"
#include "services/settlement/domain/window_fee.h"
#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;

// Payments wait for a page that is booked in their writer: a small one is soon done.
constexpr int kPage = 100;
constexpr int kWindowsPage = 100;
constexpr std::chrono::seconds kLongestSleep = 30s;
constexpr std::chrono::seconds kRetryPause = 1s;
constexpr char kSettlement[] = "settlement";

void Complain(const WindowKey& key, const std::string& fault) {
    log::Error("a closed window does not settle",
               {{"currency", key.currency.Code()}, {"number", key.number}, {"reason", fault}});
}

// What was counted as transfers passed is counted once more. Nothing of a closed window changes, so
// that no lock is needed.
async::Task<Settlement> Recount(WindowReader& reader, WindowKey key) {
    auto counting = reader.CountWindow(key);
    const auto sums = co_await std::move(counting);
    if (!sums) {
        log::Warn("the transfers of a closed window could not be counted, trying again",
                  {{"currency", key.currency.Code()},
                   {"number", key.number},
                   {"reason", core::Describe(sums.error().code).name}});
        co_return Settlement::kUnavailable;
    }
    if (const auto fault = FindFault(sums->flows, sums->transfers)) {
        Complain(key, *fault);
        co_return Settlement::kFaulty;
    }
    co_return Settlement::kSettled;
}

// Whoever died after it charges it again, and nothing happens. Of two settings the first that
// charged stands.
async::Task<core::Result<core::Done>> ChargeFee(WindowReader& reader, LedgerWriter& ledger,
                                                Window window, core::Money fee) {
    const WindowKey key{.currency = window.currency, .number = window.number};
    auto reading = reader.ReadFlows(key);
    const auto flows = co_await std::move(reading);
    if (!flows) co_return flows.error();
    BookSettlement booking{
        .orders = ShareFee(window, fee, *flows), .booked_by = kSettlement, .as_one = true};
    if (booking.orders.empty()) co_return core::Done{};
    Command command{.what = std::move(booking)};
    auto submitting = ledger.Submit(std::move(command));
    const auto reply = co_await std::move(submitting);
    if (!reply) co_return reply.error();
    for (const auto& order : std::get<BookingReply>(*reply).orders) {
        if (order.outcome != BookingOutcome::kRefused) continue;
        Complain(key, "its fee is charged already, and was another, or is beyond 64 bits");
        break;
    }
    co_return core::Done{};
}

// A page of instructions on the settlement accounts; true when there was something to do and all of
// it was done.
async::Task<core::Result<bool>> BookPage(WindowReader& reader, WindowDesk& desk,
                                         LedgerWriter& ledger, WindowKey key) {
    auto listing = reader.ListToBook(key, kPage);
    const auto page = co_await std::move(listing);
    if (!page) co_return page.error();
    if (page->empty()) co_return false;
    BookSettlement booking{.orders = {}, .booked_by = kSettlement};
    for (const auto& instruction : *page) {
        booking.orders.push_back({.transfer_id = TransferOf(instruction),
                                  .debtor = instruction.debtor,
                                  .creditor = instruction.creditor,
                                  .amount = instruction.amount});
    }
    Command command{.what = std::move(booking)};
    auto submitting = ledger.Submit(std::move(command));
    const auto reply = co_await std::move(submitting);
    if (!reply) co_return reply.error();
    ConfirmInstructions confirmation{
        .key = key, .ids = {}, .confirmed_by = kSettlement, .booked = true};
    const auto& orders = std::get<BookingReply>(*reply).orders;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        if (orders[i].outcome != BookingOutcome::kRefused)
            confirmation.ids.push_back((*page)[i].id);
    }
    const bool all = confirmation.ids.size() == page->size();
    if (!all) Complain(key, "the ledger refuses an instruction");
    WindowCommand confirm{.what = std::move(confirmation)};
    auto confirming = desk.Submit(std::move(confirm));
    const auto confirmed = co_await std::move(confirming);
    if (!confirmed) co_return confirmed.error();
    co_return all;
}

// What a look at all of them came to.
struct Round {
    std::int64_t left = 0;
    std::int64_t faulty = 0;
    bool at_rest = true;  // nothing is to be tried again soon

    void Count(Settlement outcome) {
        if (outcome == Settlement::kSettled) return;
        ++left;
        if (outcome == Settlement::kFaulty) ++faulty;
        if (outcome == Settlement::kUnavailable) at_rest = false;
    }
};

}  // namespace

async::Task<Settlement> SettleWindow(WindowReader& reader, WindowDesk& desk, LedgerWriter& ledger,
                                     WindowKey key, std::stop_token stop,
                                     std::optional<core::Money> fee) {
    auto finding = reader.FindWindow(key);
    const auto found = co_await std::move(finding);
    if (!found) co_return Settlement::kUnavailable;
    if (found->window.state == WindowState::kClosed) {
        auto counting = Recount(reader, key);
        const auto counted = co_await std::move(counting);
        if (counted != Settlement::kSettled) co_return counted;
        if (fee) {
            auto charging = ChargeFee(reader, ledger, found->window, *fee);
            const auto charged = co_await std::move(charging);
            if (!charged) co_return Settlement::kUnavailable;
        }
    }
    while (!stop.stop_requested()) {
        WindowCommand advance{.what = AdvanceWindow{key}};
        auto advancing = desk.Submit(std::move(advance));
        const auto progress = co_await std::move(advancing);
        if (!progress) co_return Settlement::kUnavailable;
        if (progress->step == WindowStep::kAdvanced) continue;
        if (progress->step == WindowStep::kUnaddressed) {
            const auto& who = progress->unaddressed;
            Complain(key, (who.empty() ? "the settlement agent" : who) + " has no BIC");
            co_return Settlement::kFaulty;
        }
        if (progress->step != WindowStep::kWaiting) co_return Settlement::kSettled;
        auto booking = BookPage(reader, desk, ledger, key);
        const auto booked = co_await std::move(booking);
        if (!booked) co_return Settlement::kUnavailable;
        if (!*booked) co_return Settlement::kWaiting;
    }
    co_return Settlement::kStopped;
}

WindowSettler::WindowSettler(WindowReader& reader, WindowDesk& desk, LedgerWriter& ledger,
                             const core::Clock& clock, async::Executor executor, WindowFees fees)
    : reader_(reader),
      desk_(desk),
      ledger_(ledger),
      clock_(clock),
      executor_(std::move(executor)),
      fees_(std::move(fees)),
      pause_(kRetryPause),
      timer_(
          clock, [this](const std::stop_token& stop) { return Look(stop); },
          [](const std::exception& error) {
              log::Warn("windows could not be settled, trying again", {{"reason", error.what()}});
          }) {}

core::Timestamp WindowSettler::Look(const std::stop_token& stop) {
    if (SettleAll(stop)) {
        pause_ = kRetryPause;
        return clock_.Now() + kLongestSleep;
    }
    return clock_.Now() + std::exchange(pause_, std::min(2 * pause_, kLongestSleep));
}

bool WindowSettler::SettleAll(const std::stop_token& stop) {
    static const metrics::Gauge unsettled("clearway_settlement_windows_unsettled",
                                          "Windows that are closed and not settled.");
    static const metrics::Gauge faulty("clearway_settlement_windows_faulty",
                                       "Closed windows that cannot be settled as they are.");
    Round round;
    std::optional<WindowKey> after;
    do {
        const auto page = async::BlockOn(executor_, reader_.ListUnsettled(after, kWindowsPage));
        if (!page) return false;
        after.reset();
        for (const auto& one : *page) {
            if (stop.stop_requested()) return true;
            const WindowKey key{one.window.currency, one.window.number};
            const auto fee = fees_.find(key.currency);
            round.Count(async::BlockOn(
                executor_,
                SettleWindow(reader_, desk_, ledger_, key, stop,
                             fee == fees_.end() ? std::nullopt : std::optional(fee->second))));
            // A full page may be followed by another; what has been settled is behind it.
            if (std::ssize(*page) == kWindowsPage) after = key;
        }
    } while (after);
    unsettled.Set(static_cast<double>(round.left));
    faulty.Set(static_cast<double>(round.faulty));
    return round.at_rest;
}

}  // namespace clearway::settlement::usecase
