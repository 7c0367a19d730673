// SPDX-License-Identifier: Apache-2.0
// PaymentFileStore over PostgreSQL: a writer of its own, so that the writer of payments never waits
// for a file. Facts are turned into events by the function that the app hands in.
#pragma once

#include <variant>

#include "events/command_runner.h"
#include "postgres/read_pool.h"
#include "services/payment/usecase/files/file_fact.h"
#include "services/payment/usecase/files/ports.h"
#include "vault/service_vault.h"

namespace clearway::payment {

using FileFactMap = std::function<events::NewEvent(const FileFact&)>;

class PostgresFileStore final : public PaymentFileStore {
public:
    // References must outlive the store; `outbox` is its own.
    PostgresFileStore(postgres::GroupCommitOptions options, events::Outbox& outbox,
                      postgres::ReadPool& readers, FileFactMap map, vault::ServiceVault& vault);

    Task<Result<FileOutcome>> Receive(std::shared_ptr<const NewFile> file) override;
    Task<Result<std::optional<PaymentFile>>> Take(std::string owner, core::Timestamp now) override;
    Task<Result<core::Done>> Release(const PaymentFileId& id, std::string owner) override;
    Task<Result<PaymentFile>> Record(const PaymentFileId& id, std::vector<EntryOutcome> outcomes,
                                     core::Timestamp now) override;
    Task<Result<std::vector<std::int32_t>>> Begin(const PaymentFileId& id,
                                                  std::vector<std::int32_t> positions) override;
    Task<Result<PaymentFile>> Cancel(CancelOrder order) override;
    Task<Result<core::Done>> Postpone(const PaymentFileId& id, std::vector<std::int32_t> positions,
                                      core::Timestamp due_at) override;
    Task<Result<core::Done>> KeyIsGone(const PaymentFileId& id) override;
    Task<Result<std::optional<PaymentFile>>> Find(const PaymentFileId& id) override;
    Task<Result<std::vector<PaymentFile>>> List(const FileFilter& filter) override;
    Task<Result<std::vector<FileCount>>> Count(const PaymentFileId& id) override;
    Task<Result<std::vector<EntryStatus>>> ListEntries(const PaymentFileId& id, std::int32_t after,
                                                       std::size_t entries_max) override;
    Task<Result<std::vector<DueEntry>>> ListDue(const PaymentFileId& id, core::Timestamp now,
                                                std::size_t entries_max) override;
    Task<Result<std::optional<core::Timestamp>>> NextDue() override;
    Task<Result<std::vector<PaymentFileId>>> ListKeysLeft(std::size_t files_max) override;
    Task<Result<std::optional<core::Sensitive<std::string>>>> OpenContent(
        const PaymentFileId& id) override;

private:
    struct TakeCommand {
        std::string owner;
        core::Timestamp now;
    };
    struct ReleaseCommand {
        PaymentFileId id;
        std::string owner;
    };
    struct BeginCommand {
        PaymentFileId id;
        std::vector<std::int32_t> positions;
    };
    struct KeyGoneCommand {
        PaymentFileId id;
    };
    struct RecordCommand {
        PaymentFileId id;
        std::vector<EntryOutcome> outcomes;
        core::Timestamp now;
    };
    struct PostponeCommand {
        PaymentFileId id;
        std::vector<std::int32_t> positions;
        core::Timestamp due_at;
    };
    using Command =
        std::variant<std::shared_ptr<const NewFile>, TakeCommand, ReleaseCommand, BeginCommand,
                     CancelOrder, RecordCommand, PostponeCommand, KeyGoneCommand>;
    // Without a file: none was taken, or none is asked for.
    struct Reply {
        std::optional<PaymentFile> file = {};
        bool replayed = false;
        std::vector<std::int32_t> positions = {};
    };
    struct Batch;

    postgres::ReadPool& readers_;
    FileFactMap map_;
    vault::ServiceVault& vault_;
    events::CommandRunner<Command, Reply> runner_;
};

}  // namespace clearway::payment
