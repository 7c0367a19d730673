-- A batch with its hashes. $1 is the number of the first entry.
WITH hashes AS (
    INSERT INTO audit_tiles (level, tile, first, hashes)
    SELECT level, tile, first, hashes
    FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[])
             AS t (level, tile, first, hashes)
)
INSERT INTO audit_entries (sequence, stream_id, version, occurred_at, source, type, payload_hash)
SELECT $1::bigint + e.place - 1, e.stream_id, e.version, e.occurred_at, e.source, e.type,
       e.payload_hash
FROM unnest($6::uuid[], $7::bigint[], $8::timestamptz[], $9::text[], $10::text[], $11::bytea[])
         WITH ORDINALITY AS e (stream_id, version, occurred_at, source, type, payload_hash, place)
