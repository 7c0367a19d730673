INSERT INTO statement_files (file_id, sha256, name, format, faults, discarded, state, lines,
                             received_at, received_by, decided_by, reason, version)
VALUES ($1::uuid, $2, $3, $4, $5::text[], $6, $7::bigint, $8::bigint,
        to_timestamp(0) + $9::bigint * interval '1 microsecond', $10, $11, $12, $13::bigint)
ON CONFLICT (file_id) DO UPDATE SET
    name = excluded.name, format = excluded.format, faults = excluded.faults,
    discarded = excluded.discarded, state = excluded.state, lines = excluded.lines,
    decided_by = excluded.decided_by, reason = excluded.reason, version = excluded.version
