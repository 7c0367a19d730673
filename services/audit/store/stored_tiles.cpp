// SPDX-License-Identifier: Apache-2.0
#include "services/audit/store/stored_tiles.h"

#include <map>

#include "embedded/audit_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::audit {

namespace sql = embedded::audit_sql;

std::uint64_t StoredTiles::LogSize() {
    const auto rows = postgres::Execute(transaction_, {"log_size", sql::kLogSize});
    return static_cast<std::uint64_t>(postgres::AsInt(rows.at(0)[0]));
}

std::vector<std::string> StoredTiles::ReadTiles(std::span<const merkle::TileId> tiles) {
    if (tiles.empty()) return {};
    postgres::IntegerArray levels, indices;
    for (const auto& tile : tiles) {
        levels.Add(tile.level);
        indices.Add(static_cast<std::int64_t>(tile.index));
    }
    std::map<merkle::TileId, std::string> found;
    for (const auto& row : postgres::Execute(transaction_, {"read_tiles", sql::kReadTiles},
                                             levels.Take(), indices.Take())) {
        const merkle::TileId tile{.level = static_cast<int>(postgres::AsInt(row[0])),
                                  .index = static_cast<std::uint64_t>(postgres::AsInt(row[1]))};
        found.emplace(tile, postgres::AsBytes(row[2]));
    }
    std::vector<std::string> hashes;
    for (const auto& tile : tiles) hashes.push_back(found[tile]);
    return hashes;
}

}  // namespace clearway::audit
