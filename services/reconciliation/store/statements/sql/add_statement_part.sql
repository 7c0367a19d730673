INSERT INTO statement_parts (sha256, part_offset, content, received_at)
VALUES ($1, $2::bigint, $3::bytea, to_timestamp(0) + $4::bigint * interval '1 microsecond')
ON CONFLICT (sha256, part_offset) DO UPDATE SET content = excluded.content
