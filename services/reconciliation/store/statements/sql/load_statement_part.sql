SELECT part_offset, content FROM statement_parts
WHERE sha256 = $1 AND part_offset > $2::bigint
ORDER BY part_offset
LIMIT 1
