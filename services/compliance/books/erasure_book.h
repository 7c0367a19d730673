// SPDX-License-Identifier: Apache-2.0
// The one writer of erasures: decision, fact and the end of the person's key here in one
// transaction, together with the keys of cases that tell of the person and need not be kept any
// more: those of payments and accounts. Other services destroy theirs by the fact. Part of the
// application's wiring.
#pragma once

#include <string>
#include <vector>

#include "events/command_runner.h"
#include "services/compliance/usecase/erasures.h"
#include "vault/person_keys.h"

namespace clearway::compliance {

class ErasureBook final : public Erasures {
public:
    // `outbox`, which serves no other writer, and `persons` must outlive the book. `retention`: how
    // long a case is kept after its end.
    ErasureBook(const std::string& database_url, events::Outbox& outbox, vault::PersonKeys& persons,
                std::chrono::days retention);

    async::Task<core::Result<Erasure>> Submit(ErasePerson command) override;

private:
    using Runner = events::CommandRunner<ErasePerson, Erasure>;

    std::vector<core::Result<Erasure>> Apply(postgres::Transaction& transaction,
                                             std::span<const ErasePerson> commands,
                                             events::EventSink& sink);
    // Their keys may be in memory yet.
    void LetGo();

    vault::PersonKeys& persons_;
    const std::chrono::days retention_;
    std::vector<vault::PersonId>
        erased_;  // whose keys end; of the batch under way; the writer's thread's
    Runner runner_;
};

}  // namespace clearway::compliance
