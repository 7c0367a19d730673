// SPDX-License-Identifier: Apache-2.0
#include "services/payment/usecase/files/receive_file.h"

#include "core/digest.h"

namespace clearway::payment {
namespace {

PaymentFile FileOf(const Initiation& initiation, const std::string& partner_id,
                   const std::string& content, core::Timestamp now) {
    PaymentFile file{.file_id = DerivePaymentFileId(partner_id, initiation.message_id),
                     .partner_id = partner_id,
                     .message_id = initiation.message_id,
                     .message_type = initiation.message_type,
                     .message_created = initiation.created,
                     .digest = core::AsBytes(core::Sha256(content)),
                     .size = static_cast<std::int64_t>(content.size()),
                     .entries = static_cast<std::int32_t>(initiation.transactions),
                     .control_sum = initiation.control_sum,
                     .state = FileState::kReceived,
                     .reasons = initiation.refusals,
                     .received_at = now,
                     .updated_at = now,
                     .version = 1};
    if (!file.reasons.empty()) {
        file.state = FileState::kRefused;
        return file;
    }
    for (const auto& entry : initiation.entries)
        if (entry.state == EntryState::kRejected) ++file.rejected;
    if (file.rejected == file.entries) {
        file.state = FileState::kDone;
        file.version = 2;
    }
    return file;
}

core::Uuid SubmissionOf(const PaymentFile& file, const CallContext& call) {
    const auto partner = DerivePaymentFileId(file.partner_id, "");
    return core::Uuid::Derive(partner.value, "submission:" + call.idempotency_key.value_or(""));
}

}  // namespace

Task<Result<std::optional<FileOutcome>>> ReceiveFile::FindFormer(const PaymentFile& file) {
    auto former = co_await files_.Find(file.file_id);
    if (!former) co_return std::move(former).error();
    if (!former->has_value()) co_return std::optional<FileOutcome>();
    if ((*former)->digest != file.digest) co_return core::ErrorCode::kIdempotencyKeyReused;
    co_return std::optional<FileOutcome>(
        FileOutcome{.file = std::move(**former), .replayed = true});
}

Task<Result<FileOutcome>> ReceiveFile::Run(const CallContext& call,
                                           core::Sensitive<std::string> content, ReadSoFar so_far) {
    const auto now = clock_.Now();
    auto initiation = ReadInitiation(content.Reveal(), call.partner_id, now, so_far);
    if (!initiation) co_return std::move(initiation).error();
    auto taken = std::make_shared<NewFile>(
        NewFile{.file = FileOf(*initiation, call.partner_id, content.Reveal(), now),
                .entries = std::move(initiation->entries),
                .sealed_content = {},
                .submission = {},
                .traceparent = call.trace.ToTraceparent()});
    taken->submission = SubmissionOf(taken->file, call);
    auto former = co_await FindFormer(taken->file);
    if (!former) co_return std::move(former).error();
    if (former->has_value()) co_return std::move(**former);
    const bool refused = taken->file.state == FileState::kRefused;
    if (refused) taken->entries.clear();
    if (taken->file.state == FileState::kReceived) {
        auto sealed = co_await seal_.Seal(taken->file.file_id, content);
        if (!sealed) co_return std::move(sealed).error();
        taken->sealed_content = std::move(*sealed);
    }
    std::shared_ptr<const NewFile> stored = std::move(taken);
    auto outcome = co_await files_.Receive(std::move(stored));
    if (!outcome || outcome->replayed) co_return outcome;
    (refused ? refused_ : taken_).Add();
    if (received_) received_();
    co_return outcome;
}

}  // namespace clearway::payment
