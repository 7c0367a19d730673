// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/statement_messages.h"

#include <algorithm>
#include <ranges>

#include "rpc/times.h"
#include "services/reconciliation/rpc/plain_text.h"

namespace clearway::reconciliation {
namespace {

constexpr std::int64_t kSizeMax = std::int64_t{1} << 30;
// A message of a megabyte is the server's limit; the rest of this one is small.
constexpr std::size_t kPartMax = std::size_t{512} << 10;
constexpr std::size_t kReasonsMax = 100;
constexpr std::size_t kNameMax = 200;
constexpr std::size_t kReasonMax = 500;
constexpr int kPageSizeDefault = 50;
constexpr int kPageSizeMax = 200;

bool IsDigest(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string WithoutFolders(const std::string& name) {
    return name.substr(name.find_last_of("/\\") + 1);
}

}  // namespace

v1::StatementFile ToProto(const KeptFile& file) {
    v1::StatementFile out;
    out.set_file_id(file.file_id.ToString());
    out.set_name(file.name);
    out.set_sha256(file.sha256);
    out.set_format(file.format);
    out.set_state(static_cast<v1::StatementFileState>(file.State()));
    const auto reasons = file.Reasons();
    for (const auto& reason : reasons | std::views::take(kReasonsMax)) out.add_reasons(reason);
    out.set_reason_count(std::ssize(reasons));
    out.set_waits(file.Waits());
    out.set_statements(std::ssize(file.statements));
    out.set_lines(file.lines);
    *out.mutable_received_at() = rpc::ToTimestamp(file.received_at);
    out.set_received_by(file.received_by);
    return out;
}

core::Result<StatementPart> ReadPart(const v1::ImportStatementRequest& request) {
    const auto name = WithoutFolders(request.name());
    if (name.empty() || name.size() > kNameMax || !IsPlainText(name))
        return core::InvalidField("name", "must be 1 to 200 bytes of text");
    if (!IsDigest(request.sha256()))
        return core::InvalidField("sha256", "must be 64 digits of 0-9 and a-f");
    if (request.size() < 1 || request.size() > kSizeMax)
        return core::InvalidField("size", "must be 1 byte to 1 GiB");
    const auto part = static_cast<std::int64_t>(request.content().size());
    if (part < 1 || request.content().size() > kPartMax)
        return core::InvalidField("content", "must be 1 byte to 512 KiB");
    if (request.offset() < 0 || request.offset() > request.size() - part)
        return core::InvalidField("offset", "must leave room for the part in the file");
    return StatementPart{.name = name,
                         .sha256 = request.sha256(),
                         .size = request.size(),
                         .offset = request.offset(),
                         .content = request.content(),
                         .by = {},
                         .at = {}};
}

core::Result<FileDecision> ReadDecision(const v1::DecideStatementFileRequest& request) {
    const auto id = core::Uuid::Parse(request.file_id());
    if (!id) return core::InvalidField("file_id", "must be a UUID");
    if (request.reason().empty() || request.reason().size() > kReasonMax ||
        !IsPlainText(request.reason()))
        return core::InvalidField("reason", "must be 1 to 500 bytes of text");
    return FileDecision{.file_id = *id, .by = {}, .reason = request.reason(), .at = {}};
}

core::Result<FileQuery> ReadQuery(const v1::ListStatementFilesRequest& request) {
    if (request.page_size() < 0 || request.page_size() > kPageSizeMax)
        return core::InvalidField("page_size", "must be 1 to 200");
    if (!v1::StatementFileState_IsValid(request.state()))
        return core::InvalidField("state", "must be one that is known");
    const auto after = core::ReadPageToken(request.page_token());
    if (!after) return after.error();
    FileQuery query{.after = *after,
                    .limit = request.page_size() == 0 ? kPageSizeDefault : request.page_size()};
    if (request.state() != v1::STATEMENT_FILE_STATE_UNSPECIFIED)
        query.state = static_cast<FileState>(request.state());
    return query;
}

v1::RunStatementsResponse ToProto(const RunSum& sum, bool dry_run) {
    v1::RunStatementsResponse out;
    if (!dry_run) out.set_run_id(sum.run.run_id.ToString());
    out.set_resumed(sum.run.resumed);
    out.set_accounts(sum.run.units);
    out.set_accounts_done(sum.units_done);
    out.set_accounts_failed(sum.units_failed);
    out.set_lines(sum.lines);
    out.set_lines_matched(sum.lines_matched);
    out.set_expectations(sum.expectations);
    out.set_expectations_matched(sum.expectations_matched);
    out.set_not_due(sum.not_due);
    out.set_exceptions(sum.exceptions);
    out.set_opened(sum.opened);
    out.set_healed(sum.healed);
    out.set_more(sum.more);
    if (sum.last) out.set_last_account_id(sum.last->ToString());
    return out;
}

}  // namespace clearway::reconciliation
