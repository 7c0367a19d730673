// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/window_calls.h"

#include <algorithm>
#include <charconv>

#include "core/bic.h"
#include "services/settlement/usecase/checks.h"

namespace clearway::settlement::usecase {
namespace {

constexpr int kWindowsPage = 50;
constexpr int kWindowsPageMax = 200;
constexpr int kInstructionsPageMax = 500;
constexpr int kFlowsPageMax = 500;
constexpr int kParticipantsPage = 200;
constexpr std::size_t kNameMax = 64;
constexpr std::size_t kAccountMax = 34;  // of an account's id in ISO 20022

bool IsVisible(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

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

// "4:acmeglobex": the flow that the page before ended with.
std::optional<FlowKey> ParseFlowToken(std::string_view token) {
    const auto colon = token.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto length = ParseNumber(token.substr(0, colon));
    token.remove_prefix(colon + 1);
    // A cut inside a character would make a name that is no text.
    if (!length || static_cast<std::size_t>(*length) > token.size() || !IsVisible(token))
        return std::nullopt;
    const auto size = static_cast<std::size_t>(*length);
    return FlowKey{.debtor = std::string(token.substr(0, size)),
                   .creditor = std::string(token.substr(size))};
}

// "EUR.acme": the participant that the page before ended with.
std::optional<ParticipantKey> ParseParticipantToken(std::string_view token) {
    if (token.size() < 4 || token[3] != '.') return std::nullopt;
    const auto currency = core::Currency::Parse(token.substr(0, 3));
    if (!currency) return std::nullopt;
    return ParticipantKey{.currency = *currency, .institution = std::string(token.substr(4))};
}

void CheckWho(const ParticipantOrder& order, std::vector<core::Error>& faults) {
    const auto& name = order.key.institution;
    if (order.is_agent) {
        const auto& terms = order.terms;
        const bool suspends = terms.status == ParticipantStatus::kSuspended;
        if (!name.empty()) faults.push_back(core::InvalidField("institution", "is the agent"));
        if (suspends || terms.debit_cap || terms.liquidity) {
            faults.push_back(core::InvalidField("settlement_agent", "has an address alone"));
        }
    } else if (name.empty() || name.size() > kNameMax || !IsVisible(name)) {
        faults.push_back(core::InvalidField("institution", "must be 1 to 64 visible characters"));
    }
}

void CheckAddress(const TermsChange& terms, std::vector<core::Error>& faults) {
    const auto bic = terms.bic.value_or("");
    const auto account = terms.settlement_account.value_or("");
    if (!bic.empty() && !core::IsBic(bic)) {
        faults.push_back(core::InvalidField("bic", "is not a BIC"));
    }
    if (account.size() > kAccountMax || !IsVisible(account)) {
        faults.push_back(
            core::InvalidField("settlement_account", "must be at most 34 visible characters"));
    }
}

bool IsBelowZero(const std::optional<TermsChange::Limit>& limit) {
    return limit && limit->value_or(0) < 0;
}

std::optional<core::Error> FaultOf(const ParticipantOrder& order) {
    std::vector<core::Error> faults;
    const auto& terms = order.terms;
    CheckWho(order, faults);
    CheckAddress(terms, faults);
    if (IsBelowZero(terms.debit_cap)) {
        faults.push_back(core::InvalidField("debit_cap_minor_units", "must not be below zero"));
    }
    if (IsBelowZero(terms.liquidity)) {
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
                          .positions = std::move(*positions),
                          .instructions = std::move(*instructions),
                          .next_page_token = {}};
    if (std::ssize(details.instructions) > *size) {
        details.instructions.pop_back();
        details.next_page_token = std::to_string(details.instructions.back().instruction.place);
    }
    co_return details;
}

async::Task<core::Result<FlowPage>> ListFlows(WindowReader& reader, WindowKey key, int page_size,
                                              std::string page_token) {
    const auto size = CheckPageSize(page_size, kFlowsPageMax, kFlowsPageMax);
    if (!size) co_return size.error();
    const auto after = ParseFlowToken(page_token);
    if (!page_token.empty() && !after) co_return FaultyToken();
    auto task = reader.ListFlows(key, after, *size + 1);
    auto flows = co_await std::move(task);
    if (!flows) co_return std::move(flows).error();
    FlowPage page{.flows = std::move(*flows), .next_page_token = {}};
    if (std::ssize(page.flows) > *size) {
        page.flows.pop_back();
        const auto& last = page.flows.back();
        page.next_page_token =
            std::to_string(last.debtor.size()) + ":" + last.debtor + last.creditor;
    }
    co_return page;
}

async::Task<core::Result<ParticipantPage>> ListParticipants(WindowReader& reader,
                                                            std::string currency, int page_size,
                                                            std::string page_token) {
    const auto size = CheckPageSize(page_size, kParticipantsPage, kParticipantsPage);
    if (!size) co_return size.error();
    const auto after = ParseParticipantToken(page_token);
    if (!page_token.empty() && !after) co_return FaultyToken();
    auto task = reader.ListParticipants(std::move(currency), after, *size + 1);
    auto participants = co_await std::move(task);
    if (!participants) co_return std::move(participants).error();
    ParticipantPage page{.participants = std::move(*participants), .next_page_token = {}};
    if (std::ssize(page.participants) > *size) {
        page.participants.pop_back();
        const auto& last = page.participants.back().key;
        page.next_page_token = std::string(last.currency.Code()) + "." + last.institution;
    }
    co_return page;
}

async::Task<core::Result<Participant>> SetParticipant(LedgerWriter& ledger,
                                                      const rpc::CallContext& call,
                                                      ParticipantOrder order) {
    if (auto fault = FaultOf(order)) co_return std::move(*fault);
    settlement::SetParticipant set{
        .key = std::move(order.key), .terms = std::move(order.terms), .set_by = call.caller_id};
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
