// SPDX-License-Identifier: Apache-2.0
// For tests: payment files without a database, and contents that are not sealed.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include "services/payment/usecase/files/unread_files_fixture.h"

namespace clearway::payment {

struct MemoryFiles final : UnreadFiles, FileSeal {
    static inline const std::set kToBeMade{EntryState::kWaiting, EntryState::kUnderWay};
    struct Row {
        PaymentFile file;
        std::vector<FileEntry> entries;
        std::string content;
        int served = 0;  // the turn of it
    };

    Task<Result<FileOutcome>> Receive(std::shared_ptr<const NewFile> taken) override {
        const std::lock_guard lock(mutex);
        rows.emplace(taken->file.file_id,
                     Row{taken->file, taken->entries, taken->sealed_content, ++turns});
        co_return FileOutcome{.file = taken->file};
    }
    Task<Result<std::optional<PaymentFile>>> Take(std::string, core::Timestamp now) override {
        const std::lock_guard lock(mutex);
        Row* longest_ago = nullptr;
        for (auto& [id, row] : rows)
            if (!Due(row, now).empty() && (!longest_ago || row.served < longest_ago->served))
                longest_ago = &row;
        if (!longest_ago) co_return std::optional<PaymentFile>();
        longest_ago->served = ++turns;
        co_return std::optional(longest_ago->file);
    }
    Task<Result<std::vector<std::int32_t>>> Begin(const PaymentFileId& id,
                                                  std::vector<std::int32_t> positions) override {
        if (before_begin) before_begin();
        const std::lock_guard lock(mutex);
        std::erase_if(positions, [&](std::int32_t position) {
            auto& state = rows.at(id).entries.at(static_cast<std::size_t>(position) - 1).state;
            if (state == EntryState::kWaiting) state = EntryState::kUnderWay;
            return state != EntryState::kUnderWay;
        });
        co_return positions;
    }
    Task<Result<PaymentFile>> Cancel(CancelOrder order) override {
        const std::lock_guard lock(mutex);
        auto& row = rows.at(order.file_id);
        for (auto& entry : row.entries) {
            if (entry.state != EntryState::kWaiting) continue;
            entry.state = EntryState::kCancelled;
            ++row.file.cancelled;
        }
        if (row.file.IsWorkedOff()) row.file.state = FileState::kDone;
        cancelled_by = order.cancelled_by;
        co_return row.file;
    }
    Task<Result<core::Done>> Postpone(const PaymentFileId& id, std::vector<std::int32_t> positions,
                                      core::Timestamp due_at) override {
        const std::lock_guard lock(mutex);
        for (const auto position : positions)
            rows.at(id).entries.at(static_cast<std::size_t>(position) - 1).due_at = due_at;
        co_return core::Done{};
    }
    Task<Result<core::Done>> Release(const PaymentFileId&, std::string) override {
        ++released;
        co_return core::Done{};
    }
    Task<Result<PaymentFile>> Record(const PaymentFileId& id, std::vector<EntryOutcome> outcomes,
                                     core::Timestamp) override {
        const std::lock_guard lock(mutex);
        if (refuses_records) co_return core::ErrorCode::kUnavailable;
        auto& row = rows.at(id);
        for (auto& outcome : outcomes) {
            auto& entry = row.entries.at(static_cast<std::size_t>(outcome.position) - 1);
            entry.state = outcome.rejected ? EntryState::kRejected : EntryState::kOrdered;
            entry.reason = std::move(outcome.rejected);
            ++(entry.reason ? row.file.rejected : row.file.ordered);
        }
        row.file.state = row.file.IsWorkedOff() ? FileState::kDone : FileState::kProcessing;
        co_return row.file;
    }
    Task<Result<std::optional<PaymentFile>>> Find(const PaymentFileId& id) override {
        const std::lock_guard lock(mutex);
        co_return rows.contains(id) ? std::optional(rows.at(id).file) : std::nullopt;
    }
    Task<Result<std::vector<DueEntry>>> ListDue(const PaymentFileId& id, core::Timestamp now,
                                                std::size_t entries_max) override {
        const std::lock_guard lock(mutex);
        auto due = Due(rows.at(id), now);
        if (due.size() > entries_max)
            due.erase(due.begin() + static_cast<long>(entries_max), due.end());
        co_return due;
    }
    Task<Result<std::vector<PaymentFileId>>> ListKeysLeft(std::size_t) override {
        const std::lock_guard lock(mutex);
        std::vector<PaymentFileId> left;
        for (const auto& [id, row] : rows)
            if (row.file.state == FileState::kDone && !row.content.empty() && !gone.contains(id))
                left.push_back(id);
        co_return left;
    }
    Task<Result<core::Done>> KeyIsGone(const PaymentFileId& id) override {
        const std::lock_guard lock(mutex);
        gone.insert(id);
        co_return core::Done{};
    }
    Task<Result<std::optional<core::Sensitive<std::string>>>> OpenContent(
        const PaymentFileId& id) override {
        const std::lock_guard lock(mutex);
        if (shut.contains(id)) co_return core::ErrorCode::kUnavailable;
        co_return std::optional(core::Sensitive(rows.at(id).content));
    }
    Task<Result<std::string>> Seal(const PaymentFileId&,
                                   const core::Sensitive<std::string>& content) override {
        ++sealed;
        co_return content.Reveal();
    }
    void Forget(const PaymentFileId&) override {
        if (keeps_keys) throw std::runtime_error("the token is away");
        ++forgotten;
    }

    static std::vector<DueEntry> Due(const Row& row, core::Timestamp now) {
        std::vector<DueEntry> due;
        for (const auto& entry : row.entries)
            if (kToBeMade.contains(entry.state) && entry.due_at <= now)
                due.push_back({entry.position, entry.payment_id});
        return due;
    }

    std::mutex mutex;
    std::map<PaymentFileId, Row> rows;
    std::set<PaymentFileId> shut;  // whose content does not open
    std::set<PaymentFileId> gone;  // whose key was destroyed
    std::string cancelled_by;
    std::function<void()> before_begin;
    bool refuses_records = false, keeps_keys = false;
    int turns = 0;
    int sealed = 0;
    int forgotten = 0;
    int released = 0;
};

}  // namespace clearway::payment
