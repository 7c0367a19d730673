SELECT content FROM statement_parts WHERE sha256 = $1 ORDER BY part_offset
