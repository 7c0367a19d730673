-- Those of the history that are not stored yet: a history only grows.
INSERT INTO release_steps (kind, version, number, step, taken_by, taken_at)
SELECT $1::bigint, $2::text, number, step, taken_by, taken_at
FROM unnest($3::bigint[], $4::text[], $5::timestamptz[]) WITH ORDINALITY
    AS steps (step, taken_by, taken_at, number)
ON CONFLICT (kind, version, number) DO NOTHING
