// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/files/postgres_file_store.h"

#include "embedded/payment_sql.h"
#include "postgres/row.h"
#include "services/payment/store/files/file_rows.h"
#include "services/payment/store/files/sealed_files.h"

namespace clearway::payment {
namespace {

namespace sql = embedded::payment_sql;

// Of batches: a file is large, and few come.
constexpr std::size_t kBatchMax = 8;

std::optional<PaymentFile> FirstOf(const pqxx::result& rows) {
    if (rows.empty()) return std::nullopt;
    return FileOf(rows[0]);
}

std::optional<PaymentFile> FindFile(postgres::Transaction& transaction, const PaymentFileId& id) {
    return FirstOf(postgres::Execute(transaction, {"find_payment_file", sql::kFindPaymentFile},
                                     id.ToString()));
}

// A rejected transaction and a declined payment are both RJCT.
void AddTo(std::vector<FileCount>& counts, FileCount more) {
    for (auto& count : counts) {
        if (count.iso_status != more.iso_status) continue;
        const auto sum = core::Add(count.sum, more.sum);
        if (!sum) continue;  // of another currency: there is room for all of a file
        count.payments += more.payments;
        count.sum = *sum;
        return;
    }
    counts.push_back(std::move(more));
}

void UpdateFile(postgres::Transaction& transaction, const PaymentFile& file) {
    postgres::Execute(transaction, {"update_payment_file", sql::kUpdatePaymentFile},
                      file.file_id.ToString(), static_cast<std::int16_t>(file.state), file.ordered,
                      file.rejected, core::FormatRfc3339(file.updated_at), file.version,
                      file.cancelled);
}

}  // namespace

// The commands of a batch in their order, inside its transaction.
struct PostgresFileStore::Batch {
    postgres::Transaction& transaction;
    const FileFactMap& map;
    events::EventSink& sink;

    Result<Reply> operator()(const std::shared_ptr<const NewFile>& command) const {
        const auto& file = command->file;
        if (!InsertFile(transaction, *command)) return Former(file);
        auto as_received = file;
        as_received.version = 1;
        const bool refused = file.state == FileState::kRefused;
        Append(refused ? FileFactKind::kRefused : FileFactKind::kReceived, as_received,
               command->traceparent);
        if (file.state == FileState::kDone)
            Append(FileFactKind::kProcessed, file, command->traceparent);
        return Reply{.file = file};
    }

    Result<Reply> operator()(const TakeCommand& command) const {
        return Reply{.file = FirstOf(postgres::Execute(
                         transaction, {"take_payment_file", sql::kTakePaymentFile}, command.owner,
                         core::FormatRfc3339(command.now)))};
    }

    Result<Reply> operator()(const ReleaseCommand& command) const {
        postgres::Execute(transaction, {"release_payment_file", sql::kReleasePaymentFile},
                          command.id.ToString(), command.owner);
        return Reply{};
    }

    Result<Reply> operator()(const PostponeCommand& command) const {
        PostponeEntries(transaction, command.id, command.positions, command.due_at);
        return Reply{};
    }

    // From a cancellation that comes meanwhile the file's lock tells what is under way.
    Result<Reply> operator()(const BeginCommand& command) const {
        if (!Lock(command.id)) return core::ErrorCode::kNotFound;
        return Reply{.positions = BeginEntries(transaction, command.id, command.positions)};
    }

    Result<Reply> operator()(const CancelOrder& command) const {
        auto file = Lock(command.file_id);
        if (!file) return core::ErrorCode::kNotFound;
        const auto cancelled = CancelEntries(transaction, command.file_id, command.now);
        if (cancelled == 0) return Reply{.file = std::move(file), .replayed = true};
        file->cancelled += cancelled;
        ++file->version;
        Change(*file, command.now, [&](const PaymentFile& as_cancelled) {
            sink.push_back(map({.kind = FileFactKind::kCancelled,
                                .file = as_cancelled,
                                .traceparent = command.traceparent,
                                .cancelled = cancelled,
                                .cancelled_by = command.cancelled_by}));
        });
        return Reply{.file = std::move(file)};
    }

    Result<Reply> operator()(const RecordCommand& command) const {
        auto file = Lock(command.id);
        if (!file) return core::ErrorCode::kNotFound;
        const auto recorded = RecordEntries(transaction, command.id, command.outcomes, command.now);
        if (recorded.ordered + recorded.rejected == 0) return Reply{.file = std::move(file)};
        file->ordered += recorded.ordered;
        file->rejected += recorded.rejected;
        Change(*file, command.now, [](const PaymentFile&) {});
        return Reply{.file = std::move(file)};
    }

