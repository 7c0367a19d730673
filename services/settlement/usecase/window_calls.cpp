// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/window_calls.h"

#include <algorithm>
#include <charconv>

#include "services/settlement/usecase/checks.h"

namespace clearway::settlement::usecase {
namespace {

constexpr int kWindowsPage = 50;
constexpr int kWindowsPageMax = 200;
constexpr int kInstructionsPageMax = 500;
constexpr std::size_t kNameMax = 64;

std::optional<std::int64_t> ParseNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < 0) return std::nullopt;
    return number;
}

core::Error FaultyToken() { return core::InvalidField("page_token", "is not one of this list"); }

// "EUR.17": the window that the page before ended with.
std::optional<WindowKey> ParseToken(std::string_view token) {
    if (token.size() < 5 || token[3] != '.') return std::nullopt;
    const auto currency = core::Currency::Parse(token.substr(0, 3));
    const auto number = ParseNumber(token.substr(4));
    if (!currency || !number) return std::nullopt;
    return WindowKey{.currency = *currency, .number = *number};
}

std::string TokenOf(const Window& window) {
    return std::string(window.currency.Code()) + "." + std::to_string(window.number);
}

// ISO 9362: eight characters or eleven.
bool IsBic(std::string_view text) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_either = [&](char c) { return is_upper(c) || (c >= '0' && c <= '9'); };
    return (text.size() == 8 || text.size() == 11) && std::ranges::all_of(text, is_either) &&
           std::ranges::all_of(text.substr(4, 2), is_upper);
}

bool IsVisible(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

std::optional<core::Error> FaultOf(const ParticipantKey& key, const ParticipantTerms& terms) {
    std::vector<core::Error> faults;
    if (key.institution.empty() || key.institution.size() > kNameMax ||
        !IsVisible(key.institution)) {
        faults.push_back(core::InvalidField("institution", "must be 1 to 64 visible characters"));
    }
    if (!terms.bic.empty() && !IsBic(terms.bic)) {
        faults.push_back(core::InvalidField("bic", "is not a BIC"));
    }
    if (terms.settlement_account.size() > kNameMax || !IsVisible(terms.settlement_account)) {
        faults.push_back(
            core::InvalidField("settlement_account", "must be at most 64 visible characters"));
    }
    if (terms.debit_cap.value_or(0) < 0) {
        faults.push_back(core::InvalidField("debit_cap_minor_units", "must not be below zero"));
    }
    if (terms.liquidity.value_or(0) < 0) {
        faults.push_back(core::InvalidField("liquidity_minor_units", "must not be below zero"));
    }
    return Combine(std::move(faults));
}

}  // namespace

async::Task<core::Result<WindowReply>> CloseWindow(LedgerWriter& ledger,
                                                   const rpc::CallContext& call, WindowKey key,
                                                   const WindowNotice& notice) {
    settlement::CloseWindow close{
        .currency = key.currency, .number = key.number, .closed_by = call.caller_id};
    Command command{.what = std::move(close), .traceparent = call.trace.ToTraceparent()};
    auto task = ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    notice();
    co_return std::get<WindowReply>(*reply);
}

async::Task<core::Result<WindowPage>> ListWindows(WindowReader& reader, std::string currency,
                                                  int page_size, std::string page_token) {
    const auto size = CheckPageSize(page_size, kWindowsPage, kWindowsPageMax);
    if (!size) co_return size.error();
    const auto after = ParseToken(page_token);
    if (!page_token.empty() && !after) co_return FaultyToken();
    auto task = reader.ListWindows(std::move(currency), after, *size + 1);
    auto windows = co_await std::move(task);
    if (!windows) co_return std::move(windows).error();
    WindowPage page{.windows = std::move(*windows), .next_page_token = {}};
    if (std::ssize(page.windows) > *size) {
        page.windows.pop_back();
        page.next_page_token = TokenOf(page.windows.back().window);
    }
    co_return page;
}

async::Task<core::Result<WindowDetails>> GetWindow(WindowReader& reader, WindowKey key,
                                                   int page_size, std::string page_token) {
    const auto size = CheckPageSize(page_size, kInstructionsPageMax, kInstructionsPageMax);
    if (!size) co_return size.error();
    const auto after =
        page_token.empty() ? std::optional<std::int64_t>(0) : ParseNumber(page_token);
    if (!after) co_return FaultyToken();
    auto finding = reader.FindWindow(key);
    auto settling = co_await std::move(finding);
    if (!settling) co_return std::move(settling).error();
    auto reading = reader.ReadFlows(key);
    auto flows = co_await std::move(reading);
    if (!flows) co_return std::move(flows).error();
    auto positions = NetPositions(*flows);
    if (!positions) co_return std::move(positions).error();
    auto listing = reader.ListInstructions(key, *after, *size + 1);
    auto instructions = co_await std::move(listing);
    if (!instructions) co_return std::move(instructions).error();
    WindowDetails details{.settling = std::move(*settling),
                          .flows = std::move(*flows),
                          .positions = std::move(*positions),
                          .instructions = std::move(*instructions),
                          .next_page_token = {}};
    if (std::ssize(details.instructions) > *size) {
        details.instructions.pop_back();
        details.next_page_token = std::to_string(details.instructions.back().instruction.place);
    }
    co_return details;
}

async::Task<core::Result<Participant>> SetParticipant(LedgerWriter& ledger,
                                                      const rpc::CallContext& call,
                                                      ParticipantKey key, ParticipantTerms terms) {
    if (auto fault = FaultOf(key, terms)) co_return std::move(*fault);
    settlement::SetParticipant set{
        .key = std::move(key), .terms = std::move(terms), .set_by = call.caller_id};
    Command command{.what = std::move(set), .traceparent = call.trace.ToTraceparent()};
    auto task = ledger.Submit(std::move(command));
    auto reply = co_await std::move(task);
    if (!reply) co_return std::move(reply).error();
    co_return std::move(std::get<ParticipantReply>(*reply).participant);
}

async::Task<core::Result<bool>> ConfirmInstruction(WindowDesk& desk, const rpc::CallContext& call,
                                                   WindowKey key, core::Uuid instruction,
                                                   const WindowNotice& notice) {
    ConfirmInstructions confirm{.key = key, .ids = {}, .confirmed_by = call.caller_id};
    confirm.ids.push_back(instruction);
    WindowCommand command{.what = std::move(confirm), .traceparent = call.trace.ToTraceparent()};
    auto task = desk.Submit(std::move(command));
    const auto progress = co_await std::move(task);
    if (!progress) co_return progress.error();
    notice();
    co_return progress->confirmed > 0;
}

}  // namespace clearway::settlement::usecase
