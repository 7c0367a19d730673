// SPDX-License-Identifier: Apache-2.0
// The tiles of the log inside a transaction, which must outlive them.
#pragma once

#include "merkle/tile.h"
#include "postgres/connection.h"

namespace clearway::audit {

class StoredTiles final : public merkle::TileReader {
public:
    explicit StoredTiles(postgres::Transaction& transaction) : transaction_(transaction) {}

    std::uint64_t LogSize();
    std::vector<std::string> ReadTiles(std::span<const merkle::TileId> tiles) override;

private:
    postgres::Transaction& transaction_;
};

}  // namespace clearway::audit
