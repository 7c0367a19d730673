// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_calls.h"

#include <algorithm>

#include "core/page_token.h"
#include "services/settlement/usecase/checks.h"

namespace clearway::settlement::usecase {
namespace {

using rails::RailTransfer;
using Found = async::Task<core::Result<RailTransfer>>;

constexpr int kPage = 50;
constexpr int kPageMax = 200;
// Younger ones are on their way.
constexpr auto kOnItsWay = std::chrono::minutes(5);
constexpr std::size_t kNoteMax = 500;
constexpr char kAccepted[] = "accepted";
constexpr char kRejected[] = "rejected";

bool IsReasonCode(std::string_view code) {
    return !code.empty() && code.size() <= 4 && std::ranges::all_of(code, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

bool IsNote(std::string_view note) {
    const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; };
    return !note.empty() && note.size() <= kNoteMax && std::ranges::none_of(note, is_control);
}

Found Do(RailDesk desk, core::PaymentId payment, rails::Event event) {
    auto finding = desk.reader.Find(rails::DeriveRailTransferId(payment));
    auto found = co_await std::move(finding);
    if (!found) co_return std::move(found).error();
    RailStep step{.id = found->id, .event = std::move(event)};
    auto asking = desk.book.Submit(RailCommand(std::move(step)));
    auto reply = co_await std::move(asking);
    if (!reply) co_return std::move(reply).error();
    if (reply->effect == rails::Effect::kRefused) co_return core::ErrorCode::kPaymentStateConflict;
    co_return std::move(*reply->transfer);
}

}  // namespace

Found GetRailTransfer(RailDesk desk, core::PaymentId payment) {
    return desk.reader.Find(rails::DeriveRailTransferId(payment));
}

Found DecideRailTransfer(RailDesk desk, const rpc::CallContext& call, core::PaymentId payment,
                         std::string outcome, std::string reason_code) {
    const bool accepted = outcome == kAccepted;
    if (!accepted && outcome != kRejected)
        co_return core::InvalidField("outcome", "must be accepted or rejected");
    if (accepted && !reason_code.empty())
        co_return core::InvalidField("reason_code", "is of a rejection alone");
    if (!accepted && !IsReasonCode(reason_code))
        co_return core::InvalidField("reason_code", "must be 1 to 4 of A-Z and 0-9");
    rails::Event word = rails::PersonDecides{.accepted = accepted,
                                             .reason = {.code = std::move(reason_code)},
                                             .operator_id = call.caller_id};
    co_return co_await Do(desk, payment, std::move(word));
}

Found RecallRailTransfer(RailDesk desk, core::PaymentId payment) {
    return Do(desk, payment, rails::RequestRecall{});
}

async::Task<core::Result<RailTransferPage>> ListWaitingRailTransfers(RailDesk desk, int page_size,
                                                                     std::string page_token) {
    const auto size = CheckPageSize(page_size, kPage, kPageMax);
    if (!size) co_return size.error();
    const auto after = core::ReadPageToken(page_token);
    if (!after) co_return after.error();
    auto listing = desk.reader.ListWaiting(desk.clock.Now() - kOnItsWay, *after, *size + 1);
    auto transfers = co_await std::move(listing);
    if (!transfers) co_return std::move(transfers).error();
    RailTransferPage page{.transfers = std::move(*transfers), .next_page_token = {}};
    page.next_page_token = CutPage(page.transfers, *size, [](const RailTransfer& last) {
        return core::PagePosition{last.created_at, last.id.value};
    });
    co_return page;
}

async::Task<core::Result<RailConflictPage>> ListRailConflicts(RailDesk desk, bool resolved_too,
                                                              int page_size,
                                                              std::string page_token) {
    const auto size = CheckPageSize(page_size, kPage, kPageMax);
    if (!size) co_return size.error();
    const auto after = core::ReadPageToken(page_token);
    if (!after) co_return after.error();
    auto listing = desk.reader.ListConflicts(resolved_too, *after, *size + 1);
    auto conflicts = co_await std::move(listing);
    if (!conflicts) co_return std::move(conflicts).error();
    RailConflictPage page{.conflicts = std::move(*conflicts), .next_page_token = {}};
    page.next_page_token = CutPage(page.conflicts, *size, [](const StoredRailConflict& last) {
        return core::PagePosition{last.opened_at, last.id};
    });
    co_return page;
}

async::Task<core::Result<core::Done>> ResolveConflict(RailDesk desk, const rpc::CallContext& call,
                                                      core::Uuid conflict, std::string note) {
    if (!IsNote(note))
        co_return core::InvalidField("note", "must be 1 to 500 bytes without control characters");
    ResolveRailConflict resolve{
        .conflict_id = conflict, .operator_id = call.caller_id, .note = std::move(note)};
    auto asking = desk.book.Submit(RailCommand(std::move(resolve)));
    const auto reply = co_await std::move(asking);
    if (!reply) co_return reply.error();
    co_return core::Done{};
}

}  // namespace clearway::settlement::usecase