    Result<Reply> operator()(const KeyGoneCommand& command) const {
        postgres::Execute(transaction, {"note_payment_file_key_gone", sql::kNotePaymentFileKeyGone},
                          command.id.ToString());
        return Reply{};
    }

    std::optional<PaymentFile> Lock(const PaymentFileId& id) const {
        return FirstOf(postgres::Execute(transaction, {"lock_payment_file", sql::kLockPaymentFile},
                                         id.ToString()));
    }

    // Stored with its new counts, and what follows from them.
    template <class Tell>
    void Change(PaymentFile& file, core::Timestamp now, const Tell& tell) const {
        file.updated_at = now;
        const bool done = file.IsWorkedOff();
        file.state = done ? FileState::kDone : FileState::kProcessing;
        tell(file);
        if (done) ++file.version;
        UpdateFile(transaction, file);
        if (done) Append(FileFactKind::kProcessed, file, {});
    }

    Result<Reply> Former(const PaymentFile& file) const {
        auto former = FindFile(transaction, file.file_id);
        if (!former || former->digest != file.digest) return core::ErrorCode::kIdempotencyKeyReused;
        return Reply{.file = std::move(former), .replayed = true};
    }

    void Append(FileFactKind kind, const PaymentFile& file, const std::string& traceparent) const {
        sink.push_back(map({.kind = kind, .file = file, .traceparent = traceparent}));
    }
};

PostgresFileStore::PostgresFileStore(postgres::GroupCommitOptions options, events::Outbox& outbox,
                                     postgres::ReadPool& readers, FileFactMap map,
                                     vault::ServiceVault& vault)
    : readers_(readers),
      map_(std::move(map)),
      vault_(vault),
      runner_(
          [&options] {
              options.batch_max = kBatchMax;
              return std::move(options);
          }(),
          outbox,
          [this](postgres::Transaction& transaction, std::span<const Command> commands,
                 events::EventSink& sink) {
              const Batch batch{transaction, map_, sink};
              std::vector<Result<Reply>> replies;
              for (const auto& command : commands) replies.push_back(std::visit(batch, command));
              return replies;
          }) {}

Task<Result<FileOutcome>> PostgresFileStore::Receive(std::shared_ptr<const NewFile> file) {
    Command command = std::move(file);
    auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    co_return FileOutcome{.file = std::move(*reply->file), .replayed = reply->replayed};
}

Task<Result<std::optional<PaymentFile>>> PostgresFileStore::Take(std::string owner,
                                                                 core::Timestamp now) {
    Command command = TakeCommand{std::move(owner), now};
    auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    co_return std::move(reply->file);
}

Task<Result<std::vector<std::int32_t>>> PostgresFileStore::Begin(
    const PaymentFileId& id, std::vector<std::int32_t> positions) {
    Command command = BeginCommand{id, std::move(positions)};
    auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    co_return std::move(reply->positions);
}

Task<Result<PaymentFile>> PostgresFileStore::Cancel(CancelOrder order) {
    Command command = std::move(order);
    auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    co_return std::move(*reply->file);
}

Task<Result<core::Done>> PostgresFileStore::KeyIsGone(const PaymentFileId& id) {
    Command command = KeyGoneCommand{id};
    const auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return reply.error();
    co_return core::Done{};
}

Task<Result<core::Done>> PostgresFileStore::Postpone(const PaymentFileId& id,
                                                     std::vector<std::int32_t> positions,
                                                     core::Timestamp due_at) {
    Command command = PostponeCommand{id, std::move(positions), due_at};
    const auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return reply.error();
    co_return core::Done{};
}

Task<Result<core::Done>> PostgresFileStore::Release(const PaymentFileId& id, std::string owner) {
    Command command = ReleaseCommand{id, std::move(owner)};
    const auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return reply.error();
    co_return core::Done{};
}

Task<Result<PaymentFile>> PostgresFileStore::Record(const PaymentFileId& id,
                                                    std::vector<EntryOutcome> outcomes,
                                                    core::Timestamp now) {
    Command command = RecordCommand{id, std::move(outcomes), now};
    auto reply = co_await runner_.Submit(std::move(command));
    if (!reply) co_return std::move(reply).error();
    co_return std::move(*reply->file);
}

Task<Result<std::optional<PaymentFile>>> PostgresFileStore::Find(const PaymentFileId& id) {
    return readers_.Read<std::optional<PaymentFile>>([id](postgres::Transaction& transaction) {
        return Result<std::optional<PaymentFile>>(FindFile(transaction, id));
    });
}

Task<Result<std::vector<PaymentFile>>> PostgresFileStore::List(const FileFilter& filter) {
    return readers_.Read<std::vector<PaymentFile>>([filter](postgres::Transaction& transaction) {
        std::optional<std::string> time, id;
        if (filter.after) {
            time = core::FormatRfc3339(filter.after->time);
            id = filter.after->id.ToString();
        }
        std::vector<PaymentFile> files;
        for (const auto& row : postgres::Execute(
                 transaction, {"list_payment_files", sql::kListPaymentFiles}, filter.partner_id,
                 time, id, static_cast<std::int64_t>(filter.page_size)))
            files.push_back(FileOf(row));
        return Result<std::vector<PaymentFile>>(std::move(files));
    });
}

Task<Result<std::vector<FileCount>>> PostgresFileStore::Count(const PaymentFileId& id) {
    return readers_.Read<std::vector<FileCount>>([id](postgres::Transaction& transaction) {
        std::vector<FileCount> counts;
        for (const auto& row : postgres::Execute(
                 transaction, {"count_payment_file_entries", sql::kCountPaymentFileEntries},
                 id.ToString()))
            AddTo(counts, CountOf(row));
        return Result<std::vector<FileCount>>(std::move(counts));
    });
}

Task<Result<std::vector<EntryStatus>>> PostgresFileStore::ListEntries(const PaymentFileId& id,
                                                                      std::int32_t after,
                                                                      std::size_t entries_max) {
    return readers_.Read<std::vector<EntryStatus>>(
        [id, after, entries_max](postgres::Transaction& transaction) {
            std::vector<EntryStatus> entries;
            for (const auto& row : postgres::Execute(
                     transaction, {"list_payment_file_entries", sql::kListPaymentFileEntries},
                     id.ToString(), after, static_cast<std::int64_t>(entries_max)))
                entries.push_back(EntryOf(row));
            return Result<std::vector<EntryStatus>>(std::move(entries));
        });
}

Task<Result<std::vector<DueEntry>>> PostgresFileStore::ListDue(const PaymentFileId& id,
                                                               core::Timestamp now,
                                                               std::size_t entries_max) {
    return readers_.Read<std::vector<DueEntry>>([id, now,
                                                 entries_max](postgres::Transaction& transaction) {
        std::vector<DueEntry> due;
        for (const auto& row : postgres::Execute(
                 transaction, {"list_due_payment_file_entries", sql::kListDuePaymentFileEntries},
                 id.ToString(), core::FormatRfc3339(now), static_cast<std::int64_t>(entries_max)))
            due.push_back({row[0].as<std::int32_t>(), postgres::AsId<core::PaymentId>(row[1])});
        return Result<std::vector<DueEntry>>(std::move(due));
    });
}

Task<Result<std::optional<core::Timestamp>>> PostgresFileStore::NextDue() {
    return readers_.Read<std::optional<core::Timestamp>>([](postgres::Transaction& transaction) {
        const auto rows =
            postgres::Execute(transaction, {"next_due_payment_file", sql::kNextDuePaymentFile});
        return Result<std::optional<core::Timestamp>>(postgres::AsOptionalTimestamp(rows[0][0]));
    });
}

Task<Result<std::vector<PaymentFileId>>> PostgresFileStore::ListKeysLeft(std::size_t files_max) {
    using Ids = std::vector<PaymentFileId>;
    return readers_.Read<Ids>([files_max](postgres::Transaction& transaction) -> Result<Ids> {
        Ids ids;
        for (const auto& row : postgres::Execute(
                 transaction, {"list_payment_file_keys_left", sql::kListPaymentFileKeysLeft},
                 static_cast<std::int64_t>(files_max)))
            ids.push_back(postgres::AsId<PaymentFileId>(row[0]));
        return ids;
    });
}

Task<Result<std::optional<core::Sensitive<std::string>>>> PostgresFileStore::OpenContent(
    const PaymentFileId& id) {
    using Content = std::optional<core::Sensitive<std::string>>;
    return readers_.Read<Content>(
        [this, id](postgres::Transaction& transaction) -> Result<Content> {
            const auto rows = postgres::Execute(
                transaction, {"open_payment_file", sql::kOpenPaymentFile}, id.ToString());
            if (rows.empty() || rows[0][0].is_null()) return Content();
            return OpenFile(vault_, id, postgres::AsBytes(rows[0][0]));
        });
}

}  // namespace clearway::payment
