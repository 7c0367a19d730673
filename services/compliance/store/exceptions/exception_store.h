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

// Those whose case ended by this: in force from now on, or never.
std::vector<ScreeningException> Close(postgres::Transaction& transaction,
                                      const CloseMatches& command);

// One that is or was in force.
std::optional<ScreeningException> LockException(postgres::Transaction& transaction,
                                                const core::Uuid& id);
void SaveRevoked(postgres::Transaction& transaction, const RevokeException& command);

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
