SELECT t.level, t.tile, string_agg(t.hashes, ''::bytea ORDER BY t.first)
FROM unnest($1::bigint[], $2::bigint[]) AS wanted (level, tile)
JOIN audit_tiles t ON t.level = wanted.level AND t.tile = wanted.tile
GROUP BY t.level, t.tile
