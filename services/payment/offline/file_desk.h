// SPDX-License-Identifier: Apache-2.0
// Payment files beside the running service, as another writer of them: for commands.
#pragma once

#include <functional>

#include "async/runtime.h"
#include "services/payment/store/files/postgres_file_store.h"
#include "services/payment/store/files/sealed_files.h"
#include "services/payment/usecase/files/read_files.h"
#include "services/payment/usecase/files/receive_file.h"
#include "vault/pkcs11/token_settings.h"

namespace clearway::payment {

struct FilePlace {
    events::OutboxOptions outbox;  // with the database
    vault::TokenSettings token;
    FileFactMap map;
};

class FileDesk {
public:
    explicit FileDesk(FilePlace place)
        : vault_(place.token, place.outbox.database_url, clock_),
          readers_(place.outbox.database_url, 1),
          outbox_(place.outbox),
          files_({.name = "files", .database_url = place.outbox.database_url}, outbox_, readers_,
                 std::move(place.map), vault_) {}

    // Errors: of ReceiveFile. The same content again is the same submission.
    Result<FileOutcome> Submit(const std::string& partner, core::Sensitive<std::string> content,
                               ReadSoFar so_far);
    // Blocks until nothing of the file is due any more, or it cannot be read. `after_look` hears
    // how far it is.
    Result<PaymentFile> Await(const PaymentFile& file,
                              const std::function<void(const PaymentFile&)>& after_look);
    // Errors: of ReadFiles.
    Result<std::string> Report(const std::string& partner, const PaymentFileId& id);

private:
    template <class T>
    T Wait(Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }

    core::SystemClock clock_;
    async::Runtime runtime_{1};
    vault::ServiceVault vault_;
    postgres::ReadPool readers_;
    events::Outbox outbox_;
    PostgresFileStore files_;
    SealedFiles seal_{vault_};
    ReceiveFile receive_{files_, seal_, clock_};
    ReadFiles read_{files_};
};

}  // namespace clearway::payment
