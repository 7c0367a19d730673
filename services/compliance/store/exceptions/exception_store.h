// SPDX-License-Identifier: Apache-2.0
// Exceptions in PostgreSQL. It decides nothing.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "postgres/connection.h"
#include "postgres/read_pool.h"
#include "services/compliance/usecase/exceptions/ports.h"

namespace clearway::compliance {

// What is known already stays as it is.
void SaveFound(postgres::Transaction& transaction, std::span<const ScreeningException> found);

// Those in force.
std::vector<ScreeningException> LoadInForce(postgres::Transaction& transaction,
                                            std::span<const PartyId> parties);

// Those whose case ended by this: in force from now on, or never (confirmed here or in another
// case).
std::vector<ScreeningException> Close(postgres::Transaction& transaction,
                                      const CloseMatches& command);

// One that is or was in force.
std::optional<ScreeningException> LockException(postgres::Transaction& transaction,
                                                const core::Uuid& id);

struct Revocation {
    core::Timestamp at;
    std::string by;
    std::string reason;
};
// All in force of the same matches as these, whose own state does not count.
std::vector<ScreeningException> Revoke(postgres::Transaction& transaction,
                                       std::span<const core::Uuid> ids,
                                       const Revocation& revocation);

class ExceptionReader final : public ExceptionQueries {
public:
    // `pool` must outlive this.
    explicit ExceptionReader(postgres::ReadPool& pool) : pool_(pool) {}
    async::Task<core::Result<std::vector<ScreeningException>>> Of(PartyId party) override;
    async::Task<core::Result<std::vector<ScreeningException>>> List(
        ExceptionFilter filter) override;

private:
    postgres::ReadPool& pool_;
};

}  // namespace clearway::compliance
